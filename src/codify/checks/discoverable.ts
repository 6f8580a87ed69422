/** Nothing that the repository already says: a skill that repeats the README costs tokens and helps nobody. */

import { isEveryday } from '../../commands/deeds.ts';
import { stemWords } from '../../commands/stem.ts';
import { docThatSays } from '../../repository/documents.ts';
import type { LineKind } from '../../skill/draft.ts';
import { codesOf, textsOf } from '../../skill/forms.ts';
import { fixedPart, ruleText } from '../input/stated.ts';
import { type Check, refuse } from './check.ts';

/** What a document that holds every step does not tell. */
const LESSONS: ReadonlySet<LineKind> = new Set<LineKind>(['rule', 'pitfall', 'alternative']);

/** Refuses a procedure that one document holds whole, and words of the user that a document states. */
export const checkDiscoverable: Check = ({ lines, context }) => {
  const docs = context.docs ?? [];
  const stated = lines
    .filter(({ line }) => line.kind !== 'description')
    .flatMap((line) =>
      textsOf(line.line, 'quote').flatMap((quote) => {
        const doc = docThatSays(docs, ruleText(quote), 'prose');
        return doc === null
          ? []
          : [refuse('discoverable', line, `${doc.path} already states this rule`, [quote])];
      }),
    );
  const commands = lines
    .filter(({ line }) => line.kind === 'step')
    .flatMap(({ line }) => codesOf(line))
    .filter((code) => !isEveryday(stemWords(code.split(' '))));
  if (lines.some(({ line }) => LESSONS.has(line.kind)) || commands.length < 2) return stated;
  const whole = docs.find(
    (doc) => doc.kind === 'prose' && commands.every((code) => docThatSays([doc], fixedPart(code)) !== null),
  );
  return whole === undefined
    ? stated
    : [...stated, refuse('discoverable', null, `${whole.path} already tells all of these steps`)];
};
