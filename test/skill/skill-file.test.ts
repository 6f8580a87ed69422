import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { bodyOffset, DESCRIPTION_LINE } from '../../src/skill/frontmatter.ts';
import { parseSkillFile, renderSkillFile } from '../../src/skill/skill-file.ts';

const GOOD = '---\nname: release\ndescription: Release it. Use when asked to release.\n---\n\n# Release\n';
const ran = globalThis as { hivemindTestRan?: string };

afterEach(() => {
  delete ran.hivemindTestRan;
});

describe('reading', () => {
  test('gives name, description, metadata and body', () => {
    const text = GOOD.replace('---\n\n#', 'metadata:\n  a: "1"\n---\n\n#');
    expect(parseSkillFile(text)).toEqual({
      file: {
        name: 'release',
        description: 'Release it. Use when asked to release.',
        metadata: { a: '1' },
        body: '# Release\n',
      },
    });
  });

  const payload = '{ name: (globalThis.hivemindTestRan = "yes", "release"), description: "x" }';
  test.each([
    'js',
    'javascript',
    'JS',
    ' js',
    '\tjavascript ',
    ' JavaScript',
    'json',
    'coffee',
    'coffeescript',
    'cson',
    'toml',
    'yaml',
    ' yml',
    'constructor',
    '__proto__',
    'toString',
  ])('executes nothing and reads nothing after "---%s"', (language) => {
    for (const newline of ['\n', '\r\n']) {
      const parsed = parseSkillFile(`---${language}${newline}${payload}${newline}---${newline}body`);
      expect(parsed).toEqual({ problem: 'names a language for its frontmatter' });
    }
    expect(ran.hivemindTestRan).toBeUndefined();
  });

  test.each(['!!js/function', '!!js/regexp', '!!js/undefined', '!<tag:yaml.org,2002:js/function>'])(
    'executes nothing for the YAML tag %s',
    (tag) => {
      const parsed = parseSkillFile(
        `---\nname: release\ndescription: ${tag} "function () { globalThis.hivemindTestRan = 'yes' }"\n---\nbody`,
      );
      expect(parsed).toHaveProperty('problem');
      expect(ran.hivemindTestRan).toBeUndefined();
    },
  );

  test.each([
    ['no frontmatter', '# Release'],
    ['no end', '---\nname: release\ndescription: x\n'],
    ['broken YAML', '---\nname: [release\n---\n'],
    ['a key of our own', GOOD.replace('name:', 'version: 1\nname:')],
    ['a name with capitals', GOOD.replace('release\n', 'Release\n')],
    ['a name with a double hyphen', GOOD.replace('release\n', 'a--b\n')],
    ['a name of 65 characters', GOOD.replace('release\n', `${'a'.repeat(65)}\n`)],
    ['no description', GOOD.replace(/description:.*/, 'description: ""')],
    ['a description of 1025 characters', GOOD.replace(/description:.*/, `description: ${'a'.repeat(1025)}`)],
    ['a number in metadata', GOOD.replace('name:', 'metadata: {a: 1}\nname:')],
    ['a list for frontmatter', '---\n- a\n---\n'],
    ['a file of a megabyte', GOOD + 'x'.repeat(1_000_000)],
  ])('names the problem: %s', (_what, text) => {
    expect(parseSkillFile(text)).toHaveProperty('problem');
  });

  test('never throws, whatever the file holds', () => {
    const piece = fc.constantFrom(
      '---',
      '\n',
      'js',
      'name: a',
      'description: b',
      '&a',
      '*a',
      '!!',
      '{',
      '[',
      ':',
      '"',
      '\r',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        expect(Object.keys(parseSkillFile(pieces.join('')))).toHaveLength(1);
      }),
    );
  });
});

describe('writing', () => {
  const line = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 80 })
    .map((text) => text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim());

  test('gives back every text that it wrote', () => {
    fc.assert(
      fc.property(line, line, fc.integer({ min: 1 }), (description, bodyLine, version) => {
        fc.pre(description !== '' && bodyLine !== '' && !/^-{3}/.test(bodyLine));
        const file = {
          name: 'release',
          description,
          metadata: { 'hivemind-version': String(version) },
          body: `# Release\n\n${bodyLine}\n`,
        };
        expect(parseSkillFile(renderSkillFile(file))).toEqual({ file });
      }),
    );
  });

  test('keeps the description on its line and knows where the body begins', () => {
    const description = `${'long words '.repeat(60)}: "end"`;
    const content = renderSkillFile({
      name: 'release',
      description,
      metadata: { a: '1' },
      body: '# Release\n\nText',
    });
    const lines = content.split('\n');
    expect(lines[DESCRIPTION_LINE - 1]).toContain('long words');
    expect(lines[bodyOffset(content)]).toBe('# Release');
  });
});
