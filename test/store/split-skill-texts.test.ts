/** A store from before a version was a set of files keeps its skills, versions, receipts and drafts. */

import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { sayLine } from '../../src/skill/forms.ts';
import { hashOfFiles } from '../../src/skill/page.ts';
import { draftsOfProject } from '../../src/store/drafts.ts';
import { MIGRATIONS } from '../../src/store/migrations.ts';
import { openStore } from '../../src/store/open.ts';
import { receiptsOf, skillsOfProject, versionsOf } from '../../src/store/skills.ts';
import { splitSkillTexts } from '../../src/store/split-skill-texts.ts';

const CONTENT = [
  ...['---', 'name: release', 'description: Releases it.', '---', '', '# Release', '', '## Steps', ''],
  ...[
    '1. Run the tests: `npm test`. Go on only when it passes.',
    '2. Run the script: `bash scripts/a-1.sh`',
    '',
  ],
  ...['==> scripts/a-1.sh <==', '', 'for f in *; do', '', '  echo $f', 'done', ''],
].join('\n');

function oldStore(): string {
  const path = join(mkdtempSync(join(process.env.HOME ?? '', 'split-')), 'hivemind.db');
  const old = new Database(path);
  const before = MIGRATIONS.slice(0, MIGRATIONS.indexOf(splitSkillTexts));
  for (const step of before) typeof step === 'string' ? old.exec(step) : step(old);
  old.pragma(`user_version = ${before.length}`);
  old.exec(
    `INSERT INTO skills VALUES ('p', 'release', 'c', 'procedure', 1, NULL, '/r/SKILL.md', 'old', 1, 1)`,
  );
  old
    .prepare(`INSERT INTO skill_versions VALUES ('p', 'release', 1, '/r/SKILL.md', ?, 'old', 7, 1)`)
    .run(CONTENT);
  for (const line of [3, 10, 11, 15, 17])
    old.exec(`INSERT INTO receipts VALUES ('p', 'release', 1, ${line}, 'e${line}', 'q')`);
  const evidence = [{ eventId: 'e', quote: 'q' }];
  const description = {
    text: 'Gets past an error of this repository: `a` failed. Use when `a` fails.',
    evidence,
  };
  const body = ['# Release', '', '1. Push: `git push --force`'].map((text) => ({ text, evidence }));
  const draft = { candidateId: 'c2', kind: 'procedure', name: 'push', description, body, sessionIds: ['s'] };
  const refusals = [{ code: 'danger', message: 'm', line: 3, held: true }];
  old
    .prepare(
      `INSERT INTO drafts VALUES ('p', 'c2', 'push', 'held', ?, '["4. Push: \`git push --force\`"]', 1, NULL)`,
    )
    .run(JSON.stringify({ draft, refusals }));
  old.close();
  return path;
}

test('a version comes out as its files, and each receipt at the claim of its line', () => {
  const store = openStore(oldStore());
  const [version] = versionsOf(store, 'p', 'release');
  expect(version?.files.map(({ path }) => path)).toEqual(['SKILL.md', 'scripts/a-1.sh']);
  expect(version?.files[1]?.text).toBe('for f in *; do\n\n  echo $f\ndone\n');
  expect(version).toMatchObject({ runId: 7, contentHash: hashOfFiles(version?.files ?? []) });
  expect(skillsOfProject(store, 'p')).toMatchObject([{ version: 1, contentHash: version?.contentHash }]);
  expect(
    receiptsOf(store, 'p', 'release', 1).map(({ path, claim, eventId }) => [path, claim, eventId]),
  ).toEqual([
    ['SKILL.md', 'description', 'e3'],
    ['SKILL.md', 'step bash scripts/a-1.sh', 'e11'],
    ['SKILL.md', 'step npm test', 'e10'],
    ['scripts/a-1.sh', 'code echo $f', 'e17'],
    ['scripts/a-1.sh', 'code for f in *; do', 'e15'],
  ]);
});

test('a draft comes out typed, with what holds it and what was accepted of it', () => {
  const [stored] = draftsOfProject(openStore(oldStore()), 'p');
  const lines = stored?.draft.files.flatMap((file) => file.lines) ?? [];
  expect(lines.map(sayLine)).toEqual(['# Release', '1. Push: `git push --force`']);
  expect(stored?.refusals).toMatchObject([{ code: 'danger', at: { claim: 'step git push --force' } }]);
  expect(stored?.acceptedLines).toEqual(['1. Push: `git push --force`']);
});
