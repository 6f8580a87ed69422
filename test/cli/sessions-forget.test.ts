import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hashOfFiles } from '../../src/skill/page.ts';
import { sessionMark } from '../../src/skill/skill.ts';
import { parseSkillFile, renderSkillFile } from '../../src/skill/skill-file.ts';
import { saveDraft } from '../../src/store/drafts.ts';
import { eventsOfSession } from '../../src/store/events.ts';
import { backUp } from '../../src/store/guard/backup.ts';
import { isCaptureOff } from '../../src/store/heads.ts';
import { openStore } from '../../src/store/open.ts';
import {
  commitPendingVersion,
  receiptsOf,
  saveSkillVersion,
  skillsOfProject,
  versionsOf,
} from '../../src/store/skills.ts';
import { draftOf, mainPage } from '../support/drafts.ts';
import { claudeLines } from '../worker/transcripts.ts';
import { place } from './command-line.ts';

interface Forgotten {
  sessions: string[];
  events: number;
  skills: { name: string; outcome: string; lines: string[] }[];
}

/** A home with two imported sessions, and a skill that rests on both. */
async function remembered() {
  const here = place();
  const root = join(realpathSync(here.home), 'shop');
  mkdirSync(root);
  const history = join(here.home, 'history');
  mkdirSync(history);
  const [first, second] = [`1${randomUUID().slice(1)}`, `2${randomUUID().slice(1)}`];
  const days = { [first]: '2026-03-02', [second]: '2026-03-05' };
  for (const sessionId of [first, second]) {
    const at = `${days[sessionId]}T09:00:00.000Z`;
    const lines = claudeLines([{ prompt: `ship it with zebra-${sessionId[0]}`, command: 'npm run ship' }], {
      sessionId,
      cwd: root,
      at,
    });
    writeFileSync(join(history, `${sessionId}.jsonl`), lines.join('\n'));
    utimesSync(join(history, `${sessionId}.jsonl`), 1_780_000_000, 1_780_000_000);
  }
  await here.hivemind('import', history);
  const store = openStore(here.paths.database);
  const [one, two] = [first, second].map((id) => eventsOfSession(store, id)[0]);
  if (one === undefined || two === undefined) throw new Error('nothing was imported');

  const path = join(root, '.claude', 'skills', 'ship', 'SKILL.md');
  const content = renderSkillFile({
    name: 'ship',
    description: 'Ships the shop. Use when asked to ship.',
    metadata: {
      'hivemind-version': '1',
      'hivemind-sessions': '2',
      'hivemind-evidence': [first, second].map(sessionMark).join(' '),
    },
    body: [
      '# Ship',
      '',
      '## Steps',
      '',
      '1. Tell the zebra.',
      '2. Run `npm run ship`.',
      '3. Wait.',
      '',
      '## Failed before',
      '',
      '- The zebra slept.',
    ].join('\n'),
  });
  const receipt = (claim: string, event: { id: string }) => ({
    path: 'SKILL.md',
    claim,
    eventId: event.id,
    quote: 'ship it',
  });
  saveSkillVersion(store, {
    projectId: one.projectId,
    name: 'ship',
    candidateId: 'c1',
    kind: 'procedure',
    version: 1,
    path,
    files: [mainPage(content)],
    receipts: [
      receipt('description', one),
      receipt('description', two),
      receipt('prose 1. Tell the zebra.', one),
      receipt('prose 2. Run `npm run ship`.', one),
      receipt('prose 2. Run `npm run ship`.', two),
      receipt('prose 3. Wait.', two),
      receipt('prose - The zebra slept.', one),
    ],
    runId: null,
    now: 1,
  });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  commitPendingVersion(store, one.projectId, 'ship');
  const forget = async (id: string, ...more: string[]) =>
    (await here.json('sessions', 'forget', id, ...more)) as Forgotten;
  return { here, history, store, first, second, one, two, path, content, forget };
}

describe('sessions forget', () => {
  test('removes every row, and no word of it is left on disk', async () => {
    const { here, store, first, forget } = await remembered();
    backUp(store, here.paths.backups, Date.now());
    mkdirSync(here.paths.damaged);
    writeFileSync(join(here.paths.damaged, 'hivemind-1.db'), 'zebra-1');
    expect(await forget(first)).toMatchObject({ sessions: [first], events: 4 });
    expect(await here.json('sessions', 'list')).toHaveLength(1);
    for (const table of ['sessions', 'session_heads', 'transcripts', 'episodes', 'episode_cursors']) {
      expect(
        store.prepare(`SELECT count(*) FROM ${table} WHERE session_id = ?`).pluck().get(first),
        table,
      ).toBe(0);
    }
    store.close();
    const files = readdirSync(here.paths.home, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const bytes = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')).join('');
    expect([bytes.includes('zebra-1'), bytes.includes('zebra-2')]).toEqual([false, true]);
  });

  test('leaves the mark that keeps it from coming back', async () => {
    const { here, history, store, first, forget } = await remembered();
    await forget(first);
    expect(isCaptureOff(store, first)).toBe(true);
    const report = await here.json('import', history);
    expect(report).toMatchObject({ events: 0, skipped: { forgotten: 1, unchanged: 1 } });
  });

  test('takes out of skills the lines that nothing else bears out, and numbers the rest anew', async () => {
    const { store, first, one, path, forget } = await remembered();
    expect((await forget(first)).skills).toMatchObject([
      { name: 'ship', outcome: 'shortened', lines: ['1. Tell the zebra.', '- The zebra slept.'] },
    ]);
    const content = readFileSync(path, 'utf8');
    const parsed = parseSkillFile(content);
    expect(parsed).toMatchObject({
      file: {
        body: '# Ship\n\n## Steps\n\n1. Run `npm run ship`.\n2. Wait.\n',
        metadata: { 'hivemind-sessions': '1' },
      },
    });
    expect(content).not.toContain(sessionMark(first));
    const receipts = receiptsOf(store, one.projectId, 'ship', 1);
    expect(receipts.map(({ claim }) => claim)).toEqual([
      'description',
      'prose 2. Run `npm run ship`.',
      'prose 3. Wait.',
    ]);
    const [page] = versionsOf(store, one.projectId, 'ship')[0]?.files ?? [];
    expect(page?.text).toBe(content);
    const at = (text: string) => page?.claims[content.split('\n').indexOf(text)];
    expect(at('1. Run `npm run ship`.')).toBe('prose 2. Run `npm run ship`.');
    expect(skillsOfProject(store, one.projectId)[0]?.contentHash).toBe(
      hashOfFiles([{ path: 'SKILL.md', text: content }]),
    );
  });

  test('removes a skill that rests on nothing else, in the end, and the link to it', async () => {
    const { store, first, second, one, path, forget } = await remembered();
    const links = join(dirname(path), '..', '..', '..', '.agents', 'skills');
    mkdirSync(links, { recursive: true });
    symlinkSync('../../.claude/skills/ship', join(links, 'ship'));
    await forget(first);
    expect(readdirSync(links)).toEqual(['ship']);
    expect((await forget(second)).skills).toMatchObject([{ outcome: 'removed' }]);
    expect(existsSync(dirname(path))).toBe(false);
    expect(readdirSync(links)).toEqual([]);
    expect(skillsOfProject(store, one.projectId)).toEqual([]);
  });

  test('leaves a file that was edited by hand, and says so', async () => {
    const { here, first, path, content } = await remembered();
    writeFileSync(path, `${content}\nMine.\n`);
    const { out } = await here.hivemind('sessions', 'forget', first);
    expect(out).toContain('edited by hand, left as it is');
    expect(out).toContain('1. Tell the zebra.');
    expect(readFileSync(path, 'utf8')).toBe(`${content}\nMine.\n`);
  });

  test('drops drafts that rest on it, and leaves the others', async () => {
    const { store, first, one, two, forget } = await remembered();
    for (const [candidateId, event] of [
      ['a', one],
      ['b', two],
    ] as const) {
      const evidence = [{ eventId: event.id, quote: 'ship' }];
      const draft = { ...draftOf({ kind: 'rule', quote: 'x', evidence }), candidateId, name: candidateId };
      saveDraft(store, one.projectId, { draft, refusals: [], state: 'held', now: 1 });
    }
    await forget(first);
    expect(store.prepare('SELECT candidate_id FROM drafts').pluck().all()).toEqual(['b']);
  });

  test('--dry-run says all that and does nothing', async () => {
    const { here, first, path, content, forget } = await remembered();
    expect(await forget(first, '--dry-run')).toMatchObject({ events: 4, skills: [{ outcome: 'shortened' }] });
    expect(readFileSync(path, 'utf8')).toBe(content);
    expect(await here.json('sessions', 'list')).toHaveLength(2);
  });

  test('of an id that is not there is an error', async () => {
    const { here } = await remembered();
    expect(await here.hivemind('sessions', 'forget', 'nobody')).toMatchObject({ code: 1 });
  });
});

describe('sessions prune', () => {
  const at = (day: string) => ({ context: { now: () => Date.parse(`${day}T12:00:00.000Z`) } });

  test('--older-than forgets sessions with nothing since', async () => {
    const { here, second } = await remembered();
    const then = place({ home: here.home, ...at('2026-03-06') });
    await then.hivemind('sessions', 'prune', '--older-than', '2d');
    const left = (await here.json('sessions', 'list')) as { sessionId: string }[];
    expect(left.map(({ sessionId }) => sessionId)).toEqual([second]);
  });

  test('--keep-size forgets the oldest until the store is small enough', async () => {
    const { here } = await remembered();
    expect(await here.json('sessions', 'prune', '--keep-size', '500MB')).toMatchObject({ sessions: [] });
    expect(await here.json('sessions', 'prune', '--keep-size', '1KB')).toMatchObject({ events: 8 });
    expect(await here.json('sessions', 'list')).toEqual([]);
  });

  test('needs to be told what may go', async () => {
    const { here } = await remembered();
    expect((await here.hivemind('sessions', 'prune')).code).toBe(2);
  });

  test('the settings do it by themselves at the next mining run', async () => {
    const { here, second } = await remembered();
    await here.hivemind('config', 'set', 'retention.days', '2');
    await place({ home: here.home, ...at('2026-03-06') }).hivemind('skillify', 'run', '--all');
    const left = (await here.json('sessions', 'list')) as { sessionId: string }[];
    expect(left.map(({ sessionId }) => sessionId)).toEqual([second]);
  });

  test('after a leap of the clock the settings let nothing go for its age until two days bore it out', async () => {
    const { here } = await remembered();
    await here.hivemind('config', 'set', 'retention.days', '30');
    const leftAfterRunOn = async (day: string) => {
      await place({ home: here.home, ...at(day) }).hivemind('skillify', 'run', '--all');
      return ((await here.json('sessions', 'list')) as unknown[]).length;
    };
    expect(await leftAfterRunOn('2026-03-06')).toBe(2);
    expect(await leftAfterRunOn('2036-03-06')).toBe(2);
    expect(await leftAfterRunOn('2036-03-07')).toBe(2);
    const { out } = await place({ home: here.home, ...at('2036-03-07') }).hivemind('status');
    expect(out.replace(/\s+/g, ' ')).toContain('The clock is 3653 days ahead of the run before.');
    expect(await leftAfterRunOn('2026-03-07')).toBe(2);
    expect(await leftAfterRunOn('2026-04-02')).toBe(2);
    expect(await leftAfterRunOn('2026-04-03')).toBe(2);
    expect(await leftAfterRunOn('2026-04-05')).toBe(0);
  });
});

describe('sessions search', () => {
  test('finds events that hold all the words, in any case, the newest first', async () => {
    const { here, first, second } = await remembered();
    const find = async (...words: string[]) =>
      (
        (await here.json('sessions', 'search', ...words)) as {
          sessionId: string;
          kind: string;
          snippet: string;
        }[]
      ).map(({ sessionId, kind, snippet }) => [sessionId, kind, snippet]);
    expect(await find('SHIP', 'zebra')).toEqual([
      [second, 'user_prompt', 'ship it with zebra-2'],
      [first, 'user_prompt', 'ship it with zebra-1'],
    ]);
    expect((await find('npm run ship')).map(([, kind]) => kind)).toEqual(['tool_call', 'tool_call']);
    expect(await find('giraffe')).toEqual([]);
    expect(await find('zebra', '--since', '2026-03-04')).toHaveLength(1);
    expect(await find('zebra', '--limit', '1')).toHaveLength(1);
    expect(await find('100%_')).toEqual([]);
  });
});
