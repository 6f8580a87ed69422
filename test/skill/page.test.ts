import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimOf } from '../../src/skill/claim.ts';
import { type Line, type LineKind, type StepLine, section, title } from '../../src/skill/draft.ts';
import { digestOf, hashOfFiles, layOut, readPage } from '../../src/skill/page.ts';
import { LINES } from './lines.ts';

const step = (command: string): StepLine => ({
  kind: 'step',
  do: 'run',
  label: 'Run',
  command,
  only: null,
  until: null,
  evidence: [],
});
const code: Line = { kind: 'code', language: 'sh', text: 'for f in *; do\n  echo $f\ndone', evidence: [] };

const IN_MARKDOWN = (Object.keys(LINES) as LineKind[]).filter((kind) => kind !== 'description');

describe('a file', () => {
  test('of any lines reads back as them', () => {
    const line = fc.oneof(...IN_MARKDOWN.flatMap((kind) => LINES[kind]));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
        const file = { path: 'SKILL.md', lines };
        expect(readPage(layOut(file))).toEqual(file);
      }),
    );
  });

  test('has the claim of each line of its text', () => {
    const lines = [title('a'), ...section('Steps', [step('make a'), code, step('make b')])];
    const { text, claims } = layOut({ path: 'SKILL.md', lines });
    const claiming = text
      .trimEnd()
      .split('\n')
      .map((one, index) => [one, claims[index]]);
    expect(claiming).toEqual([
      ['# A', null],
      ['', null],
      ['## Steps', null],
      ['', null],
      ['1. Run: `make a`', 'step make a'],
      ['   ```sh', claimOf(code)],
      ['   for f in *; do', claimOf(code)],
      ['     echo $f', claimOf(code)],
      ['   done', claimOf(code)],
      ['   ```', claimOf(code)],
      ['2. Run: `make b`', 'step make b'],
    ]);
  });

  test('that is a program keeps every line of it as it is', () => {
    const text = 'if true; then\n\n\n  1. x\nfi\n';
    const file = readPage({ path: 'scripts/a.sh', text });
    expect(layOut(file).text).toBe(text);
  });

  test('is named anew when a word of it changes', () => {
    const digest = (command: string) => digestOf({ path: 'references/a.md', lines: [step(command)] });
    expect(digest('make a')).not.toBe(digest('make b'));
  });
});

describe('the hash of files', () => {
  const files = [
    { path: 'SKILL.md', text: 'a\n' },
    { path: 'references/b.md', text: 'b\n' },
  ];

  test('is one whatever their order', () => {
    expect(hashOfFiles(files)).toBe(hashOfFiles([...files].reverse()));
  });

  test.each([
    ['a text', [files[0], { path: 'references/b.md', text: 'c\n' }]],
    ['a name', [files[0], { path: 'references/c.md', text: 'b\n' }]],
    ['where one ends', [{ path: 'SKILL.md', text: 'a\nreferences/b.md\n2\nb\n' }]],
    ['their number', [files[0]]],
  ])('changes with %s', (_what, others) => {
    expect(hashOfFiles(others.flatMap((file) => file ?? []))).not.toBe(hashOfFiles(files));
  });
});
