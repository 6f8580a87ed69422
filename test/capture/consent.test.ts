import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConsent } from '../../src/capture/consent.ts';
import { fileAgainst } from '../../src/capture/folder-consent.ts';
import { readPauses, writePauses } from '../../src/capture/pauses.ts';
import { loadConfig } from '../../src/config.ts';
import { HivemindError } from '../../src/errors.ts';
import { homePaths } from '../../src/paths.ts';

const scratch = () => realpathSync(mkdtempSync(join(process.env.HOME ?? '', 'consent-')));

/** A home with a repository in it, and a folder deep inside that. */
function tree() {
  const home = scratch();
  const repo = join(home, 'work', 'repo');
  const deep = join(repo, 'src', 'deep');
  mkdirSync(deep, { recursive: true });
  mkdirSync(join(repo, '.git'));
  const against = () => fileAgainst(deep, home);
  const put = (folder: string, name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  return { home, repo, deep, against, put };
}

describe('a folder’s files', () => {
  test.each(['.hivemind', '.hivemind.local'])('%s turns capture off at and below where it lies', (name) => {
    const { repo, against, put } = tree();
    expect(against()).toBeNull();
    const path = put(repo, name, '{"collect": false}');
    expect(against()).toBe(path);
  });

  test('a nearer file cannot turn it on again: files only restrict', () => {
    const { repo, deep, against, put } = tree();
    const path = put(repo, '.hivemind', '{"collect": false}');
    put(deep, '.hivemind', '{"collect": true}');
    put(deep, '.hivemind.local', '{}');
    expect(against()).toBe(path);
  });

  test('above the repository’s root none counts; outside of one, none above home', () => {
    const { home, against, put } = tree();
    put(join(home, 'work'), '.hivemind', '{"collect": false}');
    expect(against()).toBeNull();
    const loose = join(home, 'loose', 'inner');
    mkdirSync(loose, { recursive: true });
    put(join(home, '..'), '.hivemind.local', '{"collect": false}');
    expect(fileAgainst(loose, home)).toBeNull();
    const path = put(home, '.hivemind.local', '{"collect": false}');
    expect(fileAgainst(loose, home)).toBe(path);
  });

  test.each(['{collect: false}', '', '[]', '{"collect": "no"}', 'x'.repeat(100_000)])(
    'one that cannot be understood may have been meant to: %j',
    (text) => {
      const { repo, against, put } = tree();
      expect(against()).toBeNull();
      expect(put(repo, '.hivemind', text)).toBe(against());
    },
  );

  test('a folder of that name is a hivemind’s home, and says nothing', () => {
    const { repo, against } = tree();
    mkdirSync(join(repo, '.hivemind'));
    expect(against()).toBeNull();
  });

  test('a folder that is gone is judged by those above it', () => {
    const { home, repo, put } = tree();
    const path = put(repo, '.hivemind', '{"collect": false}');
    expect(fileAgainst(join(repo, 'gone', 'deeper'), home)).toBe(path);
    expect(fileAgainst('c:\\work\\repo', home)).toBeNull();
  });

  test('what is not checked in counts in linked work trees too', () => {
    const home = scratch();
    const repo = join(home, 'repo');
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', repo, '-c', 'user.name=r', '-c', 'user.email=r@x', ...args]);
    execFileSync('git', ['init', '--quiet', repo]);
    git('commit', '--quiet', '--allow-empty', '-m', 'first');
    git('worktree', 'add', '--quiet', join(home, 'other'));
    const path = join(repo, '.hivemind.local');
    writeFileSync(path, '{"collect": false}');
    expect(fileAgainst(join(home, 'other'), home)).toBe(path);
  });
});

describe('pauses', () => {
  const consentOf = (home: string, pauses: Parameters<typeof writePauses>[1]) => {
    const paths = homePaths(join(home, '.hivemind'));
    mkdirSync(paths.home, { recursive: true });
    writePauses(paths.pauses, pauses, 1_000);
    return readConsent(paths, { HOME: home }, loadConfig(paths.config, {}));
  };

  test('hold from their beginning until their end, also for what is read later', () => {
    const consent = consentOf(scratch(), [{ root: null, from: 100, until: 200 }]);
    const isOff = (...[from, to]: [number, number?]) => consent.reasonAgainst('/x', from, to) !== null;
    expect([isOff(99), isOff(100), isOff(199), isOff(200)]).toEqual([false, true, true, false]);
    expect([isOff(10, 99), isOff(10, 100), isOff(150, 160), isOff(200, 300)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test('in a folder hold there and below, by whatever path one comes, and for sessions that name no folder', () => {
    const home = scratch();
    const inside = join(home, 'a', 'b');
    mkdirSync(inside, { recursive: true });
    symlinkSync(inside, join(home, 'link'));
    const consent = consentOf(home, [{ root: join(home, 'a'), from: 0, until: null }]);
    const reasons = [inside, join(home, 'link'), null, join(home, 'ab'), home].map((folder) =>
      consent.reasonAgainst(folder, 5),
    );
    expect(reasons.map((reason) => reason !== null)).toEqual([true, true, true, false, false]);
  });

  test('a record that cannot be read stops capture rather than being passed over', () => {
    const path = join(scratch(), 'pauses.json');
    for (const text of ['{"root": ', '{}', '[{"root": 1}]']) {
      writeFileSync(path, text);
      expect(() => readPauses(path)).toThrow(HivemindError);
    }
  });
});
