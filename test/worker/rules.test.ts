/** Rules that users repeat, from their sessions to the skill that is written. */

import { mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { homePaths } from '../../src/paths.ts';
import { ledgerOfProject } from '../../src/store/derived/ledger.ts';
import { draftsOfProject } from '../../src/store/drafts.ts';
import { registerProject } from '../../src/store/heads.ts';
import { skillifyProject } from '../../src/worker/skillify.ts';
import { scratchStore, storeSessions } from '../mine/project.ts';
import { DAY, type Line, START } from '../mine/sessions.ts';

/** What a run makes of these sessions: the rules that it publishes, those that wait, and its ledger. */
async function rulesFrom(sessions: readonly Line[][], files: Readonly<Record<string, string>> = {}) {
  const root = realpathSync(mkdtempSync(join(process.env.HOME ?? '', 'rules-')));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  const store = scratchStore();
  const project = { id: 'p1', remote: null, root };
  registerProject(store, project, START);
  storeSessions(
    store,
    sessions.map((lines, number) => ({ id: `s${number}`, at: START + number * DAY, lines })),
  );
  const paths = homePaths(mkdtempSync(join(process.env.HOME ?? '', 'home-')));
  mkdirSync(paths.home, { recursive: true });
  writeFileSync(paths.config, JSON.stringify({ 'publish.scratchRoots': true, 'publish.mode': 'auto' }));
  const env = { HOME: process.env.HOME };
  const context = { paths, env, store, config: loadConfig(paths.config, env), now: () => START + 9 * DAY };
  const { published } = await skillifyProject(context, project, { reason: 'manual', dryRun: false });
  const ledger = ledgerOfProject(store, project.id);
  return {
    pages: published.map(({ path }) => readFileSync(path, 'utf8')),
    waiting: draftsOfProject(store, project.id).map(({ draft, refusals }) => [
      draft.name,
      ...new Set(refusals.map(({ code }) => code)),
    ]),
    ledger: ledger
      .filter(({ candidate }) => candidate.kind === 'preference')
      .map(({ candidate, state, blockedBy }) => [candidate.label, state, ...blockedBy]),
  };
}

const body = (page: string) => page.slice(page.indexOf('\n# ') + 1).trimEnd();
const described = (page: string) => /^description: '?(.*?)'?$/m.exec(page)?.[1]?.replaceAll("''", "'");

const REQUESTS = ['add an endpoint for invoices', 'why is the login page so slow?', 'translate the footer'];

const corrected = (number: number, before: string, correction: string, after: string): Line[] => [
  { user: REQUESTS[number] ?? '' },
  { run: before },
  { user: correction },
  { run: after },
  { say: 'Done.' },
];

test('a rule that was said in two sessions is written in its clearest wording, with what was then run', async () => {
  const wordings = ['no! use pnpm test, not npm test', 'NO, USE PNPM TEST, NOT NPM TEST!!!'];
  const { pages } = await rulesFrom(
    wordings.map((rule, number) => corrected(number, 'npm test', rule, 'pnpm test')),
  );
  expect(pages.map(described)).toEqual([
    'Rule of this repository: “use pnpm test, not npm test”. Use when about to run `pnpm test`. Use in any work about pnpm, test, npm.',
  ]);
  expect(body(pages[0] ?? '')).toBe(
    [
      '# Use pnpm test',
      '',
      '## Rules',
      '',
      '- The user asked: “use pnpm test, not npm test”',
      '- Run `pnpm test`, not `npm test`',
    ].join('\n'),
  );
});

test('a rule that only shows in what was run instead is written as the commands', async () => {
  const corrections = ['nein, das ist falsch', '違います、やり直してください'];
  const { pages, ledger } = await rulesFrom(
    corrections.map((correction, number) => corrected(number, 'npm test', correction, 'pnpm test')),
  );
  expect(ledger).toEqual([['pnpm test, not npm test', 'published']]);
  expect(pages.map(described)).toEqual([
    'Rule of this repository: run `pnpm test`, not `npm test`. Use in any work that would run `npm test`.',
  ]);
  expect(body(pages[0] ?? '')).toBe('# Run pnpm test\n\n## Rules\n\n- Run `pnpm test`, not `npm test`');
});

test('a command that a person has to read first does not keep the rule itself waiting', async () => {
  const { pages } = await rulesFrom(
    [0, 1].map((number) =>
      corrected(number, 'pip install httpx', 'no! use uv pip, not pip', 'uv pip install httpx'),
    ),
  );
  expect(pages.map(described)).toEqual([
    'Rule of this repository: “use uv pip, not pip”. Use in any work about uv, pip.',
  ]);
  expect(body(pages[0] ?? '')).toBe('# Use uv pip\n\n## Rules\n\n- The user asked: “use uv pip, not pip”');
});

test('a rule that was said once for good waits for a person', async () => {
  const { pages, waiting } = await rulesFrom([
    [{ user: REQUESTS[0] ?? '' }, { user: 'never push to the release branch' }, { say: 'I will not.' }],
  ]);
  expect(pages).toEqual([]);
  expect(waiting).toEqual([['never-push-release-branch', 'support']]);
});

test('a rule that a document states in other words is not written', async () => {
  const sessions = [0, 1].map((number): Line[] => [
    { user: REQUESTS[number] ?? '' },
    { user: 'never edit generated client files by hand' },
    { say: 'I will not.' },
  ]);
  const guide = '# Guide\n\nFiles of the generated client must not be edited by hand.\n';
  expect((await rulesFrom(sessions)).pages).toHaveLength(1);
  const told = await rulesFrom(sessions, { 'CONTRIBUTING.md': guide });
  expect(told.pages).toEqual([]);
  expect(told.ledger).toEqual([['never edit generated client files by hand', 'blocked', 'nothing-shared']]);
});

test.each([
  ['Verwende immer pnpm für Pakete', 'verwende-pnpm-pakete'],
  ['utilise toujours pnpm pour les paquets', 'utilise-toujours-pnpm-paquets'],
  ['Nunca uses npm aquí', 'nunca-uses-npm-aqui'],
  ['Всегда запускай тесты перед коммитом', 'zapuskay-testy-kommitom'],
  ['以后请使用pnpm安装依赖', 'rule-pnpm'],
  ['必ずテストを実行してからコミットする', 'rule-tesuto-komitto'],
  ['앞으로 커밋 전에 테스트를 실행해', 'apeulo-keomis-jeone-teseuteuleul'],
])('a rule may be said in any language: "%s"', async (rule, name) => {
  const { pages } = await rulesFrom(
    [0, 1].map((number) => [{ user: REQUESTS[number] ?? '' }, { user: rule }, { say: 'ok' }]),
  );
  expect(pages.map((page) => /^name: (.*)$/m.exec(page)?.[1])).toEqual([name]);
  expect(pages[0]).toContain(`- The user asked: “${rule}”`);
});
