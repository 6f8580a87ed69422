import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SimpleCommand } from '../../src/commands/command-line.ts';
import { readCommandLine } from '../../src/commands/parse.ts';

const commandsOf = (line: string): SimpleCommand[] => readCommandLine(line)?.commands ?? [];
const valuesOf = (line: string) => commandsOf(line).map(({ words }) => words.map(({ value }) => value));
const spelled = (line: string) =>
  commandsOf(line).map(({ words }) => words.map(({ text }) => text).join(' '));

describe('the commands of a line', () => {
  test.each([
    ['npm test', ['npm test']],
    ['a && b || c; d & e | f\ng', ['a', 'b', 'c', 'd', 'e', 'f', 'g']],
    ['npm test \\\n  --silent # why', ['npm test --silent']],
    [`grep -E 'a|b' "x y"`, [`grep -E 'a|b' "x y"`]],
    ['(make a; make b) && { make c; }', ['make a', 'make b', 'make c']],
    ['for f in *.ts; do wc -l $f; done | tail -3', ['wc -l $f', 'tail -3']],
    ['if ! a; then b; elif c; then d; else e; fi', ['a', 'b', 'c', 'd', 'e']],
    ['case $x in y) a;; *) b;; esac', ['a', 'b']],
    ['f() { a; }; while b; do c; done', ['a', 'b', 'c']],
    ['cat > a.txt <<EOF\nrm -rf "x\nEOF\nnpm test', ['cat', 'npm test']],
    ['version=$(npm version patch) && echo $version', ['npm version patch', 'echo $version']],
    ['', []],
    ['# only a comment', []],
    ['A=1', []],
  ])('%j', (line, commands) => {
    expect(spelled(line)).toEqual(commands);
  });

  test('have their words as spelled and as values', () => {
    expect(commandsOf(`git tag -m 'it is' "$v" plain`)[0]?.words).toEqual([
      { text: 'git', value: 'git', quoted: false },
      { text: 'tag', value: 'tag', quoted: false },
      { text: '-m', value: '-m', quoted: false },
      { text: "'it is'", value: 'it is', quoted: true },
      { text: '"$v"', value: '$v', quoted: true },
      { text: 'plain', value: 'plain', quoted: false },
    ]);
  });

  test('a text that a here-document substitutes is the value of its word', () => {
    const line = `git commit -m "$(cat <<'EOF'\nDon't stop (yet)\n\nWhy: "x"\nEOF\n)" && git push`;
    expect(valuesOf(line)).toEqual([
      ['git', 'commit', '-m', `Don't stop (yet)\n\nWhy: "x"`],
      ['git', 'push'],
    ]);
  });

  test('have their redirections apart, and what they are fed', () => {
    const [test, cat, grep] = commandsOf(
      "npm test 2>&1 >> out.txt; cat > f <<'EOF'\nhi\nEOF\ngrep x <<< 'a b'",
    );
    expect(test?.redirections.map(({ text, target }) => [text, target])).toEqual([
      ['2>&1', '1'],
      ['>>out.txt', 'out.txt'],
    ]);
    expect(cat?.input).toBe('hi\n');
    expect(cat?.redirections.map(({ operator }) => operator)).toEqual(['>', '<<']);
    expect(grep?.input).toBe('a b');
    expect(test?.input).toBeNull();
  });

  test('know the operator behind them, and whether a pipe feeds them', () => {
    expect(commandsOf('a && (b; c) | d & e').map(({ operator, piped }) => [operator, piped])).toEqual([
      ['&&', false],
      [';', false],
      ['|', false],
      ['&', true],
      [null, false],
    ]);
  });

  test.each(['echo "open', "echo 'open", '(cd x && make', 'a &&', 'for f in x; do', 'gh pr view <pr>'])(
    '%j is no command line',
    (line) => {
      expect(readCommandLine(line)).toBeNull();
    },
  );

  test('a text beyond what anybody would call a command line is none', () => {
    expect(readCommandLine(`echo ${'x '.repeat(60_000)}`)).toBeNull();
  });

  test('a line with a loop, a condition or a function is a program', () => {
    const programs = ['for f in *; do rm $f; done', 'if a; then b; fi', 'f() { a; }'];
    expect(programs.map((line) => readCommandLine(line)?.isProgram)).toEqual([true, true, true]);
    expect(readCommandLine('(a; b) && { c; }')?.isProgram).toBe(false);
  });
});

describe('what only says how a program is run', () => {
  test.each([
    'time npm test',
    'timeout -k 5 60 npm test',
    'nohup nice -n 10 npm test &',
    'env CI=1 npm test',
    'CI=1 npm test',
    'command npm test',
    'bash -lc "npm test"',
    `sh -c 'CI=1 npm test'`,
    `bash -c "bash -c 'npm test'"`,
    'rtk npm test',
    'somewrapper npm test',
    'cd web && npm test',
    '(cd web && npm test)',
  ])('%j runs npm test', (line) => {
    expect(spelled(line)).toEqual(['npm test']);
  });

  test('beyond eight wrappers no more are taken off', () => {
    expect(spelled(`${'nohup '.repeat(9)}npm test`)).toEqual(['nohup npm test']);
  });

  test('git says itself where it runs', () => {
    expect(spelled('git -C web -c a=b --no-pager log --oneline')).toEqual(['git log --oneline']);
    expect(commandsOf('git -C web log')[0]?.place).toBe('web');
    expect(spelled('git --version')).toEqual(['git --version']);
  });

  test('a wrapper that wraps nothing is itself a command', () => {
    expect(spelled('env; command -v git; timeout 5')).toEqual(['env', 'command -v git', 'timeout 5']);
  });

  test('whose rights a program has is part of the command', () => {
    expect(spelled('time sudo -u me npm test')).toEqual(['sudo -u me npm test']);
  });

  test('variables are kept beside the command', () => {
    const [command] = commandsOf('A=1 env B="x y" npm test');
    expect(command?.env.map(({ name, value }) => [name, value])).toEqual([
      ['A', '1'],
      ['B', 'x y'],
    ]);
  });

  test.each([
    ['cd web && npm test', ['web']],
    ['(cd web && make a); make b', ['web', '']],
    ['cd web && cd ../api && make', ['api']],
    ['cd /srv/x && make; cd - && make', ['/srv/x', '']],
    ['cd web; bash -c "cd src && make"; make', ['web/src', 'web']],
    ['cd "$ROOT" && make', ['$ROOT']],
  ])('%j runs in %j', (line, places) => {
    expect(commandsOf(line).map(({ place }) => place)).toEqual(places);
  });
});

describe('what the success of a line proves', () => {
  const proven = (line: string) => commandsOf(line).map((command) => command.proven);

  test.each([
    ['a && b && c', [true, true, true]],
    ['a; b', [false, true]],
    ['a || b', [false, false]],
    ['a || b && c', [false, false, true]],
    ['a && b || true', [false, false, false]],
    ['a || exit 1', [true, false]],
    ['a || { b; exit 2; }', [true, false, false]],
    ['a | tail -3', [true, true]],
    ['! a', [false]],
    ['a & b', [false, true]],
    ['a &', [false]],
    ['(a; b) && c', [false, true, true]],
    ['set -e\na\nb', [false, true, true]],
    ['set -euo pipefail; a; b', [false, true, true]],
    ['for f in x; do a; done', [false]],
    ['if a; then b; fi', [false, false]],
    ['bash -c "a; b" && c', [false, true, true]],
    ['x=$(a) && b', [true, true]],
  ])('%j', (line, expected) => {
    expect(proven(line)).toEqual(expected);
  });
});

describe('PowerShell', () => {
  test.each([
    'Get-ChildItem -Path C:\\x | Select-Object Name',
    '$env:CI = "1"; npm test',
    '$files = Get-ChildItem; foreach ($f in $files) { $f }',
    'cd web; Remove-Item x',
  ])('%j is left whole', (line) => {
    const read = readCommandLine(line);
    expect(read?.language).toBe('powershell');
    expect(read?.commands.map(({ words }) => words.map(({ text }) => text))).toEqual([[line]]);
  });

  test('a here-document with such words in it is a shell’s', () => {
    expect(readCommandLine("cat <<'EOF'\nCo-Authored-By: x\nEOF")?.language).toBe('shell');
  });
});

describe('any text', () => {
  const shellish = fc.string({
    unit: fc.constantFrom(
      ...`ab "'\`$()<>|&;\\\n#E-={}[]!`,
      'cd ',
      'if ',
      'then ',
      'done',
      'EOF',
      'bash -c ',
    ),
    maxLength: 60,
  });

  test('is read or refused, and never throws', () => {
    fc.assert(
      fc.property(shellish, (line) => {
        for (const { words, place } of commandsOf(line)) {
          expect(words.length).toBeGreaterThan(0);
          expect(typeof place).toBe('string');
        }
      }),
    );
  });

  const word = fc
    .stringMatching(/^[a-z][a-z0-9./-]{0,8}$/)
    .filter((text) => !/^(?:if|do|for|in|fi|case|cd|time)$/.test(text));
  const quoted = fc
    .stringMatching(/^[a-z $"()|&;#<>\n]{0,12}$/)
    .map((text) => ({ text: `'${text}'`, value: text }));

  test('comes out as it was put together, whatever stands in its quotes', () => {
    const command = fc.tuple(
      fc.constant('prog'),
      fc.array(
        fc.oneof(
          word.map((text) => ({ text, value: text })),
          quoted,
        ),
        { maxLength: 4 },
      ),
    );
    fc.assert(
      fc.property(
        fc.array(command, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(' && ', '; ', ' | ', '\n', ' || '),
        (commands, operator) => {
          const line = commands
            .map(([program, args]) => [program, ...args.map(({ text }) => text)].join(' '))
            .join(operator);
          expect(valuesOf(line)).toEqual(
            commands.map(([program, args]) => [program, ...args.map(({ value }) => value)]),
          );
        },
      ),
    );
  });

  test('means the same inside brackets, behind a variable and in a shell of its own', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const line = ['prog', ...words].join(' ');
        const expected = valuesOf(line);
        for (const other of [
          `(${line})`,
          `{ ${line}; }`,
          `A=1 ${line}`,
          `bash -c '${line}'`,
          `cd x && ${line}`,
          `timeout 9 ${line}`,
        ])
          expect(valuesOf(other)).toEqual(expected);
      }),
    );
  });
});
