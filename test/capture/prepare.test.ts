import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editsOf } from '../../src/agents/edits.ts';
import { errorLine } from '../../src/capture/error-line.ts';
import { prepareEvent } from '../../src/capture/prepare.ts';
import { leftOut, shorten, shortenBetweenWords } from '../../src/capture/shorten.ts';
import { lineHash } from '../../src/lib/line-hash.ts';
import type { JsonObject, ParsedEvent } from '../../src/types.ts';

const event = (over: Partial<ParsedEvent>): ParsedEvent => ({
  id: 'e',
  sessionId: 's',
  at: 1,
  position: 0,
  kind: 'tool_result',
  origin: 'tool',
  ...over,
});

const TOKEN = ['ghp_', 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5'].join('');
const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(' ');

describe('shortening', () => {
  const cut = { head: 100, tail: 50 };

  test('short texts stay; long ones keep head and tail, and tell how much is gone', () => {
    expect(shorten('x'.repeat(200), cut)).toBe('x'.repeat(200));
    const long = `${'h'.repeat(100)}${'m'.repeat(1_000)}${'t'.repeat(50)}`;
    expect(shorten(long, cut)).toBe(`${'h'.repeat(100)}\n[… 1000 characters left out …]\n${'t'.repeat(50)}`);
    expect(leftOut(long, cut)).toBe('m'.repeat(1_000));
  });

  test('the result is never longer, and nothing of the rest is lost', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(50), fc.nat(300), fc.nat(300), (part, times, head, tail) => {
        const long = part.repeat(times);
        const short = shorten(long, { head, tail });
        expect(short.length).toBeLessThanOrEqual(long.length);
        const gone = leftOut(long, { head, tail });
        if (gone !== '') expect(short.replace(/\n\[… \d+ characters left out …\]\n/, () => gone)).toBe(long);
      }),
    );
  });

  test('no character is cut in half', () => {
    for (const head of [100, 101]) {
      for (const tail of [50, 51])
        expect(shorten('😀'.repeat(500), { head, tail })).not.toMatch(/\p{Surrogate}/u);
    }
  });

  test('between words, a word at the cut is whole or gone', () => {
    const all = new Set(words(500).split(' '));
    const kept = shortenBetweenWords(words(500), cut)
      .replace(/\n\[.*\]\n/, ' ')
      .split(' ');
    expect(kept.filter((word) => word !== '' && !all.has(word))).toEqual([]);
  });
});

describe('what is stored of a patch', () => {
  const name = fc.stringMatching(/^[a-z]{1,40}(?:\/[a-z]{1,40}){0,3}\.ts$/);
  const sections = fc.uniqueArray(fc.tuple(name, fc.nat(2_000)), {
    minLength: 1,
    maxLength: 8,
    selector: ([path]) => path,
  });

  test('tells each file it changed, however much of it was cut', () => {
    fc.assert(
      fc.property(sections, (files) => {
        const lines = files.flatMap(([path, letters]) => [
          `*** Update File: ${path}`,
          '@@',
          `+${'x '.repeat(letters / 2)}`,
        ]);
        const input = { input: ['*** Begin Patch', ...lines, '*** End Patch'].join('\n') };
        const stored = prepareEvent(event({ kind: 'tool_call', tool: 'apply_patch', input }));
        const edits = editsOf({ agent: 'codex', tool: 'apply_patch', input: stored.input ?? {} });
        expect(edits.map(({ path }) => path)).toEqual(files.map(([path]) => path));
      }),
    );
  });
});

describe('what is stored of an event', () => {
  test('a long output keeps head, tail, its size, and the line that tells the error', () => {
    const output = `start ${words(2_000)}\nTypeError: x is not a function\n${words(2_000)} end`;
    const stored = prepareEvent(event({ output, ok: false, meta: { exitCode: 1 } }));
    expect(stored.output).toMatch(/^start .*left out.* end$/s);
    expect(stored.output?.length).toBeLessThan(3_000);
    expect(stored.meta).toMatchObject({
      exitCode: 1,
      outputChars: output.length,
      errorLine: 'TypeError: x is not a function',
    });
  });

  test('of what was only read, less is kept than of what a command said', () => {
    const output = words(2_000);
    const length = (origin: ParsedEvent['origin']) =>
      prepareEvent(event({ output, origin })).output?.length ?? 0;
    for (const origin of ['file', 'web', 'mcp'] as const)
      expect(length(origin)).toBeLessThan(length('tool') / 2);
  });

  test('of a long edit, lines that were cut out stay recognisable', () => {
    const lines = Array.from({ length: 300 }, (_, index) => `const value${index} = ${index};`);
    const stored = prepareEvent(
      event({ kind: 'tool_call', origin: 'assistant', tool: 'Write', input: { content: lines.join('\n') } }),
    );
    expect(JSON.stringify(stored.input).length).toBeLessThan(2_000);
    expect(stored.meta?.lineHashes).toContain(lineHash(`   ${lines[150]}`));
    expect(stored.meta?.lineHashes).not.toContain(lineHash('const value999 = 1;'));
    expect(stored.meta?.lineHashes?.length).toBeLessThanOrEqual(200);
  });

  test('inputs are bounded, however wide or deep', () => {
    const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`k${index}`, words(50)]));
    const deep = JSON.parse(`${'{"a":'.repeat(900)}1${'}'.repeat(900)}`);
    const list = Array.from({ length: 10_000 }, () => [[[1]]]);
    const inputs: JsonObject[] = [wide, { deep }, { list }];
    for (const input of inputs) {
      expect(JSON.stringify(prepareEvent(event({ kind: 'tool_call', input })).input).length).toBeLessThan(
        20_000,
      );
    }
  });

  test('a secret is masked wherever it stands, also across a cut', () => {
    for (let before = 700; before < 10_000; before += 93) {
      const output = `${words(3_000).slice(0, before)} ${TOKEN} ${words(3_000)}`;
      expect(JSON.stringify(prepareEvent(event({ output, ok: false })))).not.toContain(TOKEN.slice(0, 12));
    }
    const everywhere = event({
      kind: 'tool_call',
      text: `a ${TOKEN}`,
      tool: `t ${TOKEN}`,
      input: { command: `x ${TOKEN}`, nested: [{ [`k ${TOKEN}`]: 1 }] },
      meta: { gitBranch: `b/${TOKEN}`, cwd: `/x ${TOKEN}` },
    });
    expect(JSON.stringify(prepareEvent(everywhere))).not.toContain(TOKEN.slice(4));
  });

  test('a secret is known by words that are cut off', () => {
    const key = Array.from({ length: 20 }, (_, line) =>
      `${line}MIIEpAIBAAKCAQEA7x9Jk2QbV5nT0wYh8LrC`.slice(0, 36),
    );
    const pem = [
      '-----BEGIN RSA PRIVATE KEY',
      '-----\n',
      key.join('\n'),
      '\n-----END RSA PRIVATE KEY-----',
    ].join('');
    for (const at of [100, 500, 700, 790]) {
      const inHead = words(3_000).slice(0, at) + pem + words(3_000);
      const inTail = words(3_000) + pem + words(3_000).slice(0, at);
      for (const output of [inHead, inTail]) {
        const stored = prepareEvent(event({ output })).output ?? '';
        expect(key.filter((line) => stored.includes(line))).toEqual([]);
      }
    }
    const value = 'tr0ub4dor3xQz7';
    for (let at = 1_180; at < 1_230; at++) {
      const output = `${words(3_000)} client_secret = ${value} ${words(3_000).slice(0, at)}`;
      expect(prepareEvent(event({ output })).output).not.toContain(value);
    }
  });

  test('what a database cannot hold is replaced, terminal codes are taken off', () => {
    const stored = prepareEvent(event({ output: 'a\u0000b\ud800c \u001b[31mred\u001b[0m', text: '\udc00' }));
    expect(stored).toMatchObject({ output: 'a\ufffdb\ufffdc red', text: '\ufffd' });
  });

  test('the same event gives the same row', () => {
    const output = words(5_000);
    expect(prepareEvent(event({ output }))).toEqual(prepareEvent(event({ output })));
  });
});

describe('the telling line of a failure', () => {
  test.each([
    ['Traceback (most recent call last):\n  File "a.py"\nKeyError: \'x\'', "KeyError: 'x'"],
    ['> test\nnpm ERR! missing script: x\nmore', 'npm ERR! missing script: x'],
    ['src/a.ts(3,1): error TS2304: Cannot find name', 'src/a.ts(3,1): error TS2304: Cannot find name'],
    ['ok 1\nls: cannot access x: No such file', 'ls: cannot access x: No such file'],
    ['error: pathspec did not match\nhint', 'error: pathspec did not match'],
    ['error[E0308]: mismatched types', 'error[E0308]: mismatched types'],
    ['one\ntwo\n\n', 'two'],
  ])('%j', (output, line) => {
    expect(errorLine(output)).toBe(line);
  });

  test('an empty output has none', () => {
    expect(errorLine(' \n')).toBeNull();
  });
});
