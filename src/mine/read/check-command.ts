/** Recognises the commands that check work, and those that hand it in. */

const CHECK =
  /(?:^|\s|[/:_-])(?:tests?|spec|specs|check|lint|typecheck|types|verify|validate|build|compile|ci|e2e|vet|clippy)(?:$|[\s:_-])/;
const CHECKERS =
  /^(?:pytest|vitest|jest|mocha|ava|tap|phpunit|rspec|tsc|eslint|biome|prettier|ruff|mypy|pyright|flake8|black|pylint|golangci-lint|shellcheck|hadolint|rubocop|ctest|cmake|tox|nox|playwright|cypress|swiftlint|ktlint|detekt)\b/;
const COMMIT =
  /^(?:git (?:commit|push|merge)|gh pr (?:create|merge)|glab mr (?:create|merge)|jj (?:commit|describe|git push))\b/;

/** `check`: tests, builds, linters · `commit`: hands the work in · null: neither. */
export function checkRun(template: string): 'check' | 'commit' | null {
  const commands = template.split(' && ');
  if (commands.some((command) => COMMIT.test(command))) return 'commit';
  return commands.some(isCheck) ? 'check' : null;
}

function isCheck(command: string): boolean {
  if (CHECKERS.test(command)) return true;
  const [program = '', ...words] = command.split(' ');
  if (/^(?:git|gh|cat|ls|rm|grep|find|mkdir|cp|mv|test)$/.test(program)) return false;
  const action = words.filter((word) => !word.startsWith('-')).slice(0, 3);
  return CHECK.test([program, ...action].join(' '));
}
