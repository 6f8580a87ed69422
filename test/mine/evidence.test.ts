import { describe, expect, test } from 'vitest';
import { episodesOf } from '../../src/mine/episodes/episodes.ts';
import { judgeOutcome } from '../../src/mine/episodes/outcome.ts';
import type { StoredEvent } from '../../src/store/events.ts';
import type { Episode, SignalKind } from '../../src/types.ts';
import { type Line, START, sessionEvents } from './sessions.ts';

const eventsOf = (lines: Line[]) => sessionEvents({ id: 's', at: START, lines });
const read = (events: StoredEvent[]): Episode[] => episodesOf(events, { sessionId: 's', headless: false });
const episodes = (...lines: Line[]): Episode[] => read(eventsOf(lines));
const outcomes = (...lines: Line[]) => episodes(...lines).map(({ outcome }) => outcome);
const signals = (...lines: Line[]) => episodes(...lines)[0]?.signals.map(({ kind }) => kind) ?? [];

const request: Line = { user: 'add a health endpoint to the gateway' };
const work: Line[] = [{ edit: '/repo/src/a.ts' }, { run: 'npm test' }, { say: 'Done.' }];
const another: Line[] = [
  { user: 'translate the onboarding emails into Welsh' },
  { edit: '/repo/mail/cy.txt' },
];

describe('evidence', () => {
  const fused = (kinds: readonly SignalKind[]) =>
    judgeOutcome([], null, [], { later: kinds.map((kind) => ({ kind, eventId: kind })) }).outcome;

  test.each<SignalKind[][]>([
    [['undone', 'praised', 'lines-kept']],
    [['refused', 'praised', 'lines-kept']],
    [['complained', 'praised']],
    [['error-pasted', 'praised']],
    [['output-pasted', 'praised']],
    [['change-asked', 'assented']],
    [['shouted', 'next-step']],
    [['re-edited', 'moved-on', 'lines-kept']],
    [['lines-rewritten', 'moved-on', 'lines-kept']],
    [['left-failing', 'moved-on', 'lines-kept']],
    [['interrupted', 'lines-kept']],
    [['api-error', 'lines-kept']],
    [['went-on']],
    [['check-turned-green']],
    [['handed-in']],
  ])('for the work is just enough in %j', (kinds) => {
    expect(fused(kinds)).toBe('accepted');
  });

  test.each<SignalKind[][]>([
    [['interrupted']],
    [['api-error']],
    [['praised', 'undone']],
    [['assented', 'complained']],
    [['next-step', 'complained']],
    [['went-on', 'complained']],
    [['moved-on', 're-edited']],
    [['check-turned-green', 're-edited']],
    [['handed-in', 're-edited']],
    [['lines-kept', 'lines-rewritten']],
  ])('is undecided in %j', (kinds) => {
    expect(fused(kinds)).toBe('unknown');
  });

  test('counts each kind once, however often it came', () => {
    expect(fused(['check-turned-green', 'lines-rewritten', 'check-turned-green'])).toBe('unknown');
  });

  test('that the lines were taken back outweighs what was said', () => {
    const reverted = new Map([['s-000', { kind: 'lines-reverted' as const, eventId: 's-001' }]]);
    const events = eventsOf([request, ...work, { user: 'perfect, thanks' }]);
    const [episode] = episodesOf(events, { sessionId: 's', headless: false }, [], reverted);
    expect(episode?.outcome).toBe('corrected');
  });
});

describe('a complaint upon a hand-in', () => {
  const handIn: Line[] = [{ user: 'commit and push' }, { run: 'git push' }];
  const complaint: Line = { user: 'it still crashes' };

  test('that changes the same files again is one about the work that was handed in', () => {
    expect(outcomes(request, ...work, ...handIn, complaint, { edit: '/repo/src/a.ts' })[0]).toBe('corrected');
    expect(outcomes(request, ...work, ...handIn, complaint, { edit: '/repo/src/b.ts' })[0]).toBe('accepted');
    expect(outcomes(request, ...work, ...handIn, complaint)[0]).toBe('accepted');
  });

  test('is none where the answer is praise', () => {
    const praise: Line = { user: 'perfect, thanks' };
    expect(signals(request, ...work, ...handIn, praise, { edit: '/repo/src/a.ts' })).toEqual([
      'next-step',
      'moved-on',
    ]);
  });

  test('says nothing of what was not handed in', () => {
    expect(outcomes(request, ...work, ...another, complaint, { edit: '/repo/src/a.ts' })[0]).toBe('accepted');
  });
});

describe('an error that the user brings back', () => {
  const line = 'zstd: could not open dictionary 41 for reading';
  const printed = (exit: number): Line[] => [
    request,
    { edit: '/repo/src/a.ts' },
    { run: 'make image', exit, output: `building\n${line}` },
  ];
  const again: Line = { user: 'zstd: could not open dictionary 97 for reading' };
  const mended: Line[] = [{ edit: '/repo/src/b.ts' }, { edit: '/repo/src/c.ts' }];

  test('is known by the line that a failed command printed, in any words', () => {
    expect(signals(...printed(1), again, ...mended)).toContain('error-pasted');
    expect(outcomes(...printed(1), again, ...mended)).toEqual(['corrected']);
  });

  test('is none where the command had worked, or printed something else', () => {
    expect(signals(...printed(0), again, ...mended)).not.toContain('error-pasted');
    expect(
      signals(...printed(1), { user: 'explain how the dictionaries are read' }, ...mended),
    ).not.toContain('error-pasted');
  });

  test('counts once where its form tells it too', () => {
    const known = 'TypeError: health is not a function';
    const kinds = signals(
      request,
      { run: 'node run.js', exit: 1, output: known },
      { user: `${known}\n2026-03-02 10:00\n12:00:00]` },
    );
    expect(kinds.filter((kind) => kind === 'error-pasted')).toHaveLength(1);
    expect(kinds).not.toContain('output-pasted');
  });
});

describe('a check', () => {
  const red: Line = { run: 'npm test', exit: 1, output: 'FAIL' };

  test('is green only where nothing behind it can hide that it failed', () => {
    expect(outcomes(request, red, { run: 'npm test' })).toEqual(['accepted']);
    expect(outcomes(request, red, { run: 'npm test; echo done' })).not.toEqual(['accepted']);
    expect(outcomes(request, red, { run: 'npm test && echo done' })).toEqual(['accepted']);
  });

  test('that was green all along accepts nothing', () => {
    expect(outcomes(request, { run: 'npm test' }, { run: 'npm test' })).toEqual(['unknown']);
  });

  test('that ends red is a failure also after another one turned green', () => {
    expect(outcomes(request, red, { run: 'npm test' }, { run: 'npx eslint .', exit: 1 })).toEqual(['failed']);
  });
});

describe('work handed in as asked', () => {
  const asked: Line = { user: 'fix the typo in the banner and push it' };

  test('is accepted where the command proves that it arrived, and was asked for', () => {
    expect(outcomes(asked, ...work, { run: 'git push' })).toEqual(['accepted']);
    expect(outcomes(asked, ...work, { run: 'git push; echo done' })).toEqual(['unknown']);
    expect(outcomes(asked, ...work, { run: 'git push', exit: 1 })).toEqual(['unknown']);
    expect(outcomes(request, ...work, { run: 'git push' })).toEqual(['unknown']);
  });
});

describe('the record', () => {
  test('says where the user stopped the agent, and where its service failed', () => {
    const events = eventsOf([
      request,
      { edit: '/repo/src/a.ts' },
      { interrupt: true },
      { user: 'commit it' },
    ]);
    const failing = eventsOf([request, { say: 'overloaded' }]);
    for (const event of failing.slice(1)) event.meta = { apiError: true };
    expect(read(events)[0]?.signals.filter(({ kind }) => kind === 'interrupted')).toEqual([
      { kind: 'interrupted', eventId: 's-003' },
    ]);
    expect(read(failing)[0]?.signals).toEqual([{ kind: 'api-error', eventId: 's-001' }]);
  });

  test('of a last command that failed is not that of an earlier one, or of a failed read', () => {
    const asked: Line[] = [request, { run: 'deploy staging', exit: 1 }];
    expect(signals(...asked, ...another)).toContain('left-failing');
    expect(signals(...asked, { run: 'deploy staging' }, ...another)).not.toContain('left-failing');
    const events = eventsOf([request, { run: 'deploy staging' }, { read: '/repo/a.ts' }, ...another]);
    const result = events.findLast(({ id }) => id === 's-004');
    if (result !== undefined) result.ok = false;
    expect(read(events)[0]?.signals.map(({ kind }) => kind)).toEqual(['moved-on']);
  });

  test('of a denied call weighs against work of which nobody said anything', () => {
    const green: Line[] = [{ run: 'npm test', exit: 1 }, { run: 'npm test' }, { user: 'hello' }];
    expect(outcomes(request, ...green)).toEqual(['accepted']);
    expect(outcomes(request, { run: 'npm i express', denied: '' }, ...green)).toEqual(['unknown']);
    const push: Line = { user: 'mend the login test and push it' };
    expect(outcomes(push, { run: 'npm i express', denied: '' }, { run: 'git push' }, ...green)).toEqual([
      'accepted',
    ]);
  });
});

describe('what is said', () => {
  test.each<[string, SignalKind[]]>([
    ['revert that', ['undone']],
    ['we never log SECRETS!!', ['shouted']],
    ['it printed\n2026-03-02 10:00 start', ['output-pasted']],
    ['yes, do that', ['assented']],
    ['no, wrong port', ['refused']],
  ])('"%s" is evidence of its own', (user, kinds) => {
    for (const kind of kinds) expect(signals(request, ...work, { user })).toContain(kind);
  });

  test('by a slash command is that the user went on', () => {
    expect(signals(request, ...work, { user: 'not quite', meta: { command: 'review' } })).toEqual([
      'went-on',
      'moved-on',
    ]);
  });

  test('as a hand-in is a next step and no other praise', () => {
    expect(signals(request, ...work, { user: 'great, commit it' }, { run: 'git commit -m x' })).toEqual([
      'next-step',
      'moved-on',
    ]);
  });

  test('in the first two reactions is kept, and a plain refusal counts in the second too', () => {
    const nice: Line = { user: 'nice' };
    const wait: Line = { user: 'wait' };
    expect(outcomes(request, ...work, nice, wait)).toEqual(['corrected']);
    expect(signals(request, ...work, nice, nice, wait)).toEqual(['praised', 'praised']);
  });

  test('by nothing but a change is one of the files changed before, not of others', () => {
    const hello: Line = { user: 'hello' };
    expect(signals(request, ...work, hello, { edit: '/repo/src/a.ts' })).toEqual(['re-edited']);
    expect(signals(request, ...work, hello, { edit: '/repo/src/b.ts' })).toEqual([]);
  });

  test('against a file changed again is told once', () => {
    expect(
      signals(request, ...work, { user: 'perfect, and the port?' }, { edit: '/repo/src/a.ts' }),
    ).not.toContain('re-edited');
  });

  test('of a good thing in a longer order is its subject', () => {
    const long = 'describe the great new invoice parser release pipeline in the readme file';
    expect(signals(request, ...work, { user: long }, { edit: '/repo/README.md' })).not.toContain('praised');
    expect(signals(request, ...work, { user: 'great' })).toContain('praised');
  });

  test('of a good thing counts in a short order, and at length where nothing is ordered', () => {
    const order = 'describe great invoice parser release pipeline footer';
    expect(signals(request, ...work, { user: order })).toContain('praised');
    expect(signals(request, ...work, { user: `${order} header` })).not.toContain('praised');
    const long = 'perfect, invoice page footer link header menu search box';
    expect(signals(request, ...work, { user: long })).toContain('praised');
  });

  test('of a fault at length is one of the work only where nothing else was mended or made', () => {
    const fault: Line = { user: 'footer link header menu search broken' };
    const long: Line = { user: 'footer link header menu search box broken' };
    const elsewhere: Line[] = [{ edit: '/repo/src/b.ts' }, { edit: '/repo/src/c.ts' }];
    const told = (...lines: Line[]) => signals(request, ...lines).includes('complained');
    expect(told(...work, fault, ...elsewhere)).toBe(true);
    expect(told(...work, long, ...elsewhere)).toBe(false);
    expect(told(...work, long)).toBe(true);
    expect(told({ run: 'npm run image' }, long, ...elsewhere)).toBe(true);
  });

  test('as a question about the next step is none', () => {
    expect(signals(request, ...work, { user: 'merge the branches later?' })).not.toContain('next-step');
    expect(signals(request, ...work, { user: 'merge it later' })).toContain('next-step');
  });
});
