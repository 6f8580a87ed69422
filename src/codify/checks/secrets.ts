/** The last look for secrets before a text leaves the store. */

import { codesOf } from '../../skill/forms.ts';
import { MASKED, OWN_FOLDER } from '../shared/command-shape.ts';
import { type Check, type CheckedLine, refuse } from './check.ts';

/** Refuses any line that the redactor would still change, and folders that tell whose machine this is. */
export const checkSecrets: Check = ({ lines, context }) => [
  ...lines.flatMap((line) => {
    const folders = codesIn(line)
      .flatMap((code) => code.split(/[\s()]+/))
      .filter((word) => OWN_FOLDER.test(word));
    return folders.length === 0
      ? []
      : [refuse('secrets', line, 'this line names a folder of one machine', folders)];
  }),
  ...lines
    .filter(({ text }) => context.redact(text) !== text || MASKED.test(text))
    .map((line) => refuse('secrets', line, 'this line holds what looks like a secret')),
];

const codesIn = ({ line, text }: CheckedLine): string[] => (line.kind === 'code' ? [text] : codesOf(line));
