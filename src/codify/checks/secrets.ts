/** The last look for secrets before a text leaves the store. */

import { spansOf } from '../draft/line-parts.ts';
import { MASKED, OWN_FOLDER } from '../shared/command-shape.ts';
import { type Check, type CheckedLine, isScriptLine } from './check.ts';

/** Refuses any line that the redactor would still change, and folders that tell whose machine this is. */
export const checkSecrets: Check = ({ lines, context }) => [
  ...lines
    .filter((line) =>
      codeOf(line).some((code) => code.split(/[\s()]+/).some((word) => OWN_FOLDER.test(word))),
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

const codeOf = (line: CheckedLine): string[] =>
  isScriptLine(line) ? [line.text] : spansOf(line.text).map(({ code }) => code);
