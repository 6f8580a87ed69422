import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ADAPTERS } from '../../hooks/registry.ts';
import type { SampleSession } from '../../src/cli/demo/sample.ts';
import { SAMPLES } from '../../src/cli/demo/samples.ts';
import { sampleTranscript } from '../../src/cli/demo/transcript.ts';
import { run } from '../../src/lib/run.ts';
import { isRealPrompt, type JsonObject, type ParsedEvent } from '../../src/types.ts';

const NOW = new Date(2026, 2, 16, 12, 0).getTime();

/** What the real parser reads out of a sample's transcript. */
function parsed(sample: SampleSession): ParsedEvent[] {
  const { sessionId, turns } = sampleTranscript(sample, '/src/orders-api', NOW);
  let state: JsonObject = {};
  return turns
    .join('')
    .trim()
    .split('\n')
    .flatMap((line, index) => {
      const source = { sessionId, subagentId: null };
      const record = ADAPTERS['claude-code'].transcript.readRecord(JSON.parse(line), source, index, state);
      expect(record).toMatchObject({ unknownType: null, headless: false, cwd: '/src/orders-api' });
      state = record.state;
      return record.events;
    });
}

describe('the sample sessions', () => {
  test('read as what they were written down as, by the parser of real transcripts', () => {
    for (const sample of SAMPLES) {
      const events = parsed(sample);
      const steps = sample.turns.flatMap((turn) => turn.steps);
      expect(events.filter(isRealPrompt).map(({ text }) => text)).toEqual(
        sample.turns.map(({ prompt }) => prompt),
      );
      expect(events.filter(({ kind }) => kind === 'tool_call')).toHaveLength(steps.length);
      expect(events.filter(({ kind }) => kind === 'tool_result').map(({ ok }) => ok)).toEqual(
        steps.map((step) => step.kind !== 'run' || step.exitCode === 0),
      );
    }
  });

  test('are of several days, all of them past', () => {
    const days = SAMPLES.map((sample) => new Date(parsed(sample)[0]?.at ?? 0).toDateString());
    expect(new Set(days).size).toBeGreaterThan(5);
    for (const sample of SAMPLES) for (const { at } of parsed(sample)) expect(at).toBeLessThan(NOW);
  });

  test('have ids of their own', () => {
    const ids = SAMPLES.flatMap((sample) => parsed(sample).map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the demo', () => {
  const program = resolve(import.meta.dirname, '../../bin/hivemind');

  /** A home and a temporary folder that nothing else uses. */
  function emptyPlaces() {
    const home = mkdtempSync(join(process.env.HOME ?? '', 'demo-home-'));
    const temporary = mkdtempSync(join(process.env.HOME ?? '', 'demo-tmp-'));
    const env = { PATH: process.env.PATH, HOME: home, TMPDIR: temporary, HIVEMIND_CAPTURE: 'false' };
    return { home, temporary, env };
  }

  test('shows the skills of the work that was accepted, and leaves nothing behind', async () => {
    const { home, temporary, env } = emptyPlaces();
    const config = join(home, '.hivemind', 'config.json');
    mkdirSync(join(home, '.hivemind'));
    writeFileSync(config, 'no JSON: it must not be read');
    const { exitCode, stdout, stderr } = await run(process.execPath, [program, 'demo'], { env });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain(`Stored: ${SAMPLES.length} sessions`);
    expect(stdout).toContain('2 of them became skills');
    expect(stdout).toContain('npm version patch');
    expect(stdout).toMatch(
      /No skill: upgrade the payments sdk to version\nbecause 3 sessions on 3 days did this, none accepted/,
    );
    expect(readdirSync(home, { recursive: true })).toEqual(['.hivemind', join('.hivemind', 'config.json')]);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test.each([
    ['while it installs', () => () => true],
    [
      'while it plays',
      (folder: string) => (name: string) => existsSync(join(folder, name, '.hivemind', 'spool')),
    ],
  ])('leaves nothing behind when it is interrupted %s', async (_, isReady) => {
    const { home, temporary, env } = emptyPlaces();
    const child = spawn(process.execPath, [program, 'demo'], { env, stdio: 'ignore' });
    const ended = new Promise((done) => child.once('exit', (code) => done(code)));
    while (!readdirSync(temporary).some(isReady(temporary))) await sleep(10);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(readdirSync(home)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
  });
});
