import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listSpool, readSpoolFile, removeSpoolFile, setAside } from '../../src/capture/spool.ts';

const HEADER = 'hivemind-spool 1\nagent claude-code\nworkspace team-a\nevery-n-turns 7\noff \nsession \n\n';
const END = '\nhivemind-end\n';
const NOW = Date.UTC(2026, 0, 5);

/** A file of a hook that has ended: no system has a process of this number. */
const NAME = '99999999-0';

/** Writes a spool file with a time of its own. */
function spooled(content: string, name = NAME, at = NOW): string {
  const path = join(mkdtempSync(join(process.env.HOME ?? '', 'spool-')), name);
  writeFileSync(path, content);
  utimesSync(path, at / 1000, at / 1000);
  return path;
}

test('a record has its payload, its flags, and the time it was written', () => {
  const path = spooled(`${HEADER}{"session_id":"s","text":"a\\n\\nhivemind-end\\n"}\n${END}`);
  expect(readSpoolFile(path, NOW)).toEqual({
    is: 'record',
    record: {
      path,
      bytes: statSync(path).size,
      agent: 'claude-code',
      at: NOW,
      recordId: `${NAME}-${NOW}`,
      workspaceId: 'team-a',
      everyNTurns: 7,
      off: null,
      sessionId: null,
      payload: { session_id: 's', text: 'a\n\nhivemind-end\n' },
    },
  });
});

test('with capture off there is an id, and no payload even if there should be one', () => {
  const off = HEADER.replace('off ', 'off HIVEMIND_CAPTURE').replace('session ', 'session s-1');
  const file = readSpoolFile(spooled(`${off}{"prompt":"x"}${END}`), NOW);
  expect(file).toMatchObject({ record: { off: 'HIVEMIND_CAPTURE', sessionId: 's-1', payload: null } });
});

test('a file without its last line is left alone, until no hook can still be writing it', () => {
  for (const content of [
    '',
    'hivemind-sp',
    HEADER,
    `${HEADER}{"session_id":"s"}`,
    `${HEADER}{}\nhivemind-end`,
  ]) {
    const path = spooled(content);
    expect(readSpoolFile(path, NOW + 60_000)).toEqual({ is: 'pending' });
    expect(readSpoolFile(path, NOW - 86_400_000)).toEqual({ is: 'pending' });
    expect(readSpoolFile(path, NOW + 3_600_000)).toMatchObject({ is: 'unreadable', why: 'is incomplete' });
  }
});

test('a record that a living hook is writing is left alone, also when a clock was set ahead; not for ever', () => {
  const path = spooled(HEADER, `${process.pid}-0`);
  const day = 86_400_000;
  expect(readSpoolFile(path, NOW + day / 2)).toEqual({ is: 'pending' });
  expect(readSpoolFile(path, NOW + 2 * day)).toMatchObject({ is: 'unreadable', why: 'is incomplete' });
});

test('what will never be a record is told at once', () => {
  const unreadable = (content: string) => readSpoolFile(spooled(content), NOW);
  expect(unreadable(`${HEADER}no json${END}`)).toMatchObject({ why: 'holds no JSON object' });
  expect(unreadable(`${HEADER}[1]${END}`)).toMatchObject({ why: 'holds no JSON object' });
  expect(unreadable(`${HEADER.replace('claude-code', 'hal')}{}${END}`)).toMatchObject({
    why: 'is from an unknown agent',
  });
  const folder = join(mkdtempSync(join(process.env.HOME ?? '', 'spool-')), 'folder');
  mkdirSync(folder);
  expect(readSpoolFile(folder, NOW)).toMatchObject({ why: 'is not a file' });
});

test('a file that another process took is nothing to worry about', () => {
  const path = spooled(HEADER);
  removeSpoolFile(path);
  removeSpoolFile(path);
  expect(readSpoolFile(path, NOW)).toEqual({ is: 'pending' });
  setAside(path, join(path, '..', 'rejected'));
});

test('the spool is read in the order of the events, and may be missing', () => {
  const late = spooled('', 'b', NOW + 1);
  const folder = join(late, '..');
  for (const [name, at] of [
    ['z', NOW],
    ['a', NOW + 1],
    ['y', NOW - 5],
  ] as const) {
    writeFileSync(join(folder, name), '');
    utimesSync(join(folder, name), at / 1000, at / 1000);
  }
  expect(listSpool(folder).map((path) => path.slice(folder.length + 1))).toEqual(['y', 'z', 'a', 'b']);
  expect(listSpool(join(folder, 'missing'))).toEqual([]);
});

test('files set aside leave the spool, and only the newest of them are kept', () => {
  const rejected = join(mkdtempSync(join(process.env.HOME ?? '', 'spool-')), 'rejected');
  const paths = Array.from({ length: 30 }, (_, index) => spooled('x', `f-${index}`, NOW + index));
  for (const path of paths) setAside(path, rejected);
  expect(paths.some((path) => existsSync(path))).toBe(false);
  expect(readdirSync(rejected).sort()).toEqual(
    Array.from({ length: 20 }, (_, index) => `f-${index + 10}`).sort(),
  );
});
