import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  hooksDisabled,
  type ReviewedHook,
  reviewedHooks,
  trustOf,
  withoutTrust,
  withTrust,
} from '../../installers/codex-trust.ts';
import { parseToml } from '../../src/lib/toml.ts';
import type { JsonObject } from '../../src/types.ts';

const FILE = '/home/dev/.codex/hooks.json';
const CONFIG = '/home/dev/.codex/config.toml';
const group = (handler: JsonObject = {}, more: JsonObject = {}) => ({
  ...more,
  hooks: [{ type: 'command', command: 'true', ...handler }],
});
const hooksOf = (hooks: JsonObject) => reviewedHooks({ path: FILE, hooks, command: 'true' });
const OURS = hooksOf({ SessionStart: [group()], Stop: [group()], SessionEnd: [group()] });
const trustIn = (text: string, hooks: ReviewedHook[] = OURS) => trustOf(parseToml(CONFIG, text), hooks);
const trusted = (text: string) => withTrust(CONFIG, text, OURS);

describe('what Codex reviews', () => {
  test.each([
    [
      'SessionStart',
      group(),
      'session_start',
      '696abd07fc74736ff2d809abef82925e1ea697cd2e547d73317c677b0d407441',
    ],
    [
      'Stop',
      group({ timeout: 30 }),
      'stop',
      '4e5beff43739d7a9608ce6244a0344b28c0e8530edf28ff1e021f4507e51f5fc',
    ],
    [
      'SessionEnd',
      group(),
      'session_end',
      '3a77f6214a1fc904ec3c34db73f74db5d254ba7cfe462739bd9d37a130a2839f',
    ],
    [
      'Interrupt',
      group({ timeout: 9 }),
      'interrupt',
      '461557090d383e4523d199ab0e90511c3fb32340392f729fc9796e6b2b485219',
    ],
    [
      'PreToolUse',
      group({ async: true, statusMessage: 'é "q"' }, { matcher: 'Bash' }),
      'pre_tool_use',
      '2ba22191a8849fba5d7172c0c3dabb6f168c17dc0b96254eec697f143075655d',
    ],
  ])('%s has the hash that Codex 0.169.0 writes', (event, entry, name, hash) => {
    expect(hooksOf({ [event]: [entry] })).toEqual([{ key: `${FILE}:${name}:0:0`, hash: `sha256:${hash}` }]);
  });

  test('a hook is named by its place among those of other tools', () => {
    const theirs = { hooks: [{ type: 'command', command: 'theirs' }] };
    const shared = { hooks: [...theirs.hooks, ...group().hooks] };
    expect(hooksOf({ Stop: [theirs, shared] }).map(({ key }) => key)).toEqual([`${FILE}:stop:1:1`]);
  });

  test('defaults written out, and keys Codex does not review, leave the hash as it is', () => {
    const hash = (entry: JsonObject) => hooksOf({ Stop: [entry] })[0]?.hash;
    expect(hash(group({ timeout: 600, async: false }, { note: 'x' }))).toBe(hash(group()));
    expect(hash(group({ timeout: 601 }))).not.toBe(hash(group()));
  });

  test.each<JsonObject>([{}, { Stop: null }, { Stop: [null, 1, {}] }, { Stop: [{ hooks: {} }] }])(
    '%j holds none of ours',
    (hooks) => expect(hooksOf(hooks)).toEqual([]),
  );
});

describe('whether Codex runs our hooks', () => {
  test('not before they were reviewed', () => {
    expect(trustIn('')).toBe('untrusted');
    expect(trustIn('model = "x"\n[hooks]\nstate = 7\n')).toBe('untrusted');
  });

  test('only when each of them is trusted, as it is now', () => {
    expect(trustIn(trusted(''))).toBe('trusted');
    expect(trustIn(withTrust(CONFIG, '', OURS.slice(1)))).toBe('untrusted');
    expect(trustIn(trusted('').replace(/sha256:..../, 'sha256:0000'))).toBe('untrusted');
  });

  test('not when the user switched one off, or all', () => {
    expect(trustIn(trusted('').replace('trusted_hash', 'enabled = false\ntrusted_hash'))).toBe('off');
    expect(hooksDisabled(parseToml(CONFIG, '[features]\nhooks = false\n'))).toBe(true);
    expect(hooksDisabled(parseToml(CONFIG, '[features]\nother = false\n'))).toBe(false);
  });

  test('without a hook there is nothing to trust', () => {
    expect(trustIn('', [])).toBe('untrusted');
  });
});

describe("trusting on the user's word", () => {
  const CONFIGS = {
    empty: '',
    plain: 'model = "x"\n',
    'without a last newline': 'model = "x"\n[tui]\ntheme = "dark"',
    'with CRLF': 'model = "x"\r\n\r\n[tui]\r\ntheme = "dark"\r\n',
    'with comments': '# mine\nmodel = "x" # here\n\n# [hooks.state."a"]\n',
    'with a BOM': '\uFEFFmodel = "x"\n',
    'with hooks of others': '[hooks.state."/x/hooks.json:stop:0:0"]\ntrusted_hash = "sha256:1"\n',
    'with text that looks like a table': 'notes = """\n[hooks.state]\nx\n"""\n',
  };

  test.each(Object.entries(CONFIGS))('a file %s keeps every byte, and gets them back', (_name, text) => {
    const after = trusted(text);
    expect(after.startsWith(text)).toBe(true);
    expect(trustIn(after)).toBe('trusted');
    expect(trusted(after)).toBe(after);
    expect(withoutTrust(after, OURS)).toBe(text);
  });

  test('a hook that changed since gets its one line changed', () => {
    const before = trusted('model = "x"\n').replace(OURS[1]?.hash ?? '', 'sha256:old');
    const after = trusted(before);
    expect(after).toBe(before.replace('sha256:old', OURS[1]?.hash ?? ''));
  });

  test('a hook the user switched off stays off', () => {
    const off = `[hooks.state.${JSON.stringify(OURS[0]?.key)}]\nenabled = false\n`;
    expect(trustIn(trusted(off))).toBe('off');
    expect(trusted(off).startsWith(off)).toBe(true);
  });

  test('a form that cannot be added to is refused, with the way Codex offers', () => {
    const inline = 'hooks = { state = {} }\n';
    expect(() => trusted(inline)).toThrow(/does not edit/);
  });

  test('what is no TOML is refused, by file, line and column', () => {
    expect(() => trusted('model = \n')).toThrow(/config\.toml:1:\d+ is not valid TOML/);
  });

  test('what Codex or the user wrote into our table since keeps it', () => {
    const touched = trusted('').replace('trusted_hash', 'note = 1\ntrusted_hash');
    expect(withoutTrust(touched, OURS)).toContain('note = 1');
  });

  test.each([
    ['right behind it', 'enabled = false\n'],
    ['after a comment', '\n# off for now\nenabled = false\n'],
  ])('what was written below our hash keeps its table: %s', (_name, below) => {
    const touched = trusted('') + below;
    expect(parseToml(CONFIG, withoutTrust(touched, OURS))).not.toHaveProperty('enabled');
    expect(withoutTrust(touched, OURS)).toContain('trusted_hash');
  });

  test('any text around survives adding and removing', () => {
    const lines = fc.array(fc.constantFrom('', '# c', '[t.x]', 'a = 1', '  ', '[t.y] # z', 'b = "[q]"'));
    fc.assert(
      fc.property(lines, fc.constantFrom('\n', '\r\n'), (parts, newline) => {
        const text = parts.join(newline);
        try {
          parseToml(CONFIG, text);
        } catch {
          return; // Keys or tables given twice: no TOML to begin with.
        }
        expect(withoutTrust(trusted(text), OURS)).toBe(text);
      }),
    );
  });
});
