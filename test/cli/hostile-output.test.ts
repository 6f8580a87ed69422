/** Whatever a field holds that is printed, it reaches the terminal as text: fed to every field of every verb. */

import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { oneLine, visible, visibleJson } from '../../src/cli/terminal/visible.ts';
import { startRun } from '../../src/store/derived/runs.ts';
import { commitPendingVersion, saveSkillVersion } from '../../src/store/skills.ts';
import { mainPage } from '../support/drafts.ts';
import { repository, risky } from '../worker/drafted-repository.ts';
import { type Place, type Printed, place } from './command-line.ts';
import { START, storeSession } from './events.ts';

/** Into the clipboard, a cleared screen, a title, a row of its own, writing turned round, hidden letters, C1 codes. */
const EVIL = [
  '\u001b]52;c;ZXZpbA==\u0007',
  '\u001b[2J\u001b[1;1H\u001b[8mhidden',
  '\u001b]0;title\u001b\\',
  '\r\n✓ FORGED row',
  '\u202etxt.exe\u2066\u2069\u200f\u061c',
  '\u200b\u2060\u{e0041}\u00ad\ufeff',
  '\u009b2J\u0085\u2028\u2029\u0008\u007f',
].join('');

const MUST_NOT_STAND =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be gone
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e007f}]/u;

function expectHarmless({ out, err }: Printed, what: string): void {
  for (const line of `${out}\n${err}`.split('\n')) {
    expect(line, what).not.toMatch(MUST_NOT_STAND);
    // A row of a table, an error or a hint begins with other words.
    expect(line, what).not.toMatch(/^✓ FORGED/);
  }
}

/** Columns and keys whose values the program itself chose among a few words; it looks things up by them. */
const OWN_WORDS =
  /^(?:id|candidate_id|candidateId|project_id|projectId|event_id|eventId|episodeId|agent|kind|state|outcome|origin|code|area|role|reason|signals|lang|path|content_hash|workspace_id|hash|token|claims?|do|on|of|by|use|until|only|change|test)$/;

/** The value with EVIL in every string that came from elsewhere. */
function poisoned(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value.map((one) => poisoned(one, key));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, poisoned(one, name)]));
  return typeof value === 'string' && !OWN_WORDS.test(key) ? `${value}${EVIL}` : value;
}

function poisonedText(text: string, column: string): string {
  // A skill's own text is shown line by line.
  if (column === 'skill_files.text') return `${text}${EVIL.replace('\r\n', '')}`;
  if (!/^[[{]/.test(text)) return String(poisoned(text, column));
  return JSON.stringify(poisoned(JSON.parse(text), column));
}

/** Every text that the store holds, but for the words it is looked up by. */
function poison(store: Awaited<ReturnType<typeof repository>>['store']): void {
  store.exec('DROP TRIGGER sessions_append_only');
  const tables = store
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all() as string[];
  for (const table of tables) {
    const columns = store.pragma(`table_info(${table})`) as { name: string; type: string }[];
    for (const { name, type } of columns) {
      if (type !== 'TEXT' || OWN_WORDS.test(name)) continue;
      store.function('poisoned', { deterministic: true }, (text) =>
        typeof text === 'string'
          ? poisonedText(text, table === 'skill_files' ? `${table}.${name}` : name)
          : text,
      );
      store.exec(`UPDATE ${table} SET ${name} = poisoned(${name})`);
    }
  }
}

/** A home with sessions, a mined project, a draft, a skill, a failed run and problems, all of them with EVIL in it. */
async function evilPlace(): Promise<Place> {
  const made = await repository(risky());
  const { store, project, here } = made;
  await made.run();
  storeSession(here.paths.database, 's1', { projectId: project.id });
  const skill = join(project.root, '.claude', 'skills', `bump${EVIL}`, 'SKILL.md');
  const content = `---\nname: bump\ndescription: Bumps.\n---\n\n1. Run \`npm version patch\`\n`;
  saveSkillVersion(store, {
    ...{ projectId: project.id, name: 'bump', candidateId: 'c1', kind: 'procedure', version: 1 },
    files: [mainPage(content)],
    ...{ path: skill, runId: null, now: START },
    receipts: [
      {
        path: 'SKILL.md',
        claim: 'prose 1. Run `npm version patch`',
        eventId: 's1:call',
        quote: `npm version patch${EVIL}`,
      },
    ],
  });
  commitPendingVersion(store, project.id, 'bump');
  startRun(store, {
    ...{ projectId: project.id, reason: 'manual', pid: 1, startedAt: START, throughSeq: 0, seed: 1 },
  });
  store.exec(`UPDATE skillify_runs SET error = 'failed'`);
  store.exec(`INSERT INTO problems (at, area, subject, message) VALUES (${START}, 'spool', 'x', 'y')`);
  poison(store);
  store.close();
  writeFileSync(here.paths.daemonError, EVIL);
  mkdirSync(join(here.home, '.cursor'));
  writeFileSync(
    join(here.home, '.cursor', 'hooks.json'),
    `{ "version": 1, "hooks": { "${'x'}\\u001b[2J": [] } }`,
  );
  const root = join(here.home, `stand${EVIL.replaceAll('/', '')}`);
  mkdirSync(root);
  return place({ home: here.home, cwd: root, now: START + 60_000 });
}

const VERBS: readonly (readonly string[])[] = [
  [],
  ['status'],
  ['doctor'],
  ['daemon', 'status'],
  ['sessions', 'list'],
  ['sessions', 'show', 's1'],
  ['sessions', 'search', 'version'],
  ['skillify'],
  ['projects', 'list'],
  ['config', 'list'],
];
const OF_PROJECT: readonly (readonly string[])[] = [
  ['skillify', 'run', '--dry-run'],
  ['skillify', 'list'],
  ['skillify', 'episodes'],
  ['skillify', 'why'],
  ['skillify', 'review'],
];
const SAYING: readonly (readonly string[])[] = [
  ['skillify', 'run', '--all', '--dry-run'],
  ['pause', '--here'],
  ['resume'],
  ['install', '--dry-run'],
  ['install', '--no-history'],
  ['uninstall', '--check'],
  ['import', '--yes'],
];

describe('every verb', async () => {
  const at = await evilPlace();
  const { id = '' } =
    ((await at.json('skillify')) as { projects: { project: string }[] }).projects.map(({ project }) => ({
      id: project,
    }))[0] ?? {};
  const skill = `bump${EVIL}`;
  const why = (await at.json('skillify', 'why', '--project', id)) as { candidates: { id: string }[] };
  const ofProject = [
    ...OF_PROJECT,
    ['skillify', 'why', why.candidates[0]?.id ?? ''],
    ['skillify', 'show', skill],
    ['skillify', 'explain', skill],
  ].map((verb) => [...verb, '--project', id]);

  test('the fields are there: names of projects and skills, words of sessions, problems', async () => {
    for (const [verb, shown] of [
      [['status'], 'PROBLEM'],
      [['sessions', 'show', 's1'], 'FORGED'],
      [['skillify', 'list', '--project', id], 'FORGED'],
      [['skillify', 'review', '--project', id], 'waits for you'],
    ] as const)
      expect((await at.hivemind(...verb)).out).toContain(shown);
  });

  test.each(
    [...VERBS, ...ofProject].map((verb) => [verb.join(' ').replace(/[^\x20-\x7e][\s\S]*/, '…'), verb]),
  )('hivemind %s prints lines of text, and JSON that says the same as text', async (name, verb) => {
    expectHarmless(await at.hivemind(...verb), name as string);
    const printed = await at.hivemind(...verb, '--json');
    expectHarmless(printed, name as string);
    expect(() => JSON.parse(printed.out) as unknown).not.toThrow();
  });

  test.each(SAYING.map((verb) => [verb.join(' '), verb]))(
    'hivemind %s prints lines of text',
    async (name, verb) => {
      expectHarmless(await at.hivemind(...verb), name as string);
    },
  );

  test.each([
    [EVIL],
    ['status', EVIL],
    ['sessions', EVIL],
    ['sessions', 'show', EVIL],
    ['sessions', 'list', '--project', EVIL],
    ['sessions', 'forget', EVIL],
    ['skillify', 'show', EVIL],
    ['skillify', 'explain', `${EVIL}:1`],
    ['skillify', 'why', EVIL],
    ['skillify', 'accept', EVIL],
    ['skillify', 'reject', EVIL],
    ['import', EVIL],
    ['import', '--since', EVIL],
    ['projects', 'join', EVIL, EVIL],
    ['config', 'get', EVIL],
    ['config', 'set', 'workspace.id', EVIL],
    ['install', '--only', EVIL],
    ['--no-such-option', EVIL],
  ])('a word that it does not know is shown as text (%#)', async (...args) => {
    const printed = await at.hivemind(...args);
    expect(printed.err).not.toBe('');
    expectHarmless(printed, args[0] ?? '');
  });
});

test('a home whose own name is hostile is shown as text', async () => {
  const home = join(
    realpathSync(mkdtempSync(join(process.env.HOME ?? '', 'evil-'))),
    EVIL.replaceAll('/', ''),
  );
  mkdirSync(join(home, '.claude'), { recursive: true });
  writeFileSync(join(home, '.claude', 'settings.json'), '{ broken');
  const at = place({ home });
  storeSession(at.paths.database, 's1');
  for (const verb of [
    ['status'],
    ['install'],
    ['install', '--dry-run'],
    ['uninstall', '--check'],
    ['config', 'list'],
  ])
    expectHarmless(await at.hivemind(...verb), verb.join(' '));
});

test('a bug tells its message as text', async () => {
  const at = place({
    context: {
      now: () => {
        throw new Error(EVIL);
      },
    },
  });
  const printed = await at.hivemind('status');
  expect(printed.code).toBe(3);
  expectHarmless(printed, 'a bug');
});

describe('a text made visible', () => {
  const anything = fc.string({ unit: 'binary' });

  test('keeps no character that drives, turns or hides, and all that needs none of it', () => {
    fc.assert(fc.property(anything, (text) => void expect(visible(text)).not.toMatch(MUST_NOT_STAND)));
    fc.assert(fc.property(anything, (text) => void expect(oneLine(text)).not.toMatch(/[\n\t]/)));
    const plain = 'naïve 日本 👩‍👩‍👧 نمی‌خواهم ❤️';
    expect(visible(plain)).toBe(plain);
    expect(visible('a\u001bb\u202ec\u{e0041}\n')).toBe('a\\x1bb\\u202ec\\u{e0041}\\n');
  });

  test('means the same as before in JSON', () => {
    fc.assert(
      fc.property(fc.json(), anything, (json, text) => {
        const value = [JSON.parse(json) as unknown, text, { [text]: EVIL }];
        const shown = visibleJson(JSON.stringify(value, null, 2));
        expect(shown.replaceAll('\n', '')).not.toMatch(MUST_NOT_STAND);
        expect(JSON.parse(shown)).toEqual(value);
      }),
    );
  });
});
