/** A pitfall that tells in what a command differed when it worked is refused where two sessions do not bear just that out. */

import { describe, expect, test } from 'vitest';
import { checkDifference } from '../../../src/codify/checks/difference.ts';
import { line, type Moment, messagesOf, ROOT } from './sessions.ts';

const REFUSED = ['in fewer than two sessions this is what made it work'];
const passed = (failed: string, worked: string): Moment[] => [{ run: failed, ok: false }, { run: worked }];
const BEHIND = ['a:1', 'a:2', 'b:1', 'b:2'];
const say = (sessions: Record<string, Moment[]>, pitfall: object, folders = {}) =>
  messagesOf(checkDifference, sessions, {
    lines: [
      line(
        { kind: 'pitfall', failed: 'git add', error: null, ...pitfall } as Parameters<typeof line>[0],
        ...BEHIND,
      ),
    ],
    folders,
  });

describe('the folder in which it worked', () => {
  const fromRoot = passed('git add web/a.ts', `cd ${ROOT} && git add web/a.ts`);
  const root = { by: 'folder', folder: '.' };

  test('is borne out where two sessions sent the command there that had failed elsewhere', () => {
    expect(say({ a: fromRoot, b: passed('git add b.ts', `git -C ${ROOT} add b.ts`) }, root)).toEqual([]);
    const inWeb = passed('git add a.ts', 'cd web && git add a.ts');
    expect(say({ a: inWeb, b: inWeb }, { by: 'folder', folder: 'web' })).toEqual([]);
    expect(say({ a: inWeb, b: inWeb }, root)).toEqual(REFUSED);
  });

  test('is that of the session’s own checkout', () => {
    const b = passed('git add b.ts', 'cd /home/eve/shop && git add b.ts');
    expect(say({ a: fromRoot, b }, root)).toEqual(REFUSED);
    expect(say({ a: fromRoot, b }, root, { b: '/home/eve/shop' })).toEqual([]);
  });

  test('is not by one session, by a command that had been sent there before, or by another command', () => {
    const others = [
      [{ run: `cd ${ROOT} && git add b.ts` }],
      passed(`cd ${ROOT} && git add b.ts`, `cd ${ROOT} && git add -f b.ts`),
      passed('git add b.ts', `cd ${ROOT} && git commit -m x`),
      passed('git add b.ts', 'cd .. && git add b.ts'),
    ];
    for (const b of others) expect(say({ a: fromRoot, b }, root)).toEqual(REFUSED);
  });
});

describe('the words that it did without', () => {
  const call = (field: string) => `gh api graphql -f query='{ viewer { ${field} } }'`;
  const without = { by: 'without', failed: 'gh api graphql', words: ['plan'] };

  test('are borne out where two sessions ran it with them in vain, then without them', () => {
    const a = passed(call('plan name'), call('name'));
    expect(say({ a, b: a }, without)).toEqual([]);
    expect(say({ a, b: passed(call('name'), call('plan')) }, without)).toEqual(REFUSED);
    expect(say({ a, b: passed(call('plan'), call('plan name')) }, without)).toEqual(REFUSED);
  });

  test('are flags as well, with whatever value; other texts are the task’s', () => {
    const a = passed('git add --chmod=+x a.sh', 'git add a.sh');
    expect(
      say({ a, b: passed('git add --chmod=-x b.sh', 'git add c.sh') }, { by: 'without', words: ['--chmod'] }),
    ).toEqual([]);
    const renamed = passed('git add b.sh', 'git add c.sh');
    expect(say({ a: renamed, b: renamed }, { by: 'without', words: ['b.sh'] })).toEqual(REFUSED);
  });
});
