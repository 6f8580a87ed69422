import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writePauses } from '../../src/capture/pauses.ts';
import { allHeads, isCaptureOff } from '../../src/store/heads.ts';
import { Transcript } from '../hooks/claude-code-records.ts';
import { AgentHome, finishedWork } from './agent-home.ts';

function play(home: AgentHome, sessionId: string): void {
  home.hook(sessionId, 'SessionStart', { source: 'startup' });
  home.write(finishedWork(sessionId, 'rename the secret plan'));
  home.hook(sessionId, 'Stop');
}

/** Everything on disk below HIVEMIND_HOME, as one text. */
function onDisk({ paths, store }: AgentHome): string {
  store.pragma('wal_checkpoint(TRUNCATE)');
  const names = readdirSync(paths.home, { recursive: true, withFileTypes: true });
  return names
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

describe('a session in a folder with "collect": false', () => {
  test('leaves no row, no head and no word, also after the file is gone', async () => {
    const home = new AgentHome();
    writeFileSync(join(home.project, '.hivemind'), '{"collect": false}');
    play(home, 'quiet');
    await home.catchUp();
    writeFileSync(join(home.project, '.hivemind'), '{}');
    home.hook('quiet', 'Stop');
    await home.catchUp();
    expect(home.rows('quiet')).toEqual([]);
    expect(allHeads(home.store)).toEqual([]);
    expect(onDisk(home)).not.toContain('secret plan');
  });

  test('stops where the agent walks into such a folder', async () => {
    const home = new AgentHome();
    play(home, 'walking');
    await home.catchUp();
    const before = home.rows('walking').length;
    const inner = join(home.project, 'inner');
    mkdirSync(inner);
    writeFileSync(join(inner, '.hivemind.local'), '{"collect": false}');
    home.write(
      finishedWork('walking', 'rename the secret plan').typed('and now the inner one').says('Done.'),
    );
    home.hook('walking', 'Stop', { cwd: inner });
    home.hook('walking', 'Stop', { cwd: home.project });
    await home.catchUp();
    expect(home.rows('walking')).toHaveLength(before);
    expect(isCaptureOff(home.store, 'walking')).toBe(true);
  });
});

describe('a pause', () => {
  const pause = (home: AgentHome, from: number, until: number) =>
    writePauses(home.paths.pauses, [{ root: null, from, until }], from);

  test('keeps out sessions whose hooks ran meanwhile, though they are read after its end', async () => {
    const home = new AgentHome();
    const from = Date.now() - 1_000;
    play(home, 'paused');
    pause(home, from, Date.now() + 1_000);
    home.later = 60_000;
    await home.catchUp();
    expect(home.rows('paused')).toEqual([]);
    expect(isCaptureOff(home.store, 'paused')).toBe(true);
  });

  test('keeps out a session that went on meanwhile without a hook', async () => {
    const home = new AgentHome();
    play(home, 'long');
    await home.catchUp();
    const words = () => home.rows('long').filter(({ kind }) => kind !== 'turn_end').length;
    const before = words();
    const longer = finishedWork('long', 'rename the secret plan')
      .typed('said during the pause')
      .says('Done.');
    const last = longer.records.at(-1) as { timestamp: string };
    const at = Date.parse(last.timestamp);
    pause(home, at - 1, at + 1);
    home.write(longer);
    home.hook('long', 'Stop');
    await home.catchUp();
    expect(words()).toBe(before);
    expect(onDisk(home)).not.toContain('said during the pause');
  });
});

test('what is marked private is not stored, wherever it is repeated with its marks', async () => {
  const home = new AgentHome();
  home.hook('partly', 'SessionStart', { source: 'startup' });
  home.write(
    new Transcript('partly')
      .typed('deploy <private>for the merger with Initech</private> today')
      .calls('t1', 'Task', { prompt: 'deploy <private>for the merger with Initech</private>' })
      .result('t1', 'as asked: <private>for the merger with Initech</private> done')
      .says('Done.')
      .typed('and then <private>tell Initech'),
  );
  home.hook('partly', 'Stop');
  await home.catchUp();
  const prompts = home.rows('partly').filter(({ kind }) => kind === 'user_prompt');
  expect(prompts.map(({ text }) => text)).toEqual(['deploy «private» today', 'and then «private»']);
  expect(onDisk(home)).not.toContain('Initech');
});
