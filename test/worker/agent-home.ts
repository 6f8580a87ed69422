/** A machine with an agent on it: what it writes, and the hooks it runs, with our real script. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadConfig } from '../../src/config.ts';
import { type HomePaths, homePaths } from '../../src/paths.ts';
import { eventsOfSession, type StoredEvent } from '../../src/store/events.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import type { JsonObject } from '../../src/types.ts';
import { type CatchUpReport, catchUp } from '../../src/worker/catch-up.ts';
import { Transcript } from '../hooks/claude-code-records.ts';

const CAPTURE = resolve(import.meta.dirname, '../../hooks/capture');

export class AgentHome {
  readonly root = realpathSync(mkdtempSync(join(process.env.HOME ?? '', 'agent-')));
  /** The folder the agent works in. */
  readonly project = join(this.root, 'thing');
  readonly paths: HomePaths = homePaths(join(this.root, '.hivemind'));
  /** Added to the clock. */
  later = 0;
  #store: Store | undefined;

  constructor() {
    mkdirSync(this.paths.spool, { recursive: true });
    mkdirSync(this.project);
    mkdirSync(this.projects);
    // A daemon that seems alive, so that hooks start none.
    writeFileSync(this.paths.daemonPid, `${process.pid}\n`);
  }

  get projects(): string {
    return join(this.root, 'projects');
  }

  get store(): Store {
    this.#store ??= openStore(this.paths.database);
    return this.#store;
  }

  transcriptPath(sessionId: string): string {
    return join(this.projects, `${sessionId}.jsonl`);
  }

  /** Writes a transcript as it is now. */
  write(transcript: Transcript): void {
    writeFileSync(this.transcriptPath(transcript.sessionId), transcript.text);
  }

  /** Runs a hook of a session, in a terminal with these variables. */
  hook(sessionId: string, event: string, payload: JsonObject = {}, env: Record<string, string> = {}): void {
    this.rawHook(
      JSON.stringify({
        session_id: sessionId,
        transcript_path: this.transcriptPath(sessionId),
        cwd: this.project,
        hook_event_name: event,
        ...payload,
      }),
      env,
    );
  }

  rawHook(payload: string, env: Record<string, string> = {}): void {
    const { PATH } = process.env;
    const { status } = spawnSync('sh', [CAPTURE, 'claude-code'], {
      input: payload,
      env: { PATH, HIVEMIND_HOME: this.paths.home, ...env },
    });
    if (status !== 0) throw new Error(`the hook exited with ${status}`);
  }

  async catchUp(env: Record<string, string | undefined> = process.env): Promise<CatchUpReport> {
    const { paths, store } = this;
    const config = loadConfig(paths.config, env);
    return catchUp({ paths, store, config, env, now: () => Date.now() + this.later });
  }

  rows(sessionId: string): StoredEvent[] {
    return eventsOfSession(this.store, sessionId);
  }
}

/** A finished session: a prompt, a command, an answer. */
export function finishedWork(sessionId: string, request = 'bump it'): Transcript {
  return new Transcript(sessionId)
    .typed(request)
    .calls(`${sessionId}-t1`, 'Bash', { command: 'npm version patch' })
    .result(`${sessionId}-t1`, 'v1.0.1')
    .says('Done.');
}
