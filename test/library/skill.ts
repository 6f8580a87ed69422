/** A skill for tests of the library, which takes what `verify` made; how a draft gets there is tested with codify. */

import { partHeading, type Skill } from '../../src/types.ts';

export function skillOf(name: string, text = 'Run the tests: `npm test`'): Skill {
  const skill = {
    candidateId: `candidate-${name}`,
    kind: 'procedure',
    name,
    description: `Do ${name}. Use when asked to ${name}.`,
    body: `# Title\n\n## Steps\n\n1. ${text}`,
    sessionIds: ['session-1', 'session-2', 'session-3'],
    receipts: [
      { line: 0, eventId: 'prompt-1', quote: name },
      { line: 5, eventId: 'call-1', quote: 'npm test' },
    ],
  };
  return skill as unknown as Skill;
}

/** The same with a reference file that holds `more`, named by `mark`. */
export function skillWithReference(name: string, mark: string, more: string): Skill {
  const plain = skillOf(name, `See ${mark}`);
  const path = `references/more-${mark}.md`;
  const body = `${plain.body}\n\n## More\n\n- Seen less often: \`${path}\`\n\n${partHeading(path)}\n\n# Title\n\n- ${more}`;
  const receipts = [
    ...plain.receipts,
    { line: 9, eventId: 'call-2', quote: 'b' },
    { line: 15, eventId: 'call-2', quote: 'b' },
  ];
  return { ...plain, body, receipts };
}

/** The same with a script that lists `marks`, named by `mark`; `call-2` and `call-3` are behind each of its lines. */
export function skillWithScript(name: string, mark: string, marks: readonly string[]): Skill {
  const plain = skillOf(name, `See ${mark}`);
  const path = `scripts/${name}-${mark}.sh`;
  const steps = `${plain.body}\n2. Run the script: \`bash ${path}\``;
  const body = `${steps}\n\n${partHeading(path)}\n\n${marks.map((one) => `echo ${one}`).join('\n')}`;
  const lines = [6, ...marks.map((_, index) => 10 + index)];
  const receipts = lines.flatMap((line) => [
    { line, eventId: 'call-2', quote: 'echo' },
    { line, eventId: `call-3-${line}`, quote: 'echo' },
  ]);
  return { ...plain, body, receipts: [...plain.receipts, ...receipts] };
}
