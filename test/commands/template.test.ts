import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quotePlaceholders, templateHead, templatesOf } from '../../src/commands/template.ts';
import { pathPlaceholder } from '../../src/mine/read/path-role.ts';

const templates = (line: string) => templatesOf(line, pathPlaceholder);

test.each([
  ['npm version 1.2.3 -m "Release 1.2.3"', ['npm version <version> -m <message>']],
  ['cd web && npm run build:prod 2>&1 | tail -3', ['npm run build:prod']],
  [
    'git add -A && git commit -m "fix: x y"; git push origin feature/x',
    ['git add -A', 'git commit -m <message>', 'git push origin <branch>'],
  ],
  ['FOO=1 npx -y vitest run test/foo.test.ts | grep -v x > out.txt', ['vitest run <test-file>']],
  [
    'python -m pytest tests/test_a.py -k "a or b" --maxfail=3',
    ['pytest <test-file> -k <message> --maxfail=<number>'],
  ],
  ['python3 scripts/release.py 1.2.3', ['python3 scripts/release.py <version>']],
  ["python -c 'print(1)'", ['python -c <script>']],
  ['gh api repos/o/r/pulls/12/comments', ['gh api repos/<name>/pulls/<number>/comments']],
  ['gh pr create --title "a b" --base main', ['gh pr create --title <message> --base main']],
  ['git show abc1234 --stat', ['git show <hash> --stat']],
  ['git log --oneline -10', ['git log --oneline -<number>']],
  ['timeout 30 uv run pytest', ['pytest']],
  ['for f in *.ts; do wc -l $f; done', ['wc -l <value>']],
  ['(cd web && npm test)', ['npm test']],
  ['npm t; npm test; npm run test', ['npm test']],
  ['pnpm --filter api test', ['pnpm test --filter <name>']],
  ['timeout 60 env A=b npm run lint', ['npm run lint']],
  ['bash -lc "npm ci && npm test | tail -3"', ['npm ci', 'npm test']],
  ['make clean verify', ['make clean verify']],
  ['npm test; echo "', []],
  ['Get-ChildItem  x | Select-Object Name', ['Get-ChildItem x | Select-Object Name']],
  ['# only a comment', []],
  ['echo done', ['echo <name>']],
])('%s', (command, expected) => {
  expect(templates(command)).toEqual(expected);
});

test('a here-document is no command', () => {
  const commit = 'git commit -m "$(cat <<\'EOF\'\nDon\'t (really) "break"\nrm -rf x\nEOF\n)"';
  expect(templates(commit)).toEqual(['git commit -m <message>']);
});

test('the head of a template is its program and action', () => {
  expect(templateHead('gh pr create --title <message>')).toBe('gh pr create');
  expect(templateHead('ls -la <path>')).toBe('ls');
});

test('a placeholder stands for a value, where a shell would read a redirection', () => {
  expect(templates(quotePlaceholders('gh pr view <pr> --json title'))).toEqual([
    'gh pr view <text> --json <name>',
  ]);
});

test('any text gives templates without throwing, and a template of a plain one is stable', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(templates(text)).toEqual(templates(text));
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z"'$()|&;<>\\\n #-]{0,40}$/), (text) => {
      templates(text);
    }),
  );
});
