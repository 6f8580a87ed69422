import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { filesOnDisk } from '../../src/library/read/files.ts';
import { type PublishResult, publishSkill, settlePending } from '../../src/library/write/publish.ts';
import { hashOfFiles } from '../../src/skill/page.ts';
import { parseSkillFile } from '../../src/skill/skill-file.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import {
  findSkill,
  receiptsOf,
  saveSkillVersion,
  skillsOfProject,
  versionsOf,
} from '../../src/store/skills.ts';
import { bundle } from '../bundle.ts';
import { mainPage } from '../support/drafts.ts';
import { problemsOfSkills } from '../support/reference-validator.ts';
import { skillOf } from '../support/skill.ts';

let scratch: string;
let root: string;
let store: Store;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'hivemind-library-'));
  root = join(scratch, 'repo');
  mkdirSync(root);
  store = openStore(join(scratch, 'hivemind.db'));
});
afterEach(() => {
  store.close();
  rmSync(scratch, { recursive: true, force: true });
});

const project = () => ({ id: 'p1', remote: null, root });
const publish = (
  skill = skillOf('release'),
  options: { root?: string; scratchRoots?: boolean } = {},
): PublishResult =>
  publishSkill(store, {
    project: { ...project(), root: options.root ?? root },
    skill,
    runId: 7,
    now: 1000,
    home: join(scratch, 'home'),
    allowScratchRoots: options.scratchRoots ?? true,
  });
const fileOf = (name: string) => join(root, '.claude', 'skills', name, 'SKILL.md');
const codeOf = (result: PublishResult) => (result.outcome === 'refused' ? result.code : result.outcome);

describe('publishing', () => {
  test('writes a valid SKILL.md whose folder has its name', async () => {
    expect(publish()).toEqual({ outcome: 'written', name: 'release', path: fileOf('release'), version: 1 });
    const parsed = parseSkillFile(readFileSync(fileOf('release'), 'utf8'));
    if ('problem' in parsed) throw new Error(parsed.problem);
    expect(parsed.file.name).toBe('release');
    expect(parsed.file.metadata).toMatchObject({ 'hivemind-version': '1', 'hivemind-sessions': '3' });
    expect(parsed.file.metadata['hivemind-evidence']).not.toContain('session');
    expect(await problemsOfSkills(root)).toEqual([]);
    expect(statSync(fileOf('release')).mode & 0o777).toBe(0o644);
  });

  test('stores the version, and its receipts by the claims of its lines', () => {
    publish();
    const lines = readFileSync(fileOf('release'), 'utf8').split('\n');
    const receipts = receiptsOf(store, 'p1', 'release', 1);
    expect(receipts.map(({ eventId }) => eventId)).toEqual(['prompt-1', 'call-1']);
    const [page] = versionsOf(store, 'p1', 'release')[0]?.files ?? [];
    const lineOf = (claim: string | undefined) => lines[page?.claims.indexOf(claim ?? '') ?? -1];
    expect(lineOf(receipts[0]?.claim)).toMatch(/^description:/);
    expect(lineOf(receipts[1]?.claim)).toBe('1. Run: `npm test`');
    expect(versionsOf(store, 'p1', 'release')).toMatchObject([{ version: 1, runId: 7 }]);
  });

  test('leaves a file alone that already says the same', () => {
    publish();
    const before = statSync(fileOf('release'));
    expect(publish()).toMatchObject({ outcome: 'unchanged', version: 1 });
    expect(statSync(fileOf('release')).mtimeMs).toBe(before.mtimeMs);
    expect(versionsOf(store, 'p1', 'release')).toHaveLength(1);
  });

  test('replaces its own file by the next version', () => {
    publish();
    expect(publish(skillOf('release', 'Run `make`'))).toMatchObject({ outcome: 'written', version: 2 });
    expect(readFileSync(fileOf('release'), 'utf8')).toContain('Run `make`');
    expect(findSkill(store, 'p1', 'release')).toMatchObject({ version: 2, pendingVersion: null });
  });

  test('writes into another work tree of the project too', () => {
    publish();
    const other = join(scratch, 'worktree');
    mkdirSync(other);
    expect(publish(skillOf('release'), { root: other })).toMatchObject({ outcome: 'written', version: 2 });
  });
});

describe('a polite guest', () => {
  test('never writes over a skill that it did not write', () => {
    mkdirSync(dirname(fileOf('release')), { recursive: true });
    writeFileSync(fileOf('release'), 'mine');
    expect(codeOf(publish())).toBe('not-ours');
    expect(readFileSync(fileOf('release'), 'utf8')).toBe('mine');
  });

  test('never adds to a folder that holds something else', () => {
    mkdirSync(join(dirname(fileOf('release')), 'scripts'), { recursive: true });
    expect(codeOf(publish())).toBe('not-ours');
  });

  test('never writes over its own skill once a person has edited it', () => {
    publish();
    writeFileSync(fileOf('release'), `${readFileSync(fileOf('release'), 'utf8')}\nMy own words.\n`);
    expect(codeOf(publish(skillOf('release', 'Run `make`')))).toBe('edited');
    expect(readFileSync(fileOf('release'), 'utf8')).toContain('My own words.');
  });

  test('does not bring back what a person deleted', () => {
    publish();
    rmSync(dirname(fileOf('release')), { recursive: true });
    expect(codeOf(publish(skillOf('release', 'Run `make`')))).toBe('removed');
    expect(existsSync(fileOf('release'))).toBe(false);
  });

  test.each(['.claude', '.claude/skills', '.claude/skills/release'])('follows no link at %s', (part) => {
    const outside = join(scratch, 'outside');
    mkdirSync(outside);
    mkdirSync(dirname(join(root, part)), { recursive: true });
    symlinkSync(outside, join(root, part));
    expect(codeOf(publish())).toBe('link');
    expect(readdirSync(outside)).toEqual([]);
  });

  test('follows no link at the file itself', () => {
    const outside = join(scratch, 'outside.md');
    writeFileSync(outside, 'precious');
    mkdirSync(dirname(fileOf('release')), { recursive: true });
    symlinkSync(outside, fileOf('release'));
    expect(codeOf(publish())).toBe('link');
    expect(readFileSync(outside, 'utf8')).toBe('precious');
  });

  test('is stopped by a file where a folder should be', () => {
    writeFileSync(join(root, '.claude'), '');
    expect(codeOf(publish())).toBe('link');
  });

  test('never writes into a temporary folder, HOME, what holds HOME, or the root of the file system', () => {
    const home = join(scratch, 'home');
    mkdirSync(home);
    expect(codeOf(publish(skillOf('release'), { scratchRoots: false }))).toBe('root');
    for (const place of [home, scratch, '/', join(scratch, 'missing')]) {
      expect(codeOf(publish(skillOf('release'), { root: place }))).toBe('root');
    }
    expect(existsSync(join(home, '.claude'))).toBe(false);
    expect(homedir()).not.toBe(home);
  });
});

describe('a crash', () => {
  const pending = (content: string) =>
    saveSkillVersion(store, {
      projectId: 'p1',
      name: 'release',
      candidateId: 'c',
      kind: 'procedure',
      version: 1,
      path: fileOf('release'),
      files: [mainPage(content)],
      receipts: [{ path: 'SKILL.md', claim: 'description', eventId: 'e', quote: 'q' }],
      runId: null,
      now: 1,
    });

  test('after the rename and before the commit: the version counts', () => {
    pending('new');
    mkdirSync(dirname(fileOf('release')), { recursive: true });
    writeFileSync(fileOf('release'), 'new');
    expect(skillsOfProject(store, 'p1')).toEqual([]);
    settlePending(store, project());
    expect(findSkill(store, 'p1', 'release')).toMatchObject({
      version: 1,
      contentHash: hashOfFiles([mainPage('new')]),
    });
  });

  test('before the rename: the version is forgotten with its receipts, and its leftovers go', () => {
    pending('new');
    mkdirSync(dirname(fileOf('release')), { recursive: true });
    writeFileSync(join(dirname(fileOf('release')), '.SKILL.md.0123456789ab.tmp'), 'ne');
    settlePending(store, project());
    expect(findSkill(store, 'p1', 'release')).toBeNull();
    expect(receiptsOf(store, 'p1', 'release', 1)).toEqual([]);
    expect(publish()).toMatchObject({ outcome: 'written', version: 1 });
    expect(readdirSync(dirname(fileOf('release')))).toEqual(['SKILL.md']);
  });

  test('at any moment leaves a whole version, and the store agrees with the disk afterwards', async () => {
    const { folder, program } = await bundle(join(import.meta.dirname, 'endless-publisher.ts'));
    try {
      for (let round = 0; round < 12; round += 1) {
        const child = spawn(
          process.execPath,
          [program, join(scratch, 'hivemind.db'), root, join(scratch, 'home')],
          {
            stdio: ['ignore', 'pipe', 'inherit'],
          },
        );
        const ended = new Promise((done) => child.once('exit', (code, signal) => done(code ?? signal)));
        await new Promise((ready) => child.stdout.once('data', ready));
        await new Promise((later) => setTimeout(later, 5 + round * 7));
        child.kill('SIGKILL');
        expect(await ended).toBe('SIGKILL');
        expectWhole();
        settlePending(store, project());
        expectAgreement();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  function expectAgreement(): void {
    const record = findSkill(store, 'p1', 'release');
    if (record === null) {
      expect(existsSync(fileOf('release'))).toBe(false);
      return;
    }
    const stored = versionsOf(store, 'p1', 'release').at(-1);
    const files = filesOnDisk(fileOf('release'), stored?.files ?? []) ?? [];
    expect(hashOfFiles(files)).toBe(record.contentHash);
    expect(parseSkillFile(files[0]?.text ?? '')).toHaveProperty('file');
    expect(stored).toMatchObject({ version: record.version, files });
    expect(receiptsOf(store, 'p1', 'release', record.version)).not.toEqual([]);
    const [main, folder = '', ...others] = readdirSync(dirname(fileOf('release'))).sort();
    expect([main, others]).toEqual(['SKILL.md', []]);
    expect(folder).toMatch(/^(?:references|scripts)$/);
    expect(readdirSync(join(dirname(fileOf('release')), folder))).toHaveLength(1);
  }

  /** What an agent would read at this moment: a SKILL.md with the file it points to, of the same version. */
  function expectWhole(): void {
    if (!existsSync(fileOf('release'))) return;
    const text = readFileSync(fileOf('release'), 'utf8');
    const mark = /see ([^\s`]+)/.exec(text)?.[1];
    const [part = ''] = /(?:references|scripts)\/[\w.-]+/.exec(text) ?? [];
    expect(readFileSync(join(dirname(fileOf('release')), part), 'utf8')).toContain(mark ?? '-');
  }
});
