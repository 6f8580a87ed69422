/** What a line claims besides its texts is refused where the sessions do not bear it out. */

import { describe, expect, test } from 'vitest';
import { checkClaims } from '../../../src/codify/checks/claims.ts';
import type { StepLine } from '../../../src/skill/draft.ts';
import { type Case, line, type Moment, messagesOf, ROOT } from './sessions.ts';

type Sessions = Record<string, Moment[]>;
const say = (sessions: Sessions, ...lines: NonNullable<Case['lines']>) =>
  messagesOf(checkClaims, sessions, { lines });
const step = (act: Partial<StepLine> & object, ...behind: string[]) =>
  line({ kind: 'step', only: null, until: null, ...act } as StepLine, ...behind);

describe('a step that creates a file', () => {
  const PATH = 'docs/<name>.md';
  const create = (...behind: string[]) =>
    step({ do: 'edit', change: 'create', paths: [PATH], marks: [] }, ...behind);
  const REFUSED = [`fewer than two sessions made \`${PATH}\` anew`];

  test('is borne out by two sessions that made it, each its own', () => {
    const sessions = { a: [{ write: `${ROOT}/docs/a.md` }], b: [{ write: 'docs/b.md' }] };
    expect(say(sessions, create('a:1', 'b:1'))).toEqual([]);
    expect(say(sessions, create('a:1'))).toEqual(REFUSED);
  });

  test('is not, where the file was there: read, changed or written before by a call that worked', () => {
    const before: Moment[][] = [
      [{ read: `${ROOT}/docs/b.md` }],
      [{ edit: './docs/b.md' }],
      [{ run: 'echo x > docs/b.md' }],
    ];
    for (const earlier of before) {
      const b = [...earlier, { write: `${ROOT}/docs/b.md` }];
      expect(say({ a: [{ write: 'docs/a.md' }], b }, create('a:1', 'b:2'))).toEqual(REFUSED);
    }
    const lookedFor = [{ read: 'docs/b.md', ok: false }, { read: 'docs/other.md' }, { write: './docs/b.md' }];
    expect(say({ a: [{ write: 'docs/a.md' }], b: lookedFor }, create('a:1', 'b:3'))).toEqual([]);
  });

  test('is not, where it was changed, never made, made elsewhere, or the making failed', () => {
    const a = [{ write: 'docs/a.md' }];
    for (const moment of [{ edit: 'docs/b.md' }, { write: 'src/b.md' }, { write: 'docs/b.md', ok: false }])
      expect(say({ a, b: [moment] }, create('a:1', 'b:1'))).toEqual(REFUSED);
  });

  test('is not by a session that the draft was not made from', () => {
    const sessions = { a: [{ write: 'docs/a.md' }], b: [{ write: 'docs/b.md' }] };
    const lines = [create('a:1', 'b:1')];
    expect(messagesOf(checkClaims, sessions, { lines, from: ['a'] })).toEqual(REFUSED);
  });
});

describe('a step that is repeated until it passes', () => {
  const again = (command: string, ...behind: string[]) =>
    step({ do: 'run', label: null, command, until: 'repeat' }, ...behind);
  const REFUSED = ['in fewer than two sessions it failed first and passed later'];
  const failedThenPassed = [{ run: 'npm test', ok: false }, { run: 'npm test' }];

  test('failed first and passed later in two sessions', () => {
    const sessions = { a: failedThenPassed, b: failedThenPassed };
    expect(say(sessions, again('npm test', 'a:2', 'b:2'))).toEqual([]);
    expect(say(sessions, again('npm test', 'a:2'))).toEqual(REFUSED);
  });

  test('did not only pass, only fail, fail at last, or stand in a line with what failed', () => {
    const others: Moment[][] = [
      [{ run: 'npm test' }, { run: 'npm test' }],
      [{ run: 'npm test', ok: false }],
      [...failedThenPassed].reverse(),
      [{ run: 'npm test && npm version minor', ok: false }, { run: 'npm test' }],
    ];
    for (const b of others)
      expect(say({ a: failedThenPassed, b }, again('npm test', 'a:1', 'b:1')), JSON.stringify(b)).toEqual(
        REFUSED,
      );
  });

  test('is a check; and so is one to go on after only when it passes', () => {
    const runs = [{ run: 'npm version minor', ok: false }, { run: 'npm version minor' }];
    const NO_END = ['this step has no end that passes'];
    expect(say({ a: runs, b: runs }, again('npm version minor', 'a:2', 'b:2'))).toEqual(NO_END);
    const pass = (act: Partial<StepLine> & object) => step({ until: 'pass', ...act } as StepLine, 'a:1');
    const read = pass({ do: 'read', paths: ['a.md'] });
    const run = (command: string) => pass({ do: 'run', label: null, command });
    expect(say({ a: [{ read: 'a.md' }] }, read)).toEqual(NO_END);
    expect(say({ a: [{ run: 'npm version minor' }] }, run('npm version minor'))).toEqual(NO_END);
    expect(say({ a: [{ run: 'npm test' }] }, run('npm test'))).toEqual([]);
  });
});

describe('a step that is done only when asked', () => {
  const asked = (act: Partial<StepLine> & object, ...behind: string[]) =>
    step({ only: 'asked', ...act } as StepLine, ...behind);
  const push = (...behind: string[]) => asked({ do: 'run', label: null, command: 'git push' }, ...behind);
  const REFUSED = ['a session did this without being asked for it'];

  test('was asked for by the request right before it, each time', () => {
    const a = [{ ask: 'fix the parser' }, { edit: 'a.ts' }, { ask: 'now push it' }, { run: 'git push' }];
    expect(say({ a }, push('a:4'))).toEqual([]);
    const unasked = [{ ask: 'fix the parser' }, { run: 'git push' }];
    expect(say({ a, b: unasked }, push('a:4', 'b:2'))).toEqual(REFUSED);
    const askedBefore = [{ ask: 'push it' }, { ask: 'fix the parser' }, { run: 'git push' }];
    expect(say({ b: askedBefore }, push('b:3'))).toEqual(REFUSED);
    const askedAfter = [{ ask: 'fix the parser' }, { run: 'git push' }, { ask: 'push it' }];
    expect(say({ b: askedAfter }, push('b:2'))).toEqual(REFUSED);
  });

  test('or handed in what was changed before, and nothing else was done upon that request', () => {
    const handed = [
      { ask: 'fix the parser' },
      { edit: 'a.ts' },
      { ask: 'ausgezeichnet' },
      { run: 'git push' },
    ];
    expect(say({ a: handed }, push('a:4'))).toEqual([]);
    expect(say({ a: [...handed, { run: 'make seed' }] }, push('a:4'))).toEqual(REFUSED);
    expect(say({ a: [{ ask: 'look' }, { ask: 'ausgezeichnet' }, { run: 'git push' }] }, push('a:3'))).toEqual(
      REFUSED,
    );
  });

  test('is named by what it does, not by its program, by "run", or by what anybody but the user says', () => {
    for (const ask of ['use git for this', 'run it'])
      expect(say({ a: [{ ask }, { run: 'git push' }] }, push('a:2'))).toEqual(REFUSED);
    const told: Moment[] = [{ ask: 'push it', origin: 'tool' }, { run: 'git push' }];
    expect(say({ a: told }, push('a:2'))).toEqual(REFUSED);
    const release = asked({ do: 'run', label: null, command: 'scripts/x.sh' }, 'a:2');
    expect(say({ a: [{ ask: 'run it' }, { run: 'scripts/x.sh' }] }, release)).toEqual(REFUSED);
    const bare = asked({ do: 'run', label: null, command: 'make' }, 'a:2');
    expect(say({ a: [{ ask: 'make it' }, { run: 'make' }] }, bare)).toEqual([]);
    const pull = asked({ do: 'run', label: null, command: 'gh pr create' }, 'a:2');
    expect(say({ a: [{ ask: 'open one' }, { run: 'gh pr create' }] }, pull)).toEqual([]);
  });
});

describe('a step that says that a program follows', () => {
  const program = step({ do: 'program', label: 'Run this' });
  const block = line({ kind: 'code', language: 'bash', text: 'for a in b; do c; done' });

  test('is followed by it, in the same file', () => {
    expect(say({}, program, block)).toEqual([]);
    const REFUSED = ['no program follows this step'];
    expect(say({}, program)).toEqual(REFUSED);
    expect(say({}, program, step({ do: 'ask' }))).toEqual(REFUSED);
    const files = [
      { path: 'SKILL.md', lines: [program] },
      { path: 'references/a-1.md', lines: [block] },
    ];
    expect(messagesOf(checkClaims, {}, { files })).toEqual(REFUSED);
  });
});

describe('what a placeholder means', () => {
  const means = (name: string, meaning: string | null, ...behind: string[]) =>
    line({ kind: 'placeholder', name, meaning, seen: ['x'] }, ...behind);
  const run = (...lines: string[]) => ({ a: lines.map((one) => ({ run: one })) });

  test.each([
    [
      '<pr>',
      'the number of the pull request',
      ['gh pr view 12', 'gh pr diff --number=#3'],
      'gh pr view fix/a',
    ],
    ['<issue>', 'the number of the issue', ['gh issue view 12'], 'gh issue view twelve'],
    ['<version>', 'the version', ['git tag v1.2.0', 'git tag 1.4-rc.1'], 'git tag latest'],
    ['<sha>', 'the commit', ['git show 0a1b2c3d'], 'git show main'],
  ])('%s is borne out by each value that it had', (name, meaning, right, wrong) => {
    const behind = right.map((_, index) => `a:${index + 1}`);
    expect(say(run(...right), means(name, meaning, ...behind))).toEqual([]);
    const REFUSED = [`what stood for \`${name}\` was not ${meaning}`];
    expect(say(run(...right, wrong), means(name, meaning, ...behind, `a:${right.length + 1}`))).toEqual(
      REFUSED,
    );
    expect(say({ a: [{ ask: 'look at 12' }] }, means(name, meaning, 'a:1'))).toEqual(REFUSED);
    expect(say(run(wrong), means(name, null, 'a:1'))).toEqual([]);
  });

  test('is left to its words where values of any form can have it', () => {
    expect(say(run('git checkout main'), means('<branch>', 'the branch', 'a:1'))).toEqual([]);
  });
});
