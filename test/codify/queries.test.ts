import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codify } from '../../src/codify/codify.ts';
import { onOneLine, typicalQuery } from '../../src/codify/shared/queries.ts';
import { verifySkill } from '../../src/codify/verify.ts';
import { reworded, textOf } from '../support/drafts.ts';
import { draftInput, PROJECT, type SessionSpec, worldOf } from '../support/world.ts';

const query = (number: number, fields: string) =>
  `query='\n{\n  thread(id: ${number}, first: ${number}0) {\n    ${fields}\n  }\n}'`;
const spellings = (...words: string[]) =>
  words.map((word, index) => ({ word, sessionId: `session-${index}` }));

describe('the typical query of several sessions', () => {
  test('has only names that most of them used, and placeholders for what names one thing', () => {
    const found = typicalQuery(
      'gh',
      spellings(query(1, 'body path'), query(2, 'body path createdAt'), query(3, 'body')),
    );
    expect(found).toMatchObject({
      text: `query='{ thread(id: <id>, first: 10) { body path } }'`,
      placeholders: ['id'],
    });
  });

  test('is none where each session asked for something else', () => {
    expect(typicalQuery('gh', spellings(query(1, 'body'), `query='{ viewer { login } }'`))).toBeNull();
  });

  test('is none for a program, a text, or a query with a comment', () => {
    const same = (word: string) => spellings(word, word);
    expect(typicalQuery('python3', same(query(1, 'body')))).toBeNull();
    expect(typicalQuery('gh', same("'Fix\nthe bug'"))).toBeNull();
    expect(typicalQuery('gh', same("'{\n # ignore\n a }'"))).toBeNull();
  });

  test('does not depend on the order of the sessions', () => {
    const words = [query(1, 'body path'), query(2, 'path body'), query(3, 'body path login')];
    const texts = fc.shuffledSubarray(words, { minLength: 3 });
    fc.assert(
      fc.property(texts, (shuffled) => {
        expect(typicalQuery('gh', spellings(...shuffled))?.text).toBe(
          typicalQuery('gh', spellings(...words))?.text,
        );
      }),
    );
  });
});

test('a word that is no query stays as it is', () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !/[{[]|query|mutation|select|with|insert|update|delete/i.test(text)),
      (text) => {
        expect(onOneLine(text)).toBe(text);
      },
    ),
  );
});

describe('a query that varied between sessions', () => {
  const specs: SessionSpec[] = [1, 2, 3].map((number) => ({
    goal: 'answer the review comments',
    steps: [
      { edit: 'src/cart.ts' },
      { run: `gh api graphql -f ${query(number, number === 2 ? 'body path createdAt' : 'body path')}` },
      { run: 'scripts/reply' },
    ],
  }));
  const world = worldOf(specs);
  const { source } = world;
  const context = { source, project: PROJECT, redact: (text: string) => text, minSessions: 3, minDays: 2 };
  const codified = codify(world.candidate, draftInput(world), context);

  test('stands in the skill as the sessions agree on it', () => {
    const text = textOf(codified?.draft ?? null);
    expect(text).toContain("`gh api graphql -f query='{ thread(id: <id>, first: 10) { body path } }'`");
    expect(codified?.verdict).toHaveProperty('skill');
  });

  test.each([
    ['body path', 'body secretToken'],
    ['{ body path }', '{ body path createdAt login }'],
    ['<id>', '7'],
  ])('is refused when a word of it is another: %s', (find, replace) => {
    const draft = codified?.draft;
    if (draft === undefined) throw new Error('nothing was drafted');
    const verdict = verifySkill(
      reworded(draft, (text) => text.replace(find, replace)),
      context,
    );
    expect('refusals' in verdict && verdict.refusals.some(({ code }) => code === 'grounding')).toBe(true);
  });
});
