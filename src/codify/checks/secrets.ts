/** The last look for secrets before a text leaves the store. */

import type { Check } from './check.ts';

/** Refuses any line that the redactor would still change. */
export const checkSecrets: Check = ({ lines, context }) =>
  lines
    .filter(({ text }) => context.redact(text) !== text || /\[?REDACTED\b/i.test(text))
    .map(({ line }) => ({
      code: 'secrets',
      message: 'this line holds what looks like a secret',
      line,
      held: false,
    }));
