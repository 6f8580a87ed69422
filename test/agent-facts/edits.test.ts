import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editsOf } from '../../src/agents/edits.ts';
import type { AgentId, JsonObject } from '../../src/types.ts';

const changes = (agent: AgentId, tool: string, input: JsonObject) =>
  editsOf({ agent, tool, input }).map(({ path, change }) => `${change} ${path}`);

const patch = (...sections: string[]) => ['*** Begin Patch', ...sections, '*** End Patch', ''].join('\n');
const TWO_FILES = patch(
  '*** Update File: src/a.ts',
  '@@',
  '-old',
  '+new',
  '*** Add File: src/b.ts',
  '+first',
);

describe('the files a call changed', () => {
  test.each([
    ['claude-code', 'Edit', { file_path: '/r/a.ts', old_string: 'a', new_string: 'b' }, ['changed /r/a.ts']],
    ['claude-code', 'Edit', { file_path: '/r/a.ts', old_string: '', new_string: 'b' }, ['created /r/a.ts']],
    ['claude-code', 'Write', { file_path: '/r/a.ts', content: 'a' }, ['created /r/a.ts']],
    [
      'claude-code',
      'MultiEdit',
      { file_path: '/r/a.ts', edits: [{ old_string: 'a', new_string: 'b' }] },
      ['changed /r/a.ts'],
    ],
    [
      'claude-code',
      'NotebookEdit',
      { notebook_path: '/r/a.ipynb', new_source: 'print()' },
      ['changed /r/a.ipynb'],
    ],
    ['cursor', 'Write', { path: '/r/a.ts', contents: 'a' }, ['created /r/a.ts']],
    ['cursor', 'edit_file', { target_file: 'a.ts', code_edit: '// ...' }, ['changed a.ts']],
    ['cursor', 'Delete', { path: '/r/a.ts' }, ['deleted /r/a.ts']],
    ['codex', 'apply_patch', { input: TWO_FILES }, ['changed src/a.ts', 'created src/b.ts']],
    ['codex', 'apply_patch', { command: TWO_FILES }, ['changed src/a.ts', 'created src/b.ts']],
    ['codex', 'shell', { command: ['apply_patch', TWO_FILES] }, ['changed src/a.ts', 'created src/b.ts']],
    [
      'codex',
      'shell',
      { command: ['bash', '-lc', `cd /r && apply_patch <<'EOF'\n${TWO_FILES}EOF`] },
      ['changed src/a.ts', 'created src/b.ts'],
    ],
    // An export of one agent's session may name tools and fields as another does.
    ['codex', 'write_file', { file_path: 'a.ts', content: 'a' }, ['created a.ts']],
  ] as const)('%s: %s %j', (agent, tool, input, expected) => {
    expect(changes(agent, tool, input as unknown as JsonObject)).toEqual(expected);
  });

  test('of a patch that moves and deletes files are both names of the moved one and the deleted one', () => {
    const text = patch('*** Update File: a.ts', '*** Move to: b.ts', '@@', '+x', '*** Delete File: c.ts');
    expect(changes('codex', 'apply_patch', { input: text })).toEqual([
      'deleted a.ts',
      'created b.ts',
      'deleted c.ts',
    ]);
  });

  test('are none where the call only reads, runs or says not which', () => {
    expect(changes('claude-code', 'Read', { file_path: '/r/a.ts' })).toEqual([]);
    expect(changes('claude-code', 'Bash', { command: 'git apply fix.patch' })).toEqual([]);
    expect(changes('codex', 'shell', { command: 'cat notes-on-apply_patch.md' })).toEqual([]);
    expect(changes('claude-code', 'Edit', { file_path: 3, edits: 'x' })).toEqual([]);
    expect(editsOf({ agent: 'cursor' })).toEqual([]);
  });
});

describe('a patch', () => {
  const word = fc.stringMatching(/^[a-z]{1,8}$/);
  const section = fc.record({
    path: fc.array(word, { minLength: 1, maxLength: 3 }).map((names) => names.join('/')),
    added: fc.array(word, { maxLength: 3 }),
    removed: fc.array(word, { maxLength: 3 }),
  });

  test('of any number of files gives each with its own lines', () => {
    fc.assert(
      fc.property(fc.array(section, { maxLength: 5 }), fc.constantFrom('\n', '\r\n'), (sections, end) => {
        const lines = sections.flatMap(({ path, added, removed }) => [
          `*** Update File: ${path}`,
          '@@',
          ...removed.map((line) => `-${line}`),
          ...added.map((line) => `+${line}`),
        ]);
        const input = ['*** Begin Patch', ...lines, '*** End Patch'].join(end);
        expect(editsOf({ agent: 'codex', tool: 'apply_patch', input: { input } })).toEqual(
          sections.map((one) => ({ change: 'changed', ...one })),
        );
      }),
    );
  });

  test('of any text never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        editsOf({ agent: 'codex', tool: 'apply_patch', input: { input: `*** Begin Patch\n${text}` } });
      }),
    );
  });
});
