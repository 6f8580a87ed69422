import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainToolCalls, singleToolCall } from '../../hooks/codex/script.ts';
import type { JsonObject, JsonValue } from '../../src/types.ts';

/** Texts that look like the code around them. */
const words = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '"',
        "'",
        '`',
        '\\',
        '${',
        '}',
        '{',
        '(',
        ')',
        '//',
        '/*',
        'tools.x({})',
        '\n',
        '$',
        'a',
      ),
    )
    .map((parts) => parts.join('')),
);

/** The three ways to spell a text, escaped as their quote needs it. */
const SPELLINGS: readonly ((text: string) => string)[] = [
  (text) => JSON.stringify(text),
  (text) => `'${text.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r')}'`,
  (text) => `\`${text.replace(/[\\`$]/g, '\\$&').replace(/\r/g, '\\x0d')}\``,
];
const spelling = fc.constantFrom(...SPELLINGS);

const values: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    words,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(words, tie('value'), { maxKeys: 3 }),
  ),
})).value;
const inputs = fc.dictionary(words, values, { maxKeys: 4 }) as fc.Arbitrary<JsonObject>;

/** Writes a value as JavaScript, its texts in the given spelling, with commas and comments where they may be. */
function spell(value: JsonValue, text: (text: string) => string): string {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return `[${value.map((item) => `${spell(item, text)}, `).join('')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${spell(item, text)},`);
  return `{ // it's "here\n${entries.join(' /* ` */ ')} }`;
}

describe('the arguments of a script', () => {
  test('are read as they are, however they are spelled', () => {
    fc.assert(
      fc.property(inputs, spelling, (input, text) => {
        const script = `// @exec: {"a": 1}\nconst r = await tools.x(${spell(input, text)});\ntext(/["'\`]/.test(r));`;
        expect(singleToolCall(script)).toEqual({ tool: 'x', input });
      }),
    );
  });

  test('mean what they mean to JavaScript', () => {
    const escapes = fc
      .array(
        fc.constantFrom(
          '\\n',
          '\\x41',
          '\\u0041',
          '\\u{1F600}',
          '\\0',
          '\\q',
          '\\\n',
          '\\$',
          "\\'",
          'a',
          '"',
        ),
      )
      .map((parts) => `'${parts.join('')}'`);
    fc.assert(
      fc.property(escapes, (literal) => {
        // The literal is made of the parts above alone.
        const value = new Function(`return ${literal};`)() as string;
        expect(singleToolCall(`tools.x(${literal})`)).toEqual({ tool: 'x', input: { input: value } });
      }),
    );
  });

  test('of several calls are read in order', () => {
    fc.assert(
      fc.property(fc.array(inputs, { minLength: 2, maxLength: 4 }), spelling, (list, text) => {
        const calls = list.map((input) => `tools.x(${spell(input, text)})`);
        const expected = list.map((input) => ({ tool: 'x', input }));
        expect(plainToolCalls(`await Promise.all([${calls.join(', ')}]);`)).toEqual(expected);
        expect(plainToolCalls(calls.map((call) => `await ${call};`).join('\n'))).toEqual(expected);
      }),
    );
  });

  test.each([
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the script's
    '`a${b}`',
    'a',
    '"a" + b',
    '{ ...a }',
    '{ a }',
    '{ [a]: 1 }',
    'f()',
    '"\\u12"',
    '-a',
    '1',
    '[1]',
    '',
  ])('are not guessed: %s', (argument) => {
    expect(singleToolCall(`tools.x(${argument})`)).toBeNull();
  });

  test('do not come from texts, comments and templates', () => {
    const script = 'const a = "tools.x({})"; // tools.y({})\nconst b = `tools.z({})`;';
    expect(singleToolCall(script)).toBeNull();
    expect(singleToolCall(`${script} tools.real({});`)).toEqual({ tool: 'real', input: {} });
  });
});

describe('calls of a longer script', () => {
  const A = 'await tools.a({})';
  const B = 'await tools.b({});';

  test.each([
    `const r = (${A}) || 0; ${B}`,
    `{ ${A}; } ${B}`,
    `if ((${A}).ok) text("ok"); ${B}`,
    `const { tools: t, r } = await f({ tools: 1, r: ${A} }); ${B}`,
    `${A}; return ${B}`,
  ])('are told where each runs once: %s', (script) => {
    expect(plainToolCalls(script).map(({ tool }) => tool)).toEqual(['a', 'b']);
  });

  test.each([
    `if (x) { ${A}; } ${B}`,
    `x && ${A}; ${B}`,
    `x ? 1 : ${A}; ${B}`,
    `r ??= ${A}; ${B}`,
    `for (const x of y) ${A}; ${B}`,
    `while (${A}) x(); ${B}`,
    `try { ${A}; } catch {} ${B}`,
    `const f = async () => ${A}; ${B}`,
    `if (x) return; ${A}; ${B}`,
    `process.exit(0); ${A}; ${B}`,
    `x?.f(${A}); ${B}`,
    `f(tools); ${A}; ${B}`,
    `tools["a"]({}); ${B}`,
    `tools.a?.({}); ${B}`,
    `${A}; ${B} text(`,
  ])('are not told where one may not, or where the script is none: %s', (script) => {
    expect(plainToolCalls(script)).toEqual([]);
  });
});

test('no text makes the reader throw', () => {
  fc.assert(
    fc.property(words, words, (before, after) => {
      singleToolCall(before);
      plainToolCalls(`${before}tools.x(${after}`);
    }),
  );
  expect(singleToolCall(`tools.x(${'['.repeat(100_000)}`)).toBeNull();
  expect(singleToolCall(`tools.x({}); a${'.a'.repeat(90_000)}`)).toBeNull();
});
