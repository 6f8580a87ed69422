/** Three agents at work: each writes what the real one writes, turn by turn, and runs our real hook. */

import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type JsonObject, WIRED_AGENT_IDS, type WiredAgentId } from '../../src/types.ts';
import { runHook, type SentPayload, type Session, uuidOf, type Workplace } from './agent-hook.ts';

interface Work {
  ask: string;
  command: string;
  output: string;
}

/** Kinds of work, each of two steps and unlike the others, so that each becomes a skill of its own. */
const WORK: readonly Work[] = [
  { ask: 'bump the patch version and tag it', command: 'npm version patch && npm publish', output: 'v1.0.1' },
  {
    ask: 'bring the api container up again',
    command: 'docker compose build api && docker compose up -d api',
    output: 'restarted',
  },
  {
    ask: 'regenerate the client from the schema',
    command: 'npx openapi-typescript schema.yaml && npx prettier --write src/client.ts',
    output: 'ok',
  },
  {
    ask: 'apply the open database migrations',
    command: 'npx prisma migrate deploy && npx prisma generate',
    output: 'applied 2',
  },
  {
    ask: 'measure how large the bundle became',
    command: 'npm run build && npx size-limit --json',
    output: '[]',
  },
  {
    ask: 'translate the new strings to german',
    command: 'python3 tools/i18n.py --lang de && python3 tools/check_strings.py',
    output: '12 done',
  },
  {
    ask: 'look for licences we may not ship',
    command: 'cargo update && cargo deny check licenses',
    output: 'licenses ok',
  },
  {
    ask: 'refresh the golden screenshots',
    command: 'make screenshots && make compare',
    output: '40 written',
  },
];
/** Turns after which the team does something else. */
const ERA_TURNS = 10;

/** Within an era, a session turns between two kinds of work: going on to another tells that the last was accepted. */
function workOf(turn: number): Work {
  const kind = 2 * Math.floor(turn / ERA_TURNS) + (turn % 2);
  return WORK[kind % WORK.length] as Work;
}

/** A turn as it must be found in the store: each of these once. */
export interface PlayedTurn {
  work: Work;
  sessionId: string;
  prompt: string;
  toolUseId: string;
  answer: string;
}

/** Its turns are a prompt, a command, an answer; then the hook that ends the turn. */
export interface PlayedSession extends Session {
  /** All turns played so far. */
  readonly turns: PlayedTurn[];
}

abstract class Played {
  readonly turns: PlayedTurn[] = [];
  readonly sent: SentPayload[] = [];
  readonly sessionId: string;
  protected readonly place: Workplace;
  protected at: number;

  /** @param startedAt milliseconds since the epoch */
  constructor(place: Workplace, name: string, startedAt: number) {
    this.place = place;
    this.sessionId = uuidOf(name);
    this.at = startedAt;
  }

  protected newTurn(): PlayedTurn {
    // Nothing in it is common to two turns: they would be taken for the same request.
    const mark = uuidOf(`${this.sessionId} turn ${this.turns.length}`).slice(0, 13);
    const work = workOf(this.turns.length);
    const turn = {
      work,
      sessionId: this.sessionId,
      prompt: `${work.ask} (${mark})`,
      toolUseId: `call_${mark}`,
      answer: `Tagged ${mark}.`,
    };
    this.turns.push(turn);
    return turn;
  }

  protected time(): string {
    this.at += 1_000;
    return new Date(this.at).toISOString();
  }

  protected hook(agent: WiredAgentId, payload: JsonObject): Promise<void> {
    this.sent.push({ agent, payload });
    return runHook(this.place, agent, payload);
  }
}

class PlayedClaude extends Played implements PlayedSession {
  readonly agent = 'claude-code';
  #lines = 0;

  get #transcript(): string {
    return join(this.place.folder, '.claude', 'projects', 'p', `${this.sessionId}.jsonl`);
  }

  start(): Promise<void> {
    mkdirSync(dirname(this.#transcript), { recursive: true });
    return this.#hook('SessionStart');
  }

  async turn(): Promise<void> {
    const { prompt, toolUseId, answer, work } = this.newTurn();
    const call = { type: 'tool_use', id: toolUseId, name: 'Bash', input: { command: work.command } };
    const result = { type: 'tool_result', tool_use_id: toolUseId, content: work.output };
    this.#write('user', prompt, { promptSource: 'typed', origin: { kind: 'human' } });
    this.#write('assistant', [call]);
    this.#write('user', [result], { toolUseResult: { stdout: work.output, stderr: '', interrupted: false } });
    this.#write('assistant', [{ type: 'text', text: answer }]);
    await this.#hook('Stop');
  }

  end(): Promise<void> {
    return this.#hook('SessionEnd');
  }

  #write(role: 'user' | 'assistant', content: JsonObject[] | string, more: JsonObject = {}): void {
    this.#lines += 1;
    const record = {
      type: role,
      message: role === 'user' ? { role, content } : { role, model: 'm-1', content },
      uuid: uuidOf(`${this.sessionId} line ${this.#lines}`),
      timestamp: this.time(),
      sessionId: this.sessionId,
      isSidechain: false,
      cwd: this.place.root,
      version: '2.1.329',
      entrypoint: 'cli',
      ...more,
    };
    appendFileSync(this.#transcript, `${JSON.stringify(record)}\n`);
  }

  #hook(event: string): Promise<void> {
    return this.hook('claude-code', {
      session_id: this.sessionId,
      transcript_path: this.#transcript,
      cwd: this.place.root,
      hook_event_name: event,
    });
  }
}

class PlayedCodex extends Played implements PlayedSession {
  readonly agent = 'codex';

  get #transcript(): string {
    const file = `rollout-2026-11-21T09-45-03-${this.sessionId}.jsonl`;
    return join(this.place.folder, '.codex', 'sessions', '2026', '11', '21', file);
  }

  async start(): Promise<void> {
    mkdirSync(dirname(this.#transcript), { recursive: true });
    this.#write('session_meta', {
      id: this.sessionId,
      session_id: this.sessionId,
      cwd: this.place.root,
      originator: 'codex_cli_rs',
      cli_version: '0.169.0',
      source: 'cli',
    });
    await this.#hook('SessionStart');
  }

  async turn(): Promise<void> {
    const { prompt, toolUseId, answer, work } = this.newTurn();
    const turnId = uuidOf(prompt);
    this.#write('event_msg', { type: 'task_started', turn_id: turnId });
    const content = [{ type: 'text', text: prompt }];
    this.#write('event_msg', {
      type: 'item_completed',
      item: { type: 'UserMessage', id: `${turnId}-p`, content },
    });
    this.#write('response_item', {
      type: 'function_call',
      name: 'exec_command',
      arguments: JSON.stringify({ cmd: work.command }),
      call_id: toolUseId,
    });
    this.#write('response_item', { type: 'function_call_output', call_id: toolUseId, output: work.output });
    const said = [{ type: 'output_text', text: answer }];
    this.#write('response_item', { type: 'message', role: 'assistant', id: `${turnId}-a`, content: said });
    this.#write('event_msg', { type: 'task_complete', turn_id: turnId });
    await this.#hook('Stop');
  }

  end(): Promise<void> {
    return this.#hook('SessionEnd');
  }

  #write(type: string, payload: JsonObject): void {
    appendFileSync(this.#transcript, `${JSON.stringify({ timestamp: this.time(), type, payload })}\n`);
  }

  #hook(event: string): Promise<void> {
    return this.hook('codex', {
      session_id: this.sessionId,
      transcript_path: this.#transcript,
      cwd: this.place.root,
      hook_event_name: event,
    });
  }
}

/** Writes no transcript: what its hooks say is all there is. */
class PlayedCursor extends Played implements PlayedSession {
  readonly agent = 'cursor';

  start(): Promise<void> {
    return this.#hook('sessionStart', {});
  }

  async turn(): Promise<void> {
    const { prompt, toolUseId, answer, work } = this.newTurn();
    const generation = { generation_id: uuidOf(prompt) };
    await this.#hook('beforeSubmitPrompt', { ...generation, prompt });
    await this.#hook('postToolUse', {
      ...generation,
      tool_name: 'Shell',
      tool_use_id: toolUseId,
      tool_input: { command: work.command },
      tool_output: JSON.stringify({ output: work.output, exitCode: 0 }),
      duration: 5,
    });
    await this.#hook('afterAgentResponse', { ...generation, text: answer });
    await this.#hook('stop', { ...generation, status: 'completed' });
  }

  end(): Promise<void> {
    return this.#hook('sessionEnd', { reason: 'user_close' });
  }

  #hook(event: string, payload: JsonObject): Promise<void> {
    return this.hook('cursor', {
      conversation_id: this.sessionId,
      hook_event_name: event,
      workspace_roots: [this.place.root],
      cursor_version: '1.7.2',
      ...payload,
    });
  }
}

const PLAYERS = {
  'claude-code': PlayedClaude,
  codex: PlayedCodex,
  cursor: PlayedCursor,
} as const satisfies Record<WiredAgentId, new (place: Workplace, name: string, at: number) => PlayedSession>;

const DAY_MS = 86_400_000;

/** A session of one agent that began some days ago. */
export function playedSession(
  place: Workplace,
  agent: WiredAgentId,
  name: string,
  daysAgo: number,
): PlayedSession {
  return new PLAYERS[agent](place, name, Date.now() - daysAgo * DAY_MS);
}

/** Sessions of every agent, spread over the last days, so that their work can become a skill. */
export function sessionsOfAllAgents(place: Workplace, perAgent: number): PlayedSession[] {
  return Array.from({ length: perAgent }, (_, index) =>
    WIRED_AGENT_IDS.map((agent) => playedSession(place, agent, `${agent} ${index}`, 1 + (index % 4))),
  ).flat();
}
