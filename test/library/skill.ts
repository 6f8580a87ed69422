/** A skill for tests of the library, which takes what `verify` made; how a draft gets there is tested with codify. */

import type { Skill } from '../../src/types.ts';

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
