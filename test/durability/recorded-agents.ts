/** Agents that do again what real ones were recorded doing: their payloads and transcripts, with ids of their own. */

import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { JsonObject, WiredAgentId } from '../../src/types.ts';
import { runHook, type SentPayload, type Session, uuidOf, type Workplace } from './agent-hook.ts';

const FIXTURES = resolve(import.meta.dirname, '..', 'fixtures');
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** Ids of messages, calls and answers: `toolu_…`, `msg_…`, `resp_…`. */
const MODEL_ID = /\b(toolu|msg|resp)_[0-9a-f]{12,}/g;

/** A recorded session: what its hooks were told, and the lines of its transcript up to the end of each turn. */
interface Recording {
  sessionId: string;
  start: JsonObject;
  turns: { hooks: JsonObject[]; lines: string[] }[];
  end: JsonObject;
  /** Below the user's home; null where the agent writes none. */
  transcript: string | null;
}

/** A session that plays its recording from the beginning again and again, each time with new ids. */
export class RecordedSession implements Session {
  readonly agent: WiredAgentId;
  readonly sessionId: string;
  readonly sent: SentPayload[] = [];
  readonly #place: Workplace;
  readonly #recording: Recording;
  #played = 0;

  constructor(place: Workplace, agent: WiredAgentId, name: string) {
    this.agent = agent;
    this.sessionId = uuidOf(name);
    this.#place = place;
    this.#recording = RECORDINGS[agent]();
    const transcript = this.#transcript;
    if (transcript !== null) mkdirSync(dirname(transcript), { recursive: true });
  }

  get #transcript(): string | null {
    const { transcript } = this.#recording;
    return transcript === null ? null : join(this.#place.folder, this.#renamed(transcript));
  }

  start(): Promise<void> {
    return this.#hook(this.#recording.start);
  }

  async turn(): Promise<void> {
    const { turns } = this.#recording;
    const { hooks, lines } = turns[this.#played % turns.length] ?? { hooks: [], lines: [] };
    const text = lines.map((line) => `${this.#renamed(line)}\n`).join('');
    if (this.#transcript !== null) appendFileSync(this.#transcript, text);
    for (const payload of hooks) await this.#hook(payload);
    this.#played += 1;
  }

  end(): Promise<void> {
    return this.#hook(this.#recording.end);
  }

  #hook(recorded: JsonObject): Promise<void> {
    const payload = JSON.parse(this.#renamed(JSON.stringify(recorded))) as JsonObject;
    if (this.#transcript !== null) payload.transcript_path = this.#transcript;
    this.sent.push({ agent: this.agent, payload });
    return runHook(this.#place, this.agent, payload);
  }

  /** The text with ids of this session and round, and with its folders. */
  #renamed(text: string): string {
    const round = Math.floor(this.#played / this.#recording.turns.length);
    const fresh = (id: string) => uuidOf(`${this.sessionId} ${round} ${id}`);
    return text
      .replace(UUID, (id) => (id === this.#recording.sessionId ? this.sessionId : fresh(id)))
      .replace(MODEL_ID, (id, kind: string) => `${kind}_${fresh(id).replaceAll('-', '')}`)
      .replaceAll('/home/robin/thing', this.#place.root)
      .replaceAll('/home/dev/project', this.#place.root)
      .replaceAll('/home/robin', this.#place.folder);
  }
}

const RECORDINGS = {
  'claude-code': () => readScene('claude-code', 'typed-work', 'projects'),
  codex: () => readScene('codex', 'typed-work', 'sessions'),
  cursor: readCursorPayloads,
} as const satisfies Record<WiredAgentId, () => Recording>;

const linesOf = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n');

/** @param folder where the agent keeps its transcripts, below the scene's folder as below its own */
function readScene(agent: 'claude-code' | 'codex', scene: string, folder: string): Recording {
  const root = join(FIXTURES, agent, scene);
  const { sessionId } = JSON.parse(readFileSync(join(root, 'played.json'), 'utf8')) as { sessionId: string };
  const hooks = linesOf(join(root, 'hooks.jsonl'))
    .map((line) => JSON.parse(line) as JsonObject)
    .filter((payload) => payload.session_id === sessionId);
  const named = (name: string) => hooks.filter((payload) => payload.hook_event_name === name);
  const [start, end] = [named('SessionStart')[0], named('SessionEnd')[0]];
  const transcript = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith(`${sessionId}.jsonl`),
  );
  if (start === undefined || end === undefined || transcript === undefined) {
    throw new Error(`the scene ${scene} of ${agent} is not whole`);
  }
  const lines = linesOf(join(root, folder, transcript));
  const stops = named('Stop');
  const perTurn = Math.ceil(lines.length / stops.length);
  return {
    sessionId,
    start,
    turns: stops.map((stop, turn) => ({
      hooks: [stop],
      lines: lines.slice(turn * perTurn, (turn + 1) * perTurn),
    })),
    end,
    transcript: join(agent === 'codex' ? '.codex' : '.claude', folder, transcript),
  };
}

const CURSOR_TURN = ['beforeSubmitPrompt', 'preToolUse', 'postToolUse', 'afterAgentResponse', 'stop'];

function readCursorPayloads(): Recording {
  const read = (name: string) => {
    const text = readFileSync(join(FIXTURES, 'cursor', `${name}.json`), 'utf8');
    return JSON.parse(text.replace('"abc123"', '"toolu_0123456789abcdef"')) as JsonObject;
  };
  const start = read('sessionStart');
  return {
    sessionId: String(start.conversation_id),
    start,
    turns: [{ hooks: CURSOR_TURN.map(read), lines: [] }],
    end: read('sessionEnd'),
    transcript: null,
  };
}
