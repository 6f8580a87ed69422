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
