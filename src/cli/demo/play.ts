/** Plays sample sessions as Claude Code would: it writes the transcript and runs the hooks that are installed. */

import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../lib/run.ts';
import type { JsonObject } from '../../types.ts';
import type { SampleSession } from './sample.ts';
import { hivemind, type ScratchHome } from './scratch-home.ts';
import { sampleTranscript } from './transcript.ts';

/** The part of Claude Code's settings.json that the demo reads. */
interface AgentSettings {
  hooks?: Record<string, { hooks: { command: string }[] }[]>;
}

/**
 * Plays sessions one after the other, and starts the daemon once all are played: a slow machine would have the first ones
 * mined before the last are there, and show a second version of a skill where a fast one shows the first.
 * @param now ms since the epoch; the samples' days count back from it
 */
export async function playSessions(
  home: ScratchHome,
  samples: readonly SampleSession[],
  now: number,
  signal?: AbortSignal,
): Promise<void> {
  for (const sample of samples) {
    signal?.throwIfAborted();
    // What the hooks take for a daemon that is starting: they start none.
    writeFileSync(home.paths.daemonStarting, '');
    await playSession(home, sample, now);
  }
  await hivemind(home, ['daemon', 'start']);
}

/**
 * Plays one session to its end.
 * @param now ms since the epoch; the sample's days count back from it
 */
export async function playSession(home: ScratchHome, sample: SampleSession, now: number): Promise<void> {
  const { sessionId, turns } = sampleTranscript(sample, home.root, now);
  const folder = join(home.agentFolder, 'projects', home.root.replace(/[^A-Za-z0-9]/g, '-'));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const transcript = join(folder, `${sessionId}.jsonl`);
  const about = { session_id: sessionId, transcript_path: transcript, cwd: home.root };
  await fireHooks(home, 'SessionStart', { ...about, source: 'startup' });
  for (const lines of turns) {
    appendFileSync(transcript, lines, { mode: 0o600 });
    await fireHooks(home, 'Stop', { ...about, stop_hook_active: false });
  }
  await fireHooks(home, 'SessionEnd', { ...about, reason: 'prompt_input_exit' });
}

/** Runs every command installed for an event, with the payload on stdin, in the shell Claude Code uses. */
async function fireHooks(home: ScratchHome, event: string, payload: JsonObject): Promise<void> {
  const settings = JSON.parse(readFileSync(join(home.agentFolder, 'settings.json'), 'utf8')) as AgentSettings;
  const commands = (settings.hooks?.[event] ?? []).flatMap((group) =>
    group.hooks.map((hook) => hook.command),
  );
  for (const command of commands) {
    await run('/bin/sh', ['-c', command], {
      cwd: home.root,
      env: { ...home.env, CLAUDE_PROJECT_DIR: home.root, CLAUDECODE: '1' },
      input: JSON.stringify({ ...payload, hook_event_name: event }),
    });
  }
}
