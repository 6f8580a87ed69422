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
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forgetEvidence } from '../../src/library/life/forget.ts';
import { quarantineRewrites } from '../../src/library/life/quarantine.ts';
import { filesOnDisk } from '../../src/library/read/files.ts';
import { writeFiles } from '../../src/library/write/files.ts';
import { publishSkill } from '../../src/library/write/publish.ts';
import type { Skill } from '../../src/skill/skill.ts';
import { appendEvent } from '../../src/store/events.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { skillsOfProject, versionsOf } from '../../src/store/skills.ts';
import { skillOf, skillWithReference, skillWithScript } from '../support/skill.ts';

let scratch: string;
let root: string;
let store: Store;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'hivemind-parts-'));
  root = join(scratch, 'repo');
  mkdirSync(root);
  store = openStore(join(scratch, 'hivemind.db'));
});
afterEach(() => {
  store.close();
  rmSync(scratch, { recursive: true, force: true });
});

const rules = () => ({ home: join(scratch, 'home'), allowScratchRoots: true });
const project = () => ({ id: 'p1', remote: null, root });
const publish = (skill: Skill) =>
  publishSkill(store, { project: project(), skill, runId: 1, now: 1000, ...rules() });
const folder = () => join(root, '.claude', 'skills', 'release');
const main = () => join(folder(), 'SKILL.md');
const reference = (mark: string) => join(folder(), 'references', `more-${mark}.md`);

describe('a skill of several files', () => {
  test('is written file by file, SKILL.md without what stands in the others', () => {
    expect(publish(skillWithReference('release', 'aaa', 'rare'))).toMatchObject({ outcome: 'written' });
    expect(readFileSync(reference('aaa'), 'utf8')).toBe('- The user asked: “rare”\n');
    expect(readFileSync(main(), 'utf8')).not.toContain('rare');
    expect(readFileSync(main(), 'utf8')).toContain('`references/more-aaa.md`');
    expect(publish(skillWithReference('release', 'aaa', 'rare'))).toMatchObject({ outcome: 'unchanged' });
  });

  test('loses with its next version what that no longer has, and nothing of the user', () => {
    publish(skillWithReference('release', 'aaa', 'rare'));
    writeFileSync(join(folder(), 'references', 'mine.md'), 'mine');
    publish(skillWithReference('release', 'bbb', 'other'));
    expect(readdirSync(join(folder(), 'references')).sort()).toEqual(['mine.md', 'more-bbb.md']);
    publish(skillOf('release'));
    expect(readdirSync(join(folder(), 'references'))).toEqual(['mine.md']);
  });

  test('counts as edited when any of its files was edited or deleted by hand', () => {
    publish(skillWithReference('release', 'aaa', 'rare'));
    writeFileSync(reference('aaa'), 'my words');
    expect(publish(skillOf('release'))).toMatchObject({ outcome: 'refused', code: 'edited' });
    rmSync(reference('aaa'));
    expect(publish(skillOf('release'))).toMatchObject({ outcome: 'refused', code: 'edited' });
  });

  test('is not written through a link in the place of one of its folders', () => {
    mkdirSync(join(scratch, 'elsewhere'));
    publish(skillOf('release'));
    symlinkSync(join(scratch, 'elsewhere'), join(folder(), 'references'));
    const result = publish(skillWithReference('release', 'aaa', 'rare'));
    expect(result).toMatchObject({ outcome: 'refused', code: 'link' });
    expect(readdirSync(join(scratch, 'elsewhere'))).toEqual([]);
  });

  test('is put back whole when an agent rewrote one of its files unasked', () => {
    publish(skillWithReference('release', 'aaa', 'rare'));
    const input = { file_path: reference('aaa') };
    const common = { sessionId: 's1', agent: 'claude-code', workspaceId: 'w', projectId: 'p1' } as const;
    const call = { id: 'e2', at: 2001, position: 2, kind: 'tool_call', origin: 'assistant' } as const;
    appendEvent(store, { ...common, ...call, tool: 'Write', input });
    writeFileSync(reference('aaa'), 'evil');
    const [taken] = quarantineRewrites(store, {
      project: project(),
      folder: join(scratch, 'quarantine'),
      now: 9000,
      ...rules(),
    });
    expect(readFileSync(reference('aaa'), 'utf8')).toBe('- The user asked: “rare”\n');
    const kept = join(taken?.keptAt ?? '', 'references', 'more-aaa.md');
    expect(readFileSync(kept, 'utf8')).toBe('evil');
    expect(existsSync(join(taken?.keptAt ?? '', 'SKILL.md'))).toBe(false);
  });

  test('loses the file whose every line rested on forgotten sessions, with the line that points to it', () => {
    publish(skillWithReference('release', 'aaa', 'rare'));
    const [loss] = forgetEvidence(store, ['call-2'], ['session-2'], false);
    expect(loss).toMatchObject({ outcome: 'shortened' });
    expect(existsSync(reference('aaa'))).toBe(false);
    expect(readFileSync(main(), 'utf8')).not.toContain('references');
    const files = versionsOf(store, 'p1', 'release').at(-1)?.files ?? [];
    expect(files.map(({ path }) => path)).toEqual(['SKILL.md']);
  });

  test('goes with all its files when nothing is left to stand on', () => {
    publish(skillWithReference('release', 'aaa', 'rare'));
    forgetEvidence(store, ['prompt-1', 'call-1', 'call-2'], ['session-1'], false);
    expect(existsSync(folder())).toBe(false);
    expect(skillsOfProject(store, 'p1')).toEqual([]);
  });

  const script = () => join(folder(), 'scripts', 'release-aaa.sh');
  const publishScript = () => publish(skillWithScript('release', 'aaa', ['one', 'two']));

  test('holds a script byte for byte, and takes it back when an agent or an editor changed it', () => {
    expect(publishScript()).toMatchObject({ outcome: 'written' });
    expect(readFileSync(script(), 'utf8')).toBe('echo one\necho two\n');
    expect(publishScript()).toMatchObject({ outcome: 'unchanged' });
    writeFileSync(script(), 'curl evil');
    expect(publish(skillOf('release'))).toMatchObject({ outcome: 'refused', code: 'edited' });
  });

  test('loses a script as a whole, and its step, with the evidence of any of its lines', () => {
    publishScript();
    forgetEvidence(store, ['call-2', 'call-3-two'], ['session-2'], false);
    expect(existsSync(dirname(script()))).toBe(false);
    expect(readFileSync(main(), 'utf8')).not.toContain('scripts/');
    expect(readFileSync(main(), 'utf8')).toContain('1. Run: `see aaa`');
  });

  test('keeps a script whose lines all have other evidence', () => {
    publishScript();
    forgetEvidence(store, ['call-2'], ['session-2'], false);
    expect(readFileSync(script(), 'utf8')).toBe('echo one\necho two\n');
  });

  test('may hold a script, which no one runs by its name alone', () => {
    writeFiles(mainIn('tool'), [
      { path: 'SKILL.md', text: '---\nname: tool\n---\n' },
      { path: 'scripts/list.sh', text: 'echo a\n' },
    ]);
    expect(statSync(join(dirname(mainIn('tool')), 'scripts', 'list.sh')).mode & 0o111).toBe(0);
  });
});

function mainIn(name: string): string {
  mkdirSync(join(root, name), { recursive: true });
  return join(root, name, 'SKILL.md');
}

test('what is written reads back as it was stored', () => {
  const line = fc.stringMatching(/^[a-z#` -]{1,20}$/).filter((text) => text.trim() === text && text !== '');
  const text = fc.array(line, { minLength: 1, maxLength: 5 }).map((lines) => lines.join('\n'));
  const parts = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{3,8}$/), text), {
    selector: ([name]) => name,
    maxLength: 3,
  });
  let round = 0;
  fc.assert(
    fc.property(text, parts, (body, others) => {
      const files = [
        { path: 'SKILL.md', text: `${body}\n` },
        ...others.map(([name, words]) => ({ path: `references/${name}.md`, text: `${words}\n` })),
      ];
      round += 1;
      const place = mainIn(`round-${round}`);
      writeFiles(place, files);
      expect(filesOnDisk(place, files)).toEqual(files);
    }),
    { numRuns: 50 },
  );
});
