import { expect, test } from 'vitest';
import { printsOwnWords } from '../../src/commands/prints.ts';

test.each([
  'npm test 2>&1 | tail -20',
  'git status',
  'pnpm build && git add -A && git commit -m "x"',
  'make seed',
  './scripts/release.sh 1.2.0',
  'python scripts/gen.py',
  'go test ./... | grep -v ok',
  'git diff --stat',
  'ls -la docs',
  'find . -name "*.md"',
  'terraform plan --help',
  'git commit -m "$(cat <<\'EOF\'\nFix it\nEOF\n)"',
])('the project’s own run prints its own words: %s', (line) => {
  expect(printsOwnWords(line)).toBe(true);
});

test.each([
  'cat README.md',
  'npm test; cat README.md',
  'npm test | tail -5 README.md',
  'ls docs | xargs cat',
  'find docs -exec cat {} +',
  'git log -3',
  'git --no-pager show',
  'git diff main...theirs',
  'gh issue view 12 --json body',
  'curl -s https://docs.example',
  'echo "$(cat README.md)"',
  'echo `cat README.md`',
  'while read l; do echo $l; done < README.md',
  'node -e "console.log(1)"',
  'docker logs web',
  'npm view left-pad',
  'npm install',
  "echo 'never closed",
])('anybody’s words: %s', (line) => {
  expect(printsOwnWords(line)).toBe(false);
});
