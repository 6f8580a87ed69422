import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactEvent, redactJson } from '../../../src/capture/redact/redact-event.ts';
import type { ParsedEvent } from '../../../src/types.ts';
import { TOKENS } from './samples.ts';

const base: ParsedEvent = {
  id: 'e1',
  sessionId: 's1',
  at: 1,
  position: 0,
  kind: 'tool_result',
  origin: 'tool',
};
const anyToken = fc.oneof(...Object.values(TOKENS));

describe('an event', () => {
  test('carries no secret in any of its texts, at any depth, in keys and paths', () => {
    fc.assert(
      fc.property(anyToken, ({ text, core }) => {
        const event: ParsedEvent = {
          ...base,
          text: `use ${text}`,
          tool: `mcp__${text}`,
          output: `done ${text}`,
          input: { file_path: `/tmp/${text}/a.txt`, edits: [{ new_string: [`a ${text}`] }], [text]: 1 },
          meta: {
            errorLine: `bad key ${text}`,
            cwd: `/home/dev/${text}`,
            gitBranch: `feature/${text}`,
            command: text,
          },
        };
        expect(JSON.stringify(redactEvent(event))).not.toContain(core);
      }),
      { numRuns: 50 },
    );
  });

  test('keeps ids, times, kinds, numbers and flags', () => {
    const event: ParsedEvent = {
      ...base,
      toolUseId: 'toolu_1',
      ok: false,
      meta: { exitCode: 1, outputChars: 5, denied: true },
    };
    expect(redactEvent(event)).toEqual(event);
  });

  test('is not changed itself', () => {
    const text = ['gh', 'p_', 'a1B'.repeat(12)].join('');
    const event: ParsedEvent = { ...base, input: { command: text } };
    redactEvent(event);
    expect(event.input).toEqual({ command: text });
  });
});

describe('a JSON value', () => {
  test('takes a field’s name as a label of its value', () => {
    expect(redactJson({ password: 'hunter2!', user: 'hunter2!', tokens: 12 })).toEqual({
      password: '«secret:password»',
      user: 'hunter2!',
      tokens: 12,
    });
  });

  test('takes the name beside a value as its label', () => {
    const value = ['Tr0ub4', 'dor&3x!'].join('');
    expect(redactJson([{ name: 'DB_PASSWORD', value }])).toEqual([
      { name: 'DB_PASSWORD', value: '«secret:password»' },
    ]);
    expect(redactJson({ key: 'COLOUR', value })).toEqual({ key: 'COLOUR', value });
  });

  test('takes an option as a label of the next argument', () => {
    expect(redactJson(['--token', 'a1b2c3d4e5f6', '--verbose'])).toEqual([
      '--token',
      '«secret:token»',
      '--verbose',
    ]);
  });
});
