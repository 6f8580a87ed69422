/** Three agents at work: each writes what the real one writes, turn by turn, and runs our real hook. */

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Environment, HomePaths } from '../../src/paths.ts';
import type { AgentId, JsonObject } from '../../src/types.ts';

/** Where the agents work. */
export interface Workplace {
  paths: HomePaths;
  /** The user's home. */
  folder: string;
  /** The repository's root. */
  root: string;
  env: Environment;
}

/** A turn as it must be found in the store: each of these once. */
export interface PlayedTurn {
  sessionId: string;
  prompt: string;
  toolUseId: string;
  answer: string;
}

export interface PlayedSession {
  readonly agent: AgentId;
  readonly sessionId: string;
  /** All turns played so far. */
  readonly turns: PlayedTurn[];
  start(): Promise<void>;
  /** A prompt, a command, an answer; then the hook that ends the turn. */
  turn(): Promise<void>;
  end(): Promise<void>;
}

const uuidOf = (text: string): string =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-7$3-8$4-$5');

abstract class Played {
  readonly turns: PlayedTurn[] = [];
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
    const mark = `${this.sessionId}-${this.turns.length}`;
    const turn = {
      sessionId: this.sessionId,
      prompt: `bump the patch version and tag it (${mark})`,
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

  protected hook(agent: AgentId, payload: JsonObject): Promise<void> {
    const child = spawn('/bin/sh', [join(this.place.paths.hooks, 'capture'), agent], {
      env: { ...this.place.env, HIVEMIND_SKILLIFY_EVERY_N_TURNS: '6' },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // A hook that cannot write its record does not read it either.
    child.stdin.on('error', () => undefined);
    child.stdin.end(JSON.stringify(payload));
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`hook: exit code ${code}`))));
    });
  }
}

const COMMAND = 'npm version patch';
const OUTPUT = 'v1.0.1';

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
    const { prompt, toolUseId, answer } = this.newTurn();
    const call = { type: 'tool_use', id: toolUseId, name: 'Bash', input: { command: COMMAND } };
    const result = { type: 'tool_result', tool_use_id: toolUseId, content: OUTPUT };
    this.#write('user', prompt, { promptSource: 'typed', origin: { kind: 'human' } });
    this.#write('assistant', [call]);
    this.#write('user', [result], { toolUseResult: { stdout: OUTPUT, stderr: '', interrupted: false } });
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
    const { prompt, toolUseId, answer } = this.newTurn();
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
      arguments: JSON.stringify({ cmd: COMMAND }),
      call_id: toolUseId,
    });
    this.#write('response_item', { type: 'function_call_output', call_id: toolUseId, output: OUTPUT });
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
    const { prompt, toolUseId, answer } = this.newTurn();
    const generation = { generation_id: uuidOf(prompt) };
    await this.#hook('beforeSubmitPrompt', { ...generation, prompt });
    await this.#hook('postToolUse', {
      ...generation,
      tool_name: 'Shell',
      tool_use_id: toolUseId,
      tool_input: { command: COMMAND },
      tool_output: JSON.stringify({ output: OUTPUT, exitCode: 0 }),
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
} as const satisfies Record<AgentId, new (place: Workplace, name: string, at: number) => PlayedSession>;

const DAY_MS = 86_400_000;

/** Sessions of every agent, spread over the last days, so that their work can become a skill. */
export function sessionsOfAllAgents(place: Workplace, perAgent: number): PlayedSession[] {
  return Array.from({ length: perAgent }, (_, index) =>
    Object.entries(PLAYERS).map(
      ([agent, Player]) => new Player(place, `${agent} ${index}`, Date.now() - (1 + (index % 4)) * DAY_MS),
    ),
  ).flat();
}
