import { describe, expect, test } from 'vitest';
import { episodesOf } from '../../src/mine/episodes/episodes.ts';
import type { Episode } from '../../src/types.ts';
import { type Line, START, sessionEvents } from './sessions.ts';

const episodes = (...lines: Line[]): Episode[] =>
  episodesOf(sessionEvents({ id: 's', at: START, lines }), { sessionId: 's', headless: false });
const starts = (...lines: Line[]) => episodes(...lines).map(({ promptIndex }) => promptIndex);
const outcomes = (...lines: Line[]) => episodes(...lines).map(({ outcome }) => outcome);

const request: Line = { user: 'add a health endpoint to the gateway' };
const work: Line[] = [{ edit: '/repo/src/a.ts' }, { run: 'npm test' }, { say: 'Done.' }];
const other: Line = { user: 'translate the onboarding emails into Welsh' };

describe('a hand-in', () => {
  test.each([
    ['commit and push', 'git commit -m x && git push'],
    ['open the PR', 'gh pr create --fill'],
    ['コミットしてプッシュして', 'git push'],
    ['einchecken bitte', 'git commit -am x'],
  ])('"%s" opens a request and accepts the work before it', (user, run) => {
    expect(starts(request, ...work, { user }, { run })).toEqual([0, 1]);
    expect(outcomes(request, ...work, { user }, { run })[0]).toBe('accepted');
  });

  test('that changes files, or says at length what to do, is told by its words', () => {
    expect(
      starts(request, ...work, { user: 'yes' }, { edit: '/repo/src/a.ts' }, { run: 'git push' }),
    ).toEqual([0]);
  });

  test('without anything done about it stays with the request', () => {
    expect(starts(request, ...work, { user: 'commit' })).toEqual([0]);
  });

  test('that complains is none', () => {
    expect(starts(request, ...work, { user: 'push, it still fails' }, { run: 'git push' })).toEqual([0]);
  });
});

describe('the same words again', () => {
  const standing: Line = { user: 'sync the fixtures' };

  test('open a request when tools follow', () => {
    expect(starts(standing, ...work, standing, ...work)).toEqual([0, 1]);
    expect(starts(standing, ...work, standing, { say: 'They are.' })).toEqual([0]);
  });

  test('are the same request when the agent was stopped', () => {
    expect(starts(standing, { interrupt: true }, standing, ...work)).toEqual([0]);
  });

  test('are no standing request when it is one word, or long', () => {
    const long: Line = { user: 'sync fixtures gateway parser invoice reader welsh mailer chart again' };
    expect(starts({ user: 'fixtures' }, ...work, { user: 'fixtures' }, ...work)).toEqual([0]);
    expect(starts(long, ...work, long, ...work)).toEqual([0]);
  });
});

describe('after an interrupt', () => {
  test('another request leaves the first one abandoned, whatever is said of the second', () => {
    expect(
      outcomes(
        request,
        { edit: '/repo/src/a.ts' },
        { interrupt: true },
        other,
        { edit: '/repo/mail/cy.txt' },
        { user: 'thanks, commit it' },
        { run: 'git commit -m x' },
      ),
    ).toEqual(['abandoned', 'accepted', 'accepted']);
  });

  test('handing the work in accepts it all the same', () => {
    const lines: Line[] = [request, { edit: '/repo/src/a.ts' }, { interrupt: true }];
    expect(outcomes(...lines, { user: 'commit it' }, { run: 'git commit -m x' })[0]).toBe('accepted');
  });
});

describe('a fault that a prompt names', () => {
  const failing: Line = { user: 'the tests are failing, please fix them' };

  test('is one of the work before it, whichever files mending it changes', () => {
    expect(outcomes(request, ...work, failing, { edit: '/repo/src/a.ts' })).toEqual(['corrected']);
    expect(outcomes(request, ...work, failing, { edit: '/repo/src/b.ts' })).toEqual(['corrected']);
    expect(outcomes(request, ...work, { user: 'the server answers with an error now' })).toEqual([
      'corrected',
    ]);
  });

  const further: Line = { user: 'fix the broken link to the pricing page in the footer' };

  test('is the subject of a further request, unless that changes the same files', () => {
    expect(outcomes(request, ...work, further, { edit: '/repo/site/footer.html' })[0]).not.toBe('corrected');
    expect(outcomes(request, ...work, further, { edit: '/repo/src/a.ts' })[0]).toBe('corrected');
  });

  test('is no fault of the work in a question that changes nothing', () => {
    const question: Line = { user: "is there anything in the gateway that isn't cached?" };
    expect(outcomes(request, ...work, question, { say: 'It can.' })[0]).not.toBe('corrected');
  });
});

test.each([
  ['the release no longer works', 'corrected'],
  ['none of it works', 'corrected'],
  ['hardly works', 'corrected'],
  ['this does not work', 'corrected'],
  ['that did not work', 'corrected'],
  ['try that again', 'corrected'],
  ['das funktioniert nicht', 'corrected'],
  ['ça marche pas', 'corrected'],
  ['это не работает', 'corrected'],
  ['行不通', 'corrected'],
  ['好像有问题', 'corrected'],
  ['no problem, looks good to me', 'accepted'],
  ["actually that's perfect", 'accepted'],
  ['never mind, it works', 'accepted'],
  ['not bad at all', 'accepted'],
  ['no objections, merge it', 'accepted'],
  ['nope, all good', 'accepted'],
  ['不错', 'accepted'],
  ['merci, parfait', 'accepted'],
])('"%s" right after the work means %s, in a session in English too', (user, expected) => {
  expect(outcomes(request, ...work, { user })[0]).toBe(expected);
});

test('what stands in quotes or code is no opinion of the work', () => {
  const wording: Line = { user: 'set the label to "this no longer works" and `error`' };
  expect(outcomes(request, ...work, wording, { edit: '/repo/src/a.ts' })[0]).not.toBe('corrected');
});

test('work that the next prompt has taken back was not wanted', () => {
  expect(
    outcomes(request, ...work, { user: 'go to the state of yesterday' }, { run: 'git checkout HEAD -- src' }),
  ).toEqual(['corrected']);
});

test('changing the same file again for no stated reason is a sign against the work', () => {
  const [again, apart] = ['/repo/src/a.ts', '/repo/src/b.ts'].map(
    (edit) => episodes(request, ...work, { user: 'and the port?' }, { edit })[0],
  );
  expect(again?.signals.map(({ kind }) => kind)).toContain('re-edited');
  expect(apart?.signals.map(({ kind }) => kind)).not.toContain('re-edited');
});

test('a plan that was not accepted as it stood is no refusal of the work', () => {
  expect(outcomes(request, { plan: 'First the port.' })).toEqual(['unknown']);
});

describe('of several reactions', () => {
  test('the second must be clearer to correct, and the third says nothing', () => {
    const wish: Line = { user: 'maybe the port as text' };
    const praise: Line = { user: 'nice' };
    expect(outcomes(request, ...work, wish)[0]).toBe('corrected');
    expect(outcomes(request, ...work, praise, wish)[0]).toBe('accepted');
    expect(outcomes(request, ...work, praise, { user: 'no, wrong port' })[0]).toBe('corrected');
    expect(outcomes(request, ...work, praise, { user: 'nice' }, { user: 'no, wrong port' })[0]).toBe(
      'accepted',
    );
  });
});
