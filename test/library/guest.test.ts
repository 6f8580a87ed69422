/** What is made in a repository is its owner's, with the access that its root has; as root, nothing is, unasked. */

import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PublishResult, publishSkill } from '../../src/library/write/publish.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { skillWithReference } from '../support/skill.ts';

const OTHER = 12_345;
const isRoot = process.getuid?.() === 0;

let scratch: string;
let root: string;
let store: Store;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'hivemind-guest-'));
  root = join(scratch, 'repo');
  mkdirSync(root);
  store = openStore(join(scratch, 'hivemind.db'));
});
afterEach(() => {
  store.close();
  rmSync(scratch, { recursive: true, force: true });
});

function publish(allowForeignRoots = false): PublishResult {
  const umask = process.umask(0o077);
  try {
    return publishSkill(store, {
      project: { id: 'p1', remote: null, root },
      skill: skillWithReference('release', 'a', 'b'),
      ...{ runId: 7, now: 1000, home: join(scratch, 'home'), allowScratchRoots: true, allowForeignRoots },
    });
  } finally {
    process.umask(umask);
  }
}

const MADE = ['.claude', '.claude/skills', '.claude/skills/release', '.claude/skills/release/references'];
const WRITTEN = ['.claude/skills/release/SKILL.md', '.claude/skills/release/references/more-a.md'];
const modesOf = (paths: readonly string[]) =>
  new Set(paths.map((path) => (statSync(join(root, path)).mode & 0o7777).toString(8)));

test.each([
  [0o755, '755', '644'],
  [0o2775, '2775', '664'],
  [0o700, '700', '600'],
  [0o777, '775', '664'],
])('in a root of mode %o, folders are %s and files %s', (mode, folders, files) => {
  chmodSync(root, mode);
  expect(publish().outcome).toBe('written');
  expect(modesOf(MADE)).toEqual(new Set([folders]));
  expect(modesOf(WRITTEN)).toEqual(new Set([files]));
});

test.skipIf(!isRoot)(
  'root writes nothing into the repository of another user, but when asked: then it is theirs',
  () => {
    chownSync(root, OTHER, OTHER);
    const refused = publish();
    expect(refused).toMatchObject({ outcome: 'refused', code: 'root' });
    expect(refused).toHaveProperty('reason', expect.stringContaining(`belongs to another user (${OTHER})`));
    expect(existsSync(join(root, '.claude'))).toBe(false);
    expect(publish(true).outcome).toBe('written');
    for (const path of [...MADE, ...WRITTEN])
      expect(statSync(join(root, path))).toMatchObject({ uid: OTHER, gid: OTHER });
  },
);
