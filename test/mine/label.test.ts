import { expect, test } from 'vitest';
import { labelOf } from '../../src/mine/rank/label.ts';
import type { Episode } from '../../src/types.ts';

const label = (...goals: string[]) =>
  labelOf(goals.map((goal) => ({ prompt: goal, memory: { goal } }) as Episode));

test.each([
  [
    'what most requests share, as one of them says it',
    ['ok lets get back to main', 'before you do that, we need to get back to main', 'back to main'],
    'back to main',
  ],
  [
    'no address and no path',
    ['address https://forge.test/a/b/pull/88 comments', 'please address the review comments on src/a.ts'],
    'address the review comments',
  ],
  ['no code', ['fix `foo.bar()` in the parser', 'fix `baz()` in the parser'], 'in the parser'],
  ['not across the end of a sentence', ['Release. Tag it after that', 'Tag it then'], 'tag it after'],
  ['in a script without spaces', ['更新所有依赖包', '更新依赖包'], '更新所有依赖包'],
  ['the slash command where there is one', ['/ship it', '/ship that'], '/ship'],
])('a kind is named by %s', (_, goals, name) => {
  expect(label(...goals)).toBe(name);
});
