import { describe, expect, test } from 'vitest';
import { codify } from '../../src/codify/codify.ts';
import { mergeDrafts } from '../../src/codify/draft/merge.ts';
import { chooseParts, separationWith } from '../../src/codify/draft/recognise.ts';
import { verifySkill } from '../../src/codify/verify.ts';
import { claimOf } from '../../src/skill/claim.ts';
import type { Page } from '../../src/skill/page.ts';
import { pagesText } from '../support/drafts.ts';
import type { StepSpec } from '../support/step-spec.ts';
import { draftInput, PROJECT, type SessionSpec, worldOf } from '../support/world.ts';

/** Drafts and checks; every line must pass. */
function pages(specs: readonly SessionSpec[]): readonly Page[] {
  const world = worldOf(specs);
  const { candidate, source } = world;
  const result = codify(candidate, draftInput(world), {
    source,
    project: PROJECT,
    redact: (text) => text,
    minSessions: 3,
    minDays: 2,
  });
  if (result === null || !('skill' in result.verdict))
    throw new Error(JSON.stringify(result?.verdict ?? null));
  return result.verdict.skill.files;
}

const lines = (specs: readonly SessionSpec[]): string[] => pagesText(pages(specs)).split('\n');

const WORK: readonly StepSpec[] = [{ run: 'gh pr diff 12' }, { run: 'npm run audit' }];
const reviews = (change: (index: number) => Partial<SessionSpec> = () => ({}), count = 3): SessionSpec[] =>
  Array.from({ length: count }, (_, index) => ({
    goal: `please review the pull request of day ${'abcdefghij'[index]}`,
    steps: WORK,
    ...change(index),
  }));

describe('steps', () => {
  test('name the subagents that most sessions handed the work to, in one step', () => {
    const steps = [
      ...WORK,
      { delegate: 'team:security' },
      { delegate: 'team:speed' },
      { delegate: 'Explore' },
    ];
    expect(lines(reviews(() => ({ steps })))).toContain('3. Delegate to `team:security`, `team:speed`');
  });

  test('say where most sessions asked the user', () => {
    const steps = [{ call: 'AskUserQuestion' }, ...WORK];
    expect(lines(reviews(() => ({ steps })))).toContain('1. Ask the user which way to go.');
  });

  test('hand work in in the only order there is, also where sessions pushed before they committed again', () => {
    const steps = [...WORK, { run: 'git push' }, { run: 'npm run more' }, { run: 'git commit -m "Mend it"' }];
    const found = lines(reviews(() => ({ steps }))).filter((line) => /git (?:push|commit)/.test(line));
    expect(found).toEqual(['3. Commit: `git commit -m "<message>"`', '5. Push: `git push`']);
  });

  test('are drawn from sessions that ended in silence too, and from none that was corrected', () => {
    const specs = reviews(
      (index) => ({
        outcome:
          (['accepted', 'unknown', 'unknown', 'corrected', 'corrected', 'corrected'] as const)[index] ??
          'failed',
        steps: index < 3 ? WORK : [{ run: 'npm run wrong' }],
      }),
      6,
    );
    expect(lines(specs).join('\n')).toContain('npm run audit');
    expect(lines(specs).join('\n')).not.toContain('npm run wrong');
  });

  test('tell below them what got past their failure, where two sessions agree', () => {
    const steps: StepSpec[] = [
      { run: 'gh pr diff 12' },
      { run: 'npm run audit', error: 'error: lock file is missing' },
      { run: 'make lock' },
      { run: 'npm run audit' },
    ];
    const specs = reviews(() => ({ steps, fixes: [{ failed: 1, repaired: 2 }] }));
    expect(lines(specs)).toContain(
      '   - If it failed with `error: lock file is missing`, this worked: `make lock`',
    );
  });
});

describe('files', () => {
  test('that most sessions changed are a step, by what stays of their paths', () => {
    const specs = reviews((index) => ({
      steps: [...WORK, { edit: `docs/reports/${'abc'[index]}-review.md` }],
    }));
    expect(lines(specs)).toContain('3. Update `docs/reports/<name>-review.md`');
  });

  test('of the agents themselves, and of other places, are not', () => {
    const odd = [{ edit: '.claude/settings.json' }, { edit: 'CLAUDE.md' }, { edit: '../other/x.ts' }];
    const specs = reviews(() => ({ steps: [...WORK, ...odd] }));
    expect(lines(specs).join('\n')).not.toContain('Update');
  });
});

describe("the users' own words", () => {
  test('are no pitfall for being a correction', () => {
    const objection = 'pull in the latest and try that again please';
    const specs = reviews(() => ({ steps: [{ run: 'npm run audit', objection }, ...WORK] }));
    expect(lines(specs).join('\n')).not.toContain('try that again');
  });

  test('are no step for what they asked for later: neither done unasked nor told as what comes next', () => {
    const specs = reviews((index) => ({ next: ['commit this', 'ok commit it all', 'commit'][index] ?? '' }));
    expect(lines(specs).join('\n')).not.toContain('ommit');
  });
});

describe('a dangerous line', () => {
  test('besides the steps goes, so that the skill need not wait', () => {
    const specs = reviews(
      (index) => ({
        steps: index < 2 ? [...WORK, { run: 'git push --force origin x' }] : WORK,
      }),
      5,
    );
    expect(lines(specs).join('\n')).not.toContain('--force');
  });
});

describe('merging', () => {
  const draft = (specs: SessionSpec[]) => {
    const world = worldOf(specs);
    const { candidate, source } = world;
    const context = { source, project: PROJECT, redact: (text: string) => text, minSessions: 3, minDays: 2 };
    const result = codify(candidate, draftInput(world), context);
    if (result === null) throw new Error('nothing was drafted');
    return { draft: result.draft, context };
  };
  const more = () =>
    reviews((index) => ({
      goal: `review the pull request, number ${'xyz'[index]} is ready`,
      rules: ['never merge before the audit'],
    }));

  test('adds the lines that ours lacks, each with its evidence, and passes every check', () => {
    const ours = draft(reviews()).draft;
    const { draft: other, context } = draft(more());
    const merged = mergeDrafts(ours, other);
    const known = new Set(ours.files.flatMap((file) => file.lines).map(claimOf));
    const added =
      merged?.files.flatMap((file) => file.lines).filter((line) => !known.has(claimOf(line))) ?? [];
    expect(added.map(claimOf)).toContain('rule never merge before the audit');
    expect(added.every(({ evidence }) => evidence.length > 0)).toBe(true);
    expect(verifySkill(other, context)).toHaveProperty('skill');
  });

  test('changes nothing where there is nothing to add', () => {
    const { draft: ours } = draft(reviews());
    expect(mergeDrafts(ours, ours)).toBeNull();
  });
});

describe('a description', () => {
  const others = ['fix the login page', 'add a button to the page', 'why is the page slow'];
  const own = ['cut a release', 'cut the release now', 'please cut it'].map((text, index) => ({
    sessionId: `s${index}`,
    text,
  }));
  const part = (quote: string, index: number) => ({ eventId: `e${index}`, quote, sessionId: `s${index}` });

  test('holds the phrasings that tell its requests from others, and none that do not', () => {
    const parts = [part('cut a release', 0), part('the page', 9)];
    expect(chooseParts({ base: 'Ship.', own, others }, parts, { least: 2, most: 4 })).toEqual([parts[0]]);
  });

  test('is tried on the requests of each session without the words of that session', () => {
    const trial = { base: 'Ship.', own: own.slice(0, 1), others };
    expect(separationWith(trial, [part('cut a release', 0)])).toBe(0.5);
    expect(separationWith(trial, [part('cut a release', 1)])).toBe(1);
  });
});
