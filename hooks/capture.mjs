/**
 * What `hooks/capture` does, for systems without a POSIX shell: spools one event of a coding agent, and starts the
 * daemon when none is alive. Needs nothing but Node's own modules, for the installer copies this file alone.
 * Usage: node capture.mjs <agent>, the agent's payload on stdin. Silent (but for Cursor), and exits 0 whatever happens.
 */

import { spawn } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join, parse, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ON = /^(?:|1|on|yes|true)$/i;
/** So many records waiting tell that the pid in daemon.pid belongs to another program by now. */
const PILED_UP = 50;
/** A start that came to nothing is tried again after this time, in ms. */
const START_TICKET_MS = 60_000;

const env = process.env;
const home = env.HIVEMIND_HOME
  ? resolve(env.HIVEMIND_HOME)
  : dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs a step that may fail; nothing that goes wrong here may disturb the agent. */
function attempt(step) {
  try {
    return step();
  } catch {
    return undefined;
  }
}

/** The session's id (Cursor: the conversation's) and nothing else of the payload. */
function sessionId(payload) {
  const { session_id: session, conversation_id: conversation } =
    attempt(() => JSON.parse(payload.trim())) ?? {};
  const id = [session, conversation, env.CLAUDE_CODE_SESSION_ID].find((value) => typeof value === 'string');
  return id !== undefined && /^[A-Za-z0-9._-]*$/.test(id) ? id : '';
}

function record(agent, payload) {
  const safe = (value = '', allowed) => (allowed.test(value) ? value : '?');
  // Fails closed: a misspelt "false" is no "true".
  const off = ON.test(env.HIVEMIND_CAPTURE ?? '') ? '' : 'HIVEMIND_CAPTURE';
  const head = [
    'hivemind-spool 1',
    `agent ${agent}`,
    `workspace ${safe(env.HIVEMIND_WORKSPACE_ID, /^[A-Za-z0-9._-]*$/)}`,
    `every-n-turns ${safe(env.HIVEMIND_SKILLIFY_EVERY_N_TURNS, /^[0-9]*$/)}`,
    `off ${off}`,
    `session ${off === '' ? '' : sessionId(payload.toString('utf8'))}`,
  ].join('\n');
  const body = off === '' ? payload : Buffer.alloc(0);
  // Without the last line the record is half written, and never read.
  return Buffer.concat([Buffer.from(`${head}\n\n`), body, Buffer.from('\nhivemind-end\n')]);
}

/** Opens a file of this process's own; one left by an earlier process of the same id is not overwritten. */
function openSpoolFile(folder) {
  for (let number = 0; ; number += 1) {
    const path = join(folder, `${process.pid}-${number}`);
    try {
      return { path, file: openSync(path, 'wx', 0o600) };
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
}

function spool(bytes) {
  const folder = join(home, 'spool');
  attempt(() => mkdirSync(folder, 0o700));
  const { path, file } = openSpoolFile(folder);
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
  } catch (error) {
    rmSync(path, { force: true }); // the disk is full
    throw error;
  } finally {
    closeSync(file);
  }
}

function daemonIsAlive() {
  const pid = Number(attempt(() => readFileSync(join(home, 'daemon.pid'), 'utf8')));
  if (!(pid > 0) || attempt(() => process.kill(pid, 0)) === undefined) return false;
  return readdirSync(join(home, 'spool')).length < PILED_UP;
}

/** In a burst of hooks, the one that creates daemon.starting starts the daemon; the start takes that away unless it failed. */
function startDaemon() {
  const [node, entry] = readFileSync(join(home, 'hooks', 'runtime'), 'utf8').split(/\r?\n/);
  if (!node || !entry) return;
  statSync(entry);
  const ticket = join(home, 'daemon.starting');
  const made = attempt(() => statSync(ticket).mtimeMs);
  // A ticket of the future was made before a clock went back.
  if (made !== undefined && Math.abs(Date.now() - made) < START_TICKET_MS) return;
  if (made !== undefined) rmSync(ticket, { force: true });
  closeSync(openSync(ticket, 'wx', 0o600));
  const kept = ['HOME', 'USERPROFILE', 'PATH', 'SystemRoot', 'APPDATA', 'LOCALAPPDATA', 'TEMP'];
  const clean = Object.fromEntries(
    kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
  );
  const program = attempt(() => statSync(node)) === undefined ? 'node' : node;
  const child = spawn(program, [entry, 'daemon', 'start'], {
    cwd: parse(home).root,
    env: { ...clean, HIVEMIND_HOME: home },
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
  });
  child.on('error', () => undefined);
  child.unref();
}

const [agent = ''] = process.argv.slice(2);
attempt(() => {
  process.umask(0o077);
  const payload = readFileSync(0);
  if (env.HIVEMIND_INTERNAL) return; // one of hivemind's own model calls
  try {
    spool(record(agent, payload));
  } catch {
    closeSync(openSync(join(home, 'spool.failed'), 'w', 0o600)); // `status` tells of it
    return;
  }
  if (!daemonIsAlive()) startDaemon();
});
if (agent === 'cursor') attempt(() => writeSync(1, '{}\n'));
process.exitCode = 0;
