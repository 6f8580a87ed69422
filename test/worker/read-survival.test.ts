import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { refreshEpisodes } from '../../src/mine/mine-project.ts';
import { homePaths } from '../../src/paths.ts';
import { commitsSince, headOf } from '../../src/repository/history.ts';
import { projectOf } from '../../src/repository/identity.ts';
import { episodesOfProject } from '../../src/store/derived/episodes.ts';
import { survivalFingerprint } from '../../src/store/derived/survival.ts';
import { appendEvent } from '../../src/store/events.ts';
import { forgetRows } from '../../src/store/forget.ts';
import { registerProject, saveHead } from '../../src/store/heads.ts';
import { openStore } from '../../src/store/open.ts';
import type { Project } from '../../src/types.ts';
import type { WorkerContext } from '../../src/worker/context.ts';
import { readSurvival } from '../../src/worker/read-survival.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 2, 2, 12);
const WRITTEN = [
  'export function parcelPrice(weight: number, zone: Zone): number {',
  '  const base = PRICE_OF_ZONE[zone];',
  '  const surcharge = weight > HEAVY ? SURCHARGE : 0;',
  '  return base * weight + surcharge;',
  '}',
  '',
].join('\n');
const FORMATTED = [
  'export function parcelPrice(',
  '    weight: number,',
  '    zone: Zone,',
  '): number {',
  '    const base = PRICE_OF_ZONE[zone]',
  '    const surcharge = (weight > HEAVY) ? SURCHARGE : 0',
  '    return base * weight + surcharge',
  '}',
  '',
].join('\n');
const REWRITTEN =
  'export const parcelPrice = makePricing(zones);\nexport const letterPrice = makePricing(letters);\n';

let root: string;
let context: WorkerContext;
let project: Project;

/** Runs git in the repository, with the clock `days` after the episode. */
function git(days: number, ...args: string[]): string {
  const date = new Date(START + days * DAY).toISOString();
  const who = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.org' };
  const env = {
    ...process.env,
    ...who,
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.org',
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_DATE: date,
  };
  return execFileSync('git', ['-C', root, ...args], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function commit(days: number, files: Record<string, string>, message = 'Work'): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  git(days, 'add', '-A');
  git(days, 'commit', '-q', '-m', message);
}

/** A session whose agent wrote `src/price.ts`, after which the user said nothing. */
function storeSession(id = 's1', at = START, path = join(root, 'src/price.ts')): void {
  const base = {
    sessionId: id,
    agent: 'claude-code',
    workspaceId: 'default',
    projectId: project.id,
  } as const;
  const input = { file_path: path, content: WRITTEN };
  const parts = [
    { kind: 'user_prompt', origin: 'user', text: 'add a price for parcels' },
    { kind: 'tool_call', origin: 'assistant', tool: 'Write', toolUseId: `${id}-t`, input },
    { kind: 'tool_result', origin: 'tool', toolUseId: `${id}-t`, ok: true, output: 'ok' },
    { kind: 'assistant_message', origin: 'assistant', text: 'Done.' },
  ] as const;
  for (const [index, part] of parts.entries()) {
    const time = at + index * 1_000;
    appendEvent(context.store, { ...base, ...part, id: `${id}-${index}`, at: time, position: index });
  }
  saveHead(context.store, {
    ...base,
    cwd: root,
    startedAt: at,
    lastEventAt: at,
    endedAt: at,
    headless: false,
  });
}

async function judged(): Promise<{ outcome: string; signals: { kind: string; eventId: string }[] }[]> {
  await readSurvival(context, project);
  refreshEpisodes(context.store, project.id);
  return episodesOfProject(context.store, project.id).map(({ outcome, signals }) => ({ outcome, signals }));
}

test('a commit from before anything was written says nothing', async () => {
  commit(-1, { 'README.md': 'A shop.\n' });
  expect(await judged()).toEqual(silent);
});

const kept = [{ outcome: 'accepted', signals: [{ kind: 'lines-kept', eventId: 's1-1' }] }];
const rewritten = [{ outcome: 'unknown', signals: [{ kind: 'lines-rewritten', eventId: 's1-1' }] }];
const reverted = [{ outcome: 'corrected', signals: [{ kind: 'lines-reverted', eventId: 's1-1' }] }];
const silent = [{ outcome: 'unknown', signals: [] }];

beforeEach(async () => {
  const scratch = realpathSync(mkdtempSync(join(process.env.HOME ?? '', 'survival-')));
  root = join(scratch, 'repo');
  mkdirSync(root);
  git(-10, 'init', '-q', '-b', 'main');
  commit(-9, { 'README.md': 'Prices of parcels and letters.\n' });
  project = await projectOf(root, process.env);
  const paths = homePaths(join(scratch, 'home'));
  const store = openStore(paths.database);
  context = { paths, config: loadConfig(paths.config, {}), store, env: process.env, now: () => START };
  registerProject(store, project, START);
  storeSession();
  return () => store.close();
});

test('lines that are still there days later speak for acceptance', async () => {
  commit(1, { 'src/price.ts': WRITTEN });
  commit(5, { 'NEWS.md': 'Parcels have prices.\n' });
  expect(await judged()).toEqual(kept);
});

test('a commit alone says nothing', async () => {
  commit(1, { 'src/price.ts': WRITTEN });
  expect(await judged()).toEqual(silent);
});

test('lines that were never committed say nothing', async () => {
  commit(5, { 'NEWS.md': 'Nothing new.\n' });
  expect(await judged()).toEqual(silent);
});

test('a formatter does not rewrite, whether before the commit or after it', async () => {
  commit(1, { 'src/price.ts': WRITTEN });
  commit(2, { 'src/price.ts': FORMATTED }, 'Format');
  commit(5, { 'NEWS.md': 'Formatted.\n' });
  expect(await judged()).toEqual(kept);
});

test('lines that a formatter changed before they were committed are known again', async () => {
  commit(1, { 'src/price.ts': FORMATTED });
  commit(5, { 'NEWS.md': 'Formatted.\n' });
  expect(await judged()).toEqual(kept);
});

test('a renamed file keeps its lines, also when it is renamed twice', async () => {
  commit(1, { 'src/price.ts': WRITTEN });
  mkdirSync(join(root, 'lib'));
  renameSync(join(root, 'src/price.ts'), join(root, 'lib/price.ts'));
  commit(2, {}, 'Move');
  renameSync(join(root, 'lib/price.ts'), join(root, 'lib/pricing.ts'));
  commit(5, {}, 'Move again');
  expect(await judged()).toEqual(kept);
});

test('lines that one commit moved to another file were kept', async () => {
  commit(1, { 'src/price.ts': WRITTEN });
  commit(2, { 'src/parcels.ts': `// Parcels.\n${WRITTEN}`, 'src/price.ts': 'export {};\n' });
  commit(5, { 'NEWS.md': 'Moved.\n' });
  expect(await judged()).toEqual(kept);
});

test('a squash merge keeps the lines, though no commit of the branch is left', async () => {
  git(0, 'checkout', '-q', '-b', 'price');
  commit(1, { 'src/price.ts': WRITTEN });
  commit(2, { 'src/zones.ts': 'export type Zone = string;\n' });
  git(2, 'checkout', '-q', 'main');
  git(3, 'merge', '-q', '--squash', 'price');
  git(3, 'commit', '-q', '-m', 'Price parcels');
  git(3, 'branch', '-q', '-D', 'price');
  commit(6, { 'NEWS.md': 'Later.\n' });
  expect(await judged()).toEqual(kept);
});

test('a rebase keeps the lines, though every commit has another id', async () => {
  git(0, 'checkout', '-q', '-b', 'price');
  commit(1, { 'src/price.ts': WRITTEN });
  git(1, 'checkout', '-q', 'main');
  commit(2, { 'NEWS.md': 'Meanwhile.\n' });
  git(3, 'rebase', '-q', 'main', 'price');
  commit(6, { 'NEWS.md': 'On the branch.\n' });
  expect(await judged()).toEqual(kept);
});

test('a revert takes the work back, whatever was said at the time', async () => {
  commit(1, { 'src/price.ts': WRITTEN });
  git(3, 'revert', '--no-edit', 'HEAD');
  commit(5, { 'NEWS.md': 'No prices.\n' });
  expect(await judged()).toEqual(reverted);
});

test('a revert is one also after a formatter', async () => {
  commit(1, { 'src/price.ts': WRITTEN });
  commit(2, { 'src/price.ts': FORMATTED }, 'Format');
  rmSync(join(root, 'src/price.ts'));
  commit(4, {}, 'Revert "Work"');
  expect(await judged()).toEqual(reverted);
});

test('a revert that is reverted keeps the work', async () => {
  commit(1, { 'src/price.ts': WRITTEN });
  git(2, 'revert', '--no-edit', 'HEAD');
  git(3, 'revert', '--no-edit', 'HEAD');
  commit(6, { 'NEWS.md': 'Prices after all.\n' });
  expect(await judged()).toEqual(kept);
});

test('work that was rewritten soon is no longer accepted for its survival', async () => {
  commit(1, { 'src/price.ts': WRITTEN });
  commit(3, { 'src/price.ts': REWRITTEN });
  expect(await judged()).toEqual(rewritten);
});

test('work that stood for a month was kept, though it was rewritten then', async () => {
  commit(1, { 'src/price.ts': WRITTEN });
  commit(40, { 'src/price.ts': REWRITTEN });
  expect(await judged()).toEqual(kept);
});

test('a file that was deleted soon was taken away', async () => {
  commit(1, { 'src/price.ts': WRITTEN });
  rmSync(join(root, 'src/price.ts'));
  commit(3, {}, 'Remove prices');
  expect(await judged()).toEqual(rewritten);
});

test('history is read again when the commit that is checked out changes, and only then', async () => {
  commit(1, { 'src/price.ts': WRITTEN });
  commit(5, { 'NEWS.md': 'Parcels have prices.\n' });
  expect(await judged()).toEqual(kept);
  const read = survivalFingerprint(context.store, project.id);
  storeSession('s2', START + 8 * DAY);
  // Were history read now, it would tell this again.
  context.store.exec('DELETE FROM survival');
  expect(await judged()).toHaveLength(2);
  expect(survivalFingerprint(context.store, project.id)).toBe(read);
  expect(context.store.prepare('SELECT count(*) FROM survival').pluck().get()).toBe(0);
  git(6, 'revert', '--no-edit', 'HEAD~1');
  expect((await judged())[0]).toEqual(reverted[0]);
  expect(survivalFingerprint(context.store, project.id)).not.toBe(read);
});

test('sessions that changed no file of the repository leave nothing to look for', async () => {
  commit(5, { 'NEWS.md': 'Nothing new.\n' });
  forgetRows(context.store, ['s1'], 'forgotten', START);
  expect(await judged()).toEqual([]);
  storeSession('elsewhere', START, '/somewhere/else.ts');
  expect(await judged()).toEqual(silent);
});

test('a clone without all objects fetches none', async () => {
  commit(1, { 'src/price.ts': WRITTEN });
  commit(5, { 'src/price.ts': FORMATTED });
  git(5, 'config', 'uploadpack.allowFilter', 'true');
  const full = root;
  root = join(dirname(full), 'partial');
  execFileSync('git', ['clone', '-q', '--filter=blob:none', '--no-checkout', `file://${full}`, root]);
  const missing = () =>
    git(6, 'rev-list', '--objects', '--missing=print', 'HEAD').match(/^\?/gm)?.length ?? 0;
  const before = missing();
  expect(before).toBeGreaterThan(0);
  const head = await headOf(root, process.env);
  if (head !== null) await commitsSince(root, head, START, ['src/price.ts'], process.env);
  expect(missing()).toBe(before);
});

test('a folder that is gone, is another repository or has no commit changes nothing', async () => {
  commit(1, { 'src/price.ts': WRITTEN });
  commit(5, { 'NEWS.md': 'Parcels have prices.\n' });
  await judged();
  rmSync(join(root, '.git'), { recursive: true });
  git(6, 'init', '-q');
  expect(await judged()).toEqual(kept);
  git(6, 'remote', 'add', 'origin', 'https://example.org/other/repository.git');
  commit(7, {}, 'Begin anew');
  expect(await judged()).toEqual(kept);
  rmSync(root, { recursive: true });
  expect(await judged()).toEqual(kept);
});
