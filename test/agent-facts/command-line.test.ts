import { describe, expect, test } from 'vitest';
import { commandOf } from '../../src/agents/call.ts';
import { shellLine } from '../../src/agents/command-line.ts';

describe('the line a shell was given', () => {
  test.each([
    [['bash', '-lc', 'npm test && ls'], 'npm test && ls'],
    [['/bin/zsh', '-c', 'ls'], 'ls'],
    [['bash', 'run.sh', 'all'], 'bash run.sh all'],
    [['python', '-c', 'print()'], "python -c 'print()'"],
    [['git', 'commit', '-m', "it's done"], "git commit -m 'it'\\''s done'"],
    [[], ''],
  ])('of the words %j', (words, line) => {
    expect(shellLine(words)).toBe(line);
  });

  test.each([
    [{ command: 'ls' }, 'ls'],
    [{ cmd: 'ls' }, 'ls'],
    [{ command: '', cmd: 'ls' }, 'ls'],
    [{ command: ['sh', '-c', 'ls'] }, 'ls'],
    [{ file_path: 'a.ts' }, null],
    [{ command: 1 }, null],
    [undefined, null],
  ])('in the input %j', (input, line) => {
    const given = input === undefined ? {} : { input };
    expect(commandOf({ agent: 'codex', tool: 'shell', ...given })).toBe(line);
  });
});
