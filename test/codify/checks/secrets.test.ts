/** The last look for secrets: what the redactor would change, what it has masked, and whose machine it was. */

import { expect, test } from 'vitest';
import { checkSecrets } from '../../../src/codify/checks/secrets.ts';
import { line, messagesOf, refusalsOf } from './sessions.ts';

const run = (command: string) =>
  line({ kind: 'step', only: null, until: null, do: 'run', label: null, command });
const redact = (text: string) => text.replace('hunter2', '***');
const said = (command: string) => messagesOf(checkSecrets, {}, { lines: [run(command)], redact });
const SECRET = ['this line holds what looks like a secret'];

test('a line that the redactor would change, or has changed, is refused', () => {
  expect(said('deploy hunter2')).toEqual(SECRET);
  expect(said('deploy «secret:token»')).toEqual(SECRET);
  expect(said('deploy')).toEqual([]);
});

test('a folder of one machine is refused in a command and in a program, not in words', () => {
  const FOLDER = ['this line names a folder of one machine'];
  expect(said('cat /home/ada/a')).toEqual(FOLDER);
  expect(said('cat (/home/ada/a)')).toEqual(FOLDER);
  const code = line({ kind: 'code', language: 'bash', text: 'cat /home/ada/a' });
  expect(messagesOf(checkSecrets, {}, { lines: [code] })).toEqual(FOLDER);
  const [refusal] = refusalsOf(checkSecrets, {}, { lines: [run('cat b /home/ada/a')] });
  expect(refusal?.words).toEqual(['/home/ada/a']);
  const words = line({ kind: 'rule', quote: 'never touch /home/ada/a' });
  expect(messagesOf(checkSecrets, {}, { lines: [words] })).toEqual([]);
});
