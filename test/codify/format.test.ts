import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkedLines } from '../../src/codify/checks/check.ts';
import { checkFormat } from '../../src/codify/checks/format.ts';
import { slug } from '../../src/codify/draft/name-work.ts';
import type { DescriptionLine, Line, SkillDraft } from '../../src/skill/draft.ts';
import { isSkillName } from '../../src/skill/name.ts';
import { digestOf } from '../../src/skill/page.ts';
import { parseSkillFile, renderSkillFile } from '../../src/skill/skill-file.ts';
import { draftOf } from '../support/drafts.ts';
import { problemsOfListing } from '../support/reference-validator.ts';
import { worldOf } from '../support/world.ts';

const { source, project } = worldOf([]);
const context = { source, project, redact: (text: string) => text, minSessions: 1, minDays: 1 };
const problemsOf = (draft: SkillDraft): string[] =>
  checkFormat({ draft, lines: checkedLines(draft, source), context }).map(({ message }) => message);

/** A description that reads as given, whatever it says. */
const describedAs = (text: string) => ({ kind: 'prose', text, evidence: [] }) as unknown as DescriptionLine;
const refusals = (name: string, description: string): string[] =>
  problemsOf({ ...draftOf(), name, description: describedAs(description) });

const names = fc.oneof(
  fc.stringMatching(/^[a-z0-9-]{0,70}$/),
  fc.stringMatching(/^[A-Za-z0-9_. -]{0,12}$/),
  fc.string({ unit: 'grapheme', maxLength: 10 }),
);
const descriptions = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.integer({ min: 1000, max: 1100 }).map((length) => 'x'.repeat(length)),
);

describe('the format', () => {
  test('is refused wherever the reference validator refuses the name or the description', () => {
    fc.assert(
      fc.property(names, descriptions, (name, words) => {
        const description = words.replace(/[\r\n]/g, ' ');
        if (problemsOfListing(name, description).length > 0)
          expect(refusals(name, description)).not.toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('is refused nowhere else, for a name in lower-case letters, digits and hyphens', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z0-9-]{1,70}$/),
        fc.stringMatching(/^[a-z .]{0,60}$/),
        (name, words) => {
          expect(refusals(name, words).length > 0).toBe(problemsOfListing(name, words).length > 0);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('of every name that is made from words is valid', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 6 }), (words) => {
        const name = slug(words);
        if (name !== null) expect(problemsOfListing(name, 'x')).toEqual([]);
        if (name !== null) expect(isSkillName(name)).toBe(true);
      }),
    );
  });

  test('of a written file reads back as it was, whatever the description holds', () => {
    fc.assert(
      fc.property(descriptions, (words) => {
        const description = words.replace(/[\p{C}\s]+/gu, ' ').trim();
        fc.pre(description !== '' && description.length <= 1024);
        const text = renderSkillFile({ name: 'a-b', description, metadata: { n: '1' }, body: '# T\n' });
        expect(parseSkillFile(text)).toMatchObject({ file: { name: 'a-b', description } });
        expect(text.split('\n')[2]).toMatch(/^description:/);
      }),
    );
  });
});

describe("a draft's other files", () => {
  const pointer = (path: string): Line => ({ kind: 'pointer', path, evidence: [] });
  const step: Line = { kind: 'rule', quote: 'never', evidence: [] };
  const file = (path: string) => ({ path, lines: [step] });
  const named = `references/more-${digestOf(file(''))}.md`;
  const withFiles = (first: Line[], ...paths: string[]) => {
    const draft = draftOf(...first);
    return problemsOf({ ...draft, files: [...draft.files, ...paths.map(file)] });
  };

  test('are named for what they hold, and pointed to once', () => {
    expect(withFiles([pointer(named)], named)).toEqual([]);
    expect(withFiles([], named)).toEqual([`${named} is not named for what it holds`]);
    expect(withFiles([pointer(named), pointer(named)], named)).toHaveLength(1);
    const other = 'references/more-00000000.md';
    expect(withFiles([pointer(other)], other)).toEqual([`${other} is not named for what it holds`]);
  });

  test('lie in the folders of the specification that are ours to fill', () => {
    for (const path of [`../more-${named.slice(-11)}`, `assets/more-${named.slice(-11)}`])
      expect(withFiles([], path)).toHaveLength(1);
  });

  test('that SKILL.md points to must be there', () => {
    expect(withFiles([pointer(named)])).toEqual([`there is no ${named}`]);
  });
});
