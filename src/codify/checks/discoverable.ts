/** Nothing that the repository already says: a skill that repeats the README costs tokens and helps nobody. */

import { isEveryday } from '../../commands/deeds.ts';
import { stemWords } from '../../commands/stem.ts';
import { docThatSays } from '../../repository/documents.ts';
import { spansOf, userQuotesOf } from '../draft/line-parts.ts';
import { type Check, NOTE } from './check.ts';

/** Refuses a procedure that one document holds whole, and a rule of the user that a document states. */
export const checkDiscoverable: Check = ({ lines, context }) => {
  const docs = context.docs ?? [];
  const stated = lines
    .filter(({ text }) => !NOTE.test(text))
    .flatMap(({ text, line }) => {
      const quote = userQuotesOf(text).find(
        (words) => docThatSays(docs, words.replace(/[.!]+$/, ''), 'prose') !== null,
      );
      const doc = quote === undefined ? null : docThatSays(docs, quote.replace(/[.!]+$/, ''), 'prose');
      return doc === null || line === 0 ? [] : [refusal(`${doc.path} already states this rule`, line)];
    });
  const lessons = lines.filter(({ text }) => /^- The user |^ *- .* failed\b/.test(text));
  const commands = lines
    .filter(({ text }) => /^\d+\. /.test(text))
    .flatMap(({ text }) => spansOf(text).map(({ code }) => code))
    .filter((code) => !isEveryday(stemWords(code.split(' '))));
  if (lessons.length > 0 || commands.length < 2) return stated;
  const whole = docs.find(
    (doc) =>
      doc.kind === 'prose' &&
      commands.every((code) => docThatSays([doc], withoutPlaceholders(code)) !== null),
  );
  return whole === undefined
    ? stated
    : [...stated, refusal(`${whole.path} already tells all of these steps`)];
};

const withoutPlaceholders = (code: string): string => code.replace(/\s*"?<[a-z][a-z0-9-]*>"?.*$/, '');

function refusal(message: string, line?: number) {
  return { code: 'discoverable', message, held: false, ...(line === undefined ? {} : { line }) };
}
