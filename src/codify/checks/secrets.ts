/** The last look for secrets before a text leaves the store. */

import { MASKED, OWN_FOLDER } from '../command-shape.ts';
import { spansOf } from '../line-parts.ts';
import type { Check } from './check.ts';

/** Refuses any line that the redactor would still change, and folders that tell whose machine this is. */
export const checkSecrets: Check = ({ lines, context }) => [
  ...lines
    .filter(({ text }) =>
      spansOf(text).some(({ code }) => code.split(' ').some((word) => OWN_FOLDER.test(word))),
    )
    .map(({ line }) => ({
      code: 'secrets',
      message: 'this line names a folder of one machine',
      line,
      held: false,
    })),
  ...lines
    .filter(({ text }) => context.redact(text) !== text || MASKED.test(text))
    .map(({ line }) => ({
      code: 'secrets',
      message: 'this line holds what looks like a secret',
      line,
      held: false,
    })),
];
