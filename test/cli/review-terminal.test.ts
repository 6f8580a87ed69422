import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { draftsOfProject } from '../../src/store/drafts.ts';
import { repository, risky } from '../worker/drafted-repository.ts';

const PROGRAM = resolve(import.meta.dirname, '../../bin/hivemind');
const QUESTION = '[a]ccept  [r]eject  [s]kip  [w]hy  [d]iff  [q]uit';

/** Runs `skillify review` in a terminal of its own and presses one key at each question. @returns what was shown */
async function review(
  { here, project }: Awaited<ReturnType<typeof repository>>,
  keys: string,
): Promise<string> {
  const command = `'${process.execPath}' '${PROGRAM}' skillify review --project ${project.id}`;
  const args =
    process.platform === 'linux' ? ['-qec', command, '/dev/null'] : ['-q', '/dev/null', 'sh', '-c', command];
  const env = { PATH: process.env.PATH, TERM: 'xterm', HOME: here.home, HIVEMIND_HOME: here.paths.home };
  const child = spawn('script', args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  let shown = '';
  let pressed = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
    while (pressed < keys.length && shown.split(QUESTION).length - 1 > pressed) {
      child.stdin.write(keys.charAt(pressed));
      pressed += 1;
    }
  });
  const code = await new Promise((done) => child.once('exit', done));
  expect({ code, pressed }).toEqual({ code: 0, pressed: keys.length });
  return shown;
}

test('one key shows the receipts, one the diff, and one leaves the draft for another time', async () => {
  const place = await repository(risky());
  await place.run();
  const shown = await review(place, 'wds');
  const [draft, why, diff] = shown.split(QUESTION);
  expect(draft).toContain('this line rewrites published history');
  expect(draft).not.toMatch(/session-\d? \d{4}-/);
  expect(why).toMatch(/session-? \d{4}-\d\d-\d\d \d\d:\d\d {2}git push --force origin stable/);
  expect(diff).toContain('+++ SKILL.md');
  expect(existsSync(place.file)).toBe(false);
  expect(draftsOfProject(place.store, place.project.id)).toMatchObject([{ state: 'held' }]);
});

test('one key accepts: the skill is written', async () => {
  const place = await repository(risky());
  await place.run();
  expect(await review(place, 'a')).toContain('✓ release  version 1');
  expect(existsSync(place.file)).toBe(true);
});

test('one key rejects: nothing is written, and nothing waits any more', async () => {
  const place = await repository(risky());
  await place.run();
  expect(await review(place, 'r')).toContain('- release rejected');
  expect(existsSync(place.file)).toBe(false);
  expect(draftsOfProject(place.store, place.project.id)).toMatchObject([{ state: 'rejected' }]);
});

test('quitting decides nothing', async () => {
  const place = await repository(risky());
  await place.run();
  await review(place, 'q');
  expect(draftsOfProject(place.store, place.project.id)).toMatchObject([{ state: 'held' }]);
});

test('what a check refuses cannot be accepted', async () => {
  const place = await repository(risky());
  await place.run();
  place.store.exec("DELETE FROM sessions WHERE session_id = 'session-0'");
  expect(await review(place, 'a')).toContain('cannot be accepted');
  expect(existsSync(place.file)).toBe(false);
});
