import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimOf } from '../../src/skill/claim.ts';
import type { LineKind } from '../../src/skill/draft.ts';
import { fieldsOf, readLine, sayLine } from '../../src/skill/forms.ts';
import { LINES } from './lines.ts';

const KINDS = (Object.keys(LINES) as LineKind[]).filter((kind) => kind !== 'code');

describe('a line of each kind', () => {
  test.each(KINDS)('%s reads back as what was said', (kind) => {
    fc.assert(
      fc.property(fc.oneof(...LINES[kind]), (line) => {
        expect(readLine(sayLine(line))).toEqual(line);
      }),
    );
  });

  test.each(KINDS)('%s has each of its texts in the words that are said', (kind) => {
    fc.assert(
      fc.property(fc.oneof(...LINES[kind]), (line) => {
        const said = sayLine(line).toLowerCase();
        // A deed's verb stands in the third person.
        for (const { role, text } of fieldsOf(line))
          expect(said).toContain((role === 'deed' ? text.replace(/^\w+/, '') : text).toLowerCase());
      }),
    );
  });
});

describe('a claim', () => {
  test('stays while the words around its content change', () => {
    const step = { kind: 'step', do: 'run', command: 'npm test', only: null, evidence: [] } as const;
    expect(claimOf({ ...step, label: 'Run the tests', until: null })).toBe(
      claimOf({ ...step, label: 'Test it', until: 'pass' }),
    );
  });

  test('of sayings that differ in case and marks is one', () => {
    const rule = { kind: 'rule', evidence: [] } as const;
    expect(claimOf({ ...rule, quote: 'Never commit to main!!' })).toBe(
      claimOf({ ...rule, quote: 'never commit to main' }),
    );
  });

  test('differs with the content', () => {
    const step = { kind: 'step', do: 'run', label: null, only: null, until: null, evidence: [] } as const;
    expect(claimOf({ ...step, command: 'npm test' })).not.toBe(claimOf({ ...step, command: 'npm run lint' }));
  });
});
