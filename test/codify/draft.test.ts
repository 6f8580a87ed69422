import { describe, expect, test } from 'vitest';
import { draftSkill } from '../../src/codify/draft/draft.ts';
import { projectBackground } from '../../src/codify/input/background.ts';
import { claimOf } from '../../src/skill/claim.ts';
import type { SkillDraft } from '../../src/skill/draft.ts';
import { sayLine } from '../../src/skill/forms.ts';
import { textOf } from '../support/drafts.ts';
import { draftInput, PROJECT, releases, type SessionSpec, worldOf } from '../support/world.ts';

const draftOf = (specs: readonly SessionSpec[], taken: readonly string[] = []): SkillDraft | null => {
  const world = worldOf(specs);
  return draftSkill(world.candidate, draftInput(world, { takenNames: new Set(taken) }));
};

describe('a procedure', () => {
  test('has the steps that most accepted sessions share, in their order, with what varied as placeholders', () => {
    const steps = textOf(draftOf(releases()))
      .split('\n')
      .filter((line) => /^\d+\. /.test(line));
    expect(steps).toEqual([
      '1. Update `CHANGELOG.md`',
      '2. Run the tests: `npm test`. Go on only when it passes.',
      '3. Bump the version: `npm version <version>`',
      '4. Commit: `git commit -am "<message>"`',
      '5. Push: `git push --follow-tags`',
      '6. Publish the package: `npm publish`',
    ]);
  });

  test('shows what a placeholder stood for when the values are plain words, and no text that was typed', () => {
    const text = textOf(draftOf(releases()));
    expect(text).toContain('- `<version>`: so far `minor`, `patch`');
    expect(text).not.toContain('panic');
  });

  test('keeps what stays of the name of a file that varies', () => {
    const specs = releases().map((spec, index) => ({
      ...spec,
      steps: spec.steps.map((step) =>
        step.run?.includes('npm test')
          ? { ...step, run: `npm test -- test/part-${'abcdefgh'[index]}.test.ts` }
          : step,
      ),
    }));
    expect(textOf(draftOf(specs))).toContain('`npm test -- test/part-<name>.test.ts`');
  });

  test('tells what failed and what worked instead, where it came up in two sessions', () => {
    const twice = [...releases(), ...releases().slice(-1)];
    expect(textOf(draftOf(twice))).toContain(
      '- `npm publish` failed with `npm error code E402 Payment Required`. What worked: `npm publish --access public`',
    );
  });

  test('keeps a rule of the user in the words they used', () => {
    expect(textOf(draftOf(releases()))).toContain('“never push tags before the tests pass”');
  });

  test('says what it does and when to use it', () => {
    const draft = draftOf(releases());
    const text = draft === null ? '' : sayLine(draft.description);
    expect(text).toBe(
      'Updates `CHANGELOG.md`, runs the tests, bumps the version and publishes the package. Use for requests such as “cut a release”.',
    );
  });

  test('counts only steps that worked in accepted sessions', () => {
    const specs = releases().map((spec) => ({
      ...spec,
      steps: spec.steps.map((step) => (step.run === 'npm publish' ? { ...step, ok: false } : step)),
    }));
    expect(textOf(draftOf(specs))).not.toMatch(/^\d+\. .*npm publish`/m);
  });

  test('leaves out a step that one session alone took', () => {
    const [first, ...rest] = releases();
    const odd = { ...first, steps: [...(first?.steps ?? []), { run: 'npm run odd' }] } as SessionSpec;
    expect(textOf(draftOf([odd, ...rest]))).not.toContain('odd');
  });

  test('is not drafted when the sessions share nothing', () => {
    const specs = ['make a', 'cargo build', 'npm run b'].map((run, index) => ({
      goal: `thing ${index}`,
      steps: [{ run }],
    }));
    expect(draftOf(specs)).toBeNull();
  });

  test('comes out alike whatever the order in which the episodes arrive', () => {
    const { candidate, episodes, source } = worldOf(releases());
    const input = { source, project: PROJECT, takenNames: new Set<string>() };
    const reversed = draftSkill(candidate, { ...input, episodes: [...episodes].reverse() });
    expect(reversed).toEqual(draftSkill(candidate, { ...input, episodes }));
  });

  test('every line that claims something names the events behind it', () => {
    const lines = draftOf(releases())?.files.flatMap((file) => file.lines) ?? [];
    expect(lines.filter((line) => claimOf(line) !== null && line.evidence.length === 0)).toEqual([]);
  });
});

describe('the name', () => {
  test('comes from the verb and object that the requests share', () => {
    const specs = [
      'address the review comments on PR 12',
      'Can you address review comments?',
      'address all review comments now',
    ];
    const steps = [{ run: 'npm test' }, { run: 'gh pr view 7 --comments' }];
    expect(draftOf(specs.map((goal) => ({ goal, steps })))?.name).toBe('address-review-comments');
  });

  test('is none where the requests share no words: nothing stands on commands alone', () => {
    const specs = ['12', 'PROJ-77', 'weiter'].map((goal) => ({
      goal,
      steps: [{ run: 'npm version patch' }, { run: 'npm publish' }],
    }));
    expect(draftOf(specs)).toBeNull();
  });

  test('holds no number, date or ticket', () => {
    expect(draftOf(releases())?.name).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
  });

  test('is another one when it is taken, and none when all are', () => {
    expect(draftOf(releases(), ['release'])?.name).toBe('release-and-test');
    expect(draftOf(releases(), ['release', 'release-and-test', 'bump-version-and-publish'])).toBeNull();
  });

  test('stays what it was for a candidate that has a skill', () => {
    const { candidate, episodes, source } = worldOf(releases());
    const draft = draftSkill(candidate, {
      episodes,
      source,
      project: PROJECT,
      takenNames: new Set(),
      knownName: 'ship-it',
    });
    expect(draft?.name).toBe('ship-it');
  });
});

test('what some sessions did, but not most, and hardly any other work, stands apart from the steps', () => {
  const extra = (spec: SessionSpec, index: number): SessionSpec =>
    index < 2 ? { ...spec, steps: [...spec.steps, { run: 'npm run announce' }] } : spec;
  const five = [...releases().slice(0, 3), ...releases().slice(0, 2)].map((spec, day) => ({ ...spec, day }));
  const world = worldOf(five.map(extra));
  const other = worldOf(
    Array.from({ length: 9 }, () => ({ goal: 'mend the page', steps: [{ run: 'make' }] })),
  );
  const background = projectBackground([...world.episodes, ...other.episodes], PROJECT.root);
  const lines = textOf(draftSkill(world.candidate, draftInput(world, { background }))).split('\n');
  expect(lines).toContain('## Where it applies');
  expect(lines).toContain('- `npm run announce`');
});

test('a command that held a secret, or is a program of one machine, is no step', () => {
  const odd = [
    { run: 'curl -H "Authorization: «secret:bearer»" api.internal' },
    { run: 'deploy --key=«secret:aws»' },
    { run: '/home/kim/bin/deploy now' },
  ];
  const specs = releases().map((spec) => ({ ...spec, steps: [...odd, ...spec.steps] }));
  expect(textOf(draftOf(specs))).toBe(textOf(draftOf(releases())));
});

test('a folder of one machine that a command is given is a placeholder', () => {
  const odd = { run: 'make install PREFIX=/home/kim/.local' };
  const specs = releases().map((spec) => ({ ...spec, steps: [odd, ...spec.steps] }));
  expect(textOf(draftOf(specs))).toContain('1. `make install PREFIX=<file>`');
});
