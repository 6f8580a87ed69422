import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LabelPattern, nextLabel } from '../../../src/capture/redact/label-search.ts';
import { LABEL_PATTERNS } from '../../../src/capture/redact/label-words.ts';

const WORDS = [
  ...['password', 'passwd', 'passphrase', 'pass', 'passing', 'pwd', 'PWD', 'secret', 'Token', 'credential'],
  ...[
    'api',
    'key',
    'Key',
    'access',
    'subscription',
    'shared access',
    'signing',
    'signature',
    'sig',
    'x-amz-',
  ],
];
const TIES = [
  '=',
  ': ',
  ' => ',
  '"',
  "'",
  ' ',
  '_',
  '-',
  '--',
  '.',
  '?',
  '&',
  '>',
  ' is ',
  ',',
  '\n',
  'é',
  'x1',
];

/** Where each match begins and ends. */
type Places = [number, number][];

function placesBySearch(text: string, pattern: LabelPattern): Places {
  const places: Places = [];
  let match = nextLabel(text, 0, pattern);
  for (; match !== null; match = nextLabel(text, match.index + 1, pattern)) {
    places.push([match.index, match.index + match[0].length]);
  }
  return places;
}

/** What a pattern finds when it is tried at every place. */
function placesEverywhere(text: string, { regexp }: LabelPattern): Places {
  const places: Places = [];
  for (let start = 0; start <= text.length; start++) {
    regexp.lastIndex = start;
    const match = regexp.exec(text);
    if (match !== null) places.push([start, start + match[0].length]);
  }
  return places;
}

const pieces = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 4, arbitrary: fc.constantFrom(...TIES) },
  { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
);

test.each(LABEL_PATTERNS.map((pattern, index) => [index, pattern] as const))(
  'the fast search finds what pattern %d finds when it is tried at every place',
  (_, pattern) => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        expect(placesBySearch(text, pattern)).toEqual(placesEverywhere(text, pattern));
      }),
      { numRuns: 2_000 },
    );
  },
);

test('a label is found however far its name reaches before the word', () => {
  const option = `--${'a'.repeat(32)}shared access-key=`;
  const found = LABEL_PATTERNS.map((pattern) => nextLabel(`run ${option}x`, 0, pattern)?.index ?? null);
  expect(found).toEqual([4 + 2 + 32, 3]);
});
