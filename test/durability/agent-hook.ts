/** What all agents of these tests do: run our installed hook with a payload. */

import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment, HomePaths } from '../../src/paths.ts';
import type { JsonObject, WiredAgentId } from '../../src/types.ts';

/** Where the agents work. */
export interface Workplace {
  paths: HomePaths;
  /** The user's home. */
  folder: string;
  /** The repository's root. */
  root: string;
  env: Environment;
}

export interface SentPayload {
  agent: WiredAgentId;
  payload: JsonObject;
}

/** A session at work, whatever its agent. */
export interface Session {
  readonly agent: WiredAgentId;
  readonly sessionId: string;
  /** All that its hooks were told so far. */
  readonly sent: readonly SentPayload[];
  start(): Promise<void>;
  turn(): Promise<void>;
  end(): Promise<void>;
}

/** A stable id in the form of a UUID. */
export const uuidOf = (text: string): string =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-7$3-8$4-$5');

/** Runs the hook as an agent does, and waits for its end. Rejects when it tells of a failure: it never may. */
export function runHook(place: Workplace, agent: WiredAgentId, payload: JsonObject): Promise<void> {
  const child = startHook(place, agent, payload);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`hook: exit code ${code}`))));
  });
}

/** Runs the hook and kills it in the midst of it, as an agent that is killed itself does. */
export async function runKilledHook(
  place: Workplace,
  agent: WiredAgentId,
  payload: JsonObject,
): Promise<void> {
  const child = startHook(place, agent, payload);
  const ended = new Promise((end) => child.once('exit', end));
  await sleep(6 * Math.random());
  child.kill('SIGKILL');
  await ended;
}

function startHook(place: Workplace, agent: WiredAgentId, payload: JsonObject): ChildProcess {
  const child = spawn('/bin/sh', [join(place.paths.hooks, 'capture'), agent], {
    env: { ...place.env, HIVEMIND_SKILLIFY_EVERY_N_TURNS: '6' },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // A hook that cannot write its record does not read it either.
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(payload));
  return child;
}
