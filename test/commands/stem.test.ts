import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { provenBy } from '../../src/commands/proves.ts';
import { stemWords } from '../../src/commands/stem.ts';

const stem = (line: string) => stemWords(line.split(' ')).join(' ');
const proof = (line: string) => provenBy(line.split(' '));

describe('program and action', () => {
  test.each([
    ['git commit -m x', 'git commit'],
    ['git stash pop', 'git stash pop'],
    ['git push origin main', 'git push'],
    ['gh pr create --title x', 'gh pr create'],
    ['gh cache list', 'gh cache list'],
    ['gh api graphql -f query=x', 'gh api graphql'],
    ['gh api repos/o/r', 'gh api'],
    ['docker compose up -d', 'docker compose up'],
    ['ls -la src', 'ls'],
    ['python scripts/release.py 1.2', 'python scripts/release.py'],
    ['python3 -c x', 'python3 -c'],
    ['./scripts/deploy.sh prod', './scripts/deploy.sh'],
    ['make -j4 verify', 'make verify'],
    ['mise run test:ci', 'mise run test:ci'],
    ['frob widget now', 'frob widget'],
    ['frob --unknown widget', 'frob'],
    ['CI=1 npm test', 'npm test'],
    ['/usr/bin/git status', 'git status'],
  ])('of %j is %j', (line, expected) => {
    expect(stem(line)).toBe(expected);
  });

  test.each([
    [
      'npm t',
      'sudo npm test',
      'sudo -u me npm test',
      'npm test',
      'npm run test',
      'npm run-script test',
      'npm --silent test',
    ],
    ['pnpm test', 'pnpm run test', 'pnpm --filter api test', 'pnpm -C web t'],
    ['yarn lint', 'yarn run lint'],
    [
      'vitest run',
      'npx vitest run',
      'npx -y vitest run a.test.ts',
      'pnpm exec vitest run',
      './node_modules/.bin/vitest run',
    ],
    ['pytest', 'python -m pytest', 'uv run pytest -x', 'poetry run pytest'],
    ['cargo test', 'cargo t'],
  ])('is one for %j and its like', (...lines) => {
    expect(new Set(lines.map(stem))).toEqual(new Set([stem(lines[0] ?? '')]));
  });

  test('of any words is some of them, the program first', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 12 }), { minLength: 1, maxLength: 6 }), (words) => {
        expect(stemWords(['prog', ...words])[0]).toBe('prog');
        expect(stemWords(words).length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('what a command proves', () => {
  test.each([
    ['npm test', 'test'],
    ['npm run test', 'test'],
    ['pnpm --filter api test', 'test'],
    ['yarn test:unit', 'test'],
    ['npx vitest run', 'test'],
    ['npx playwright test', 'test'],
    ['uv run pytest -k a', 'test'],
    ['node --test', 'test'],
    ['go test ./...', 'test'],
    ['./gradlew test', 'test'],
    ['bash scripts/test.sh', 'test'],
    ['npm run lint:fix', 'lint'],
    ['go vet ./...', 'lint'],
    ['cargo clippy', 'lint'],
    ['npx biome check .', 'lint'],
    ['npx tsc --noEmit', 'types'],
    ['npm run type-check', 'types'],
    ['cmake --build .', 'build'],
    ['docker build .', 'build'],
    ['npm run build', 'build'],
    ['prettier --check .', 'format'],
    ['cargo fmt --check', 'format'],
    ['npm run format:check', 'format'],
    ['make verify', 'check'],
    ['make check', 'check'],
    ['frob test', 'test'],
  ])('%j proves %j', (line, expected) => {
    expect(proof(line)).toBe(expected);
  });

  test.each([
    'npm ci',
    'npm install',
    'npx playwright install',
    'npm --help',
    'npm test --watch',
    'vitest --version',
    'npm run test:watch',
    'npm run dev',
    'vitest list',
    'cmake ..',
    'prettier --write .',
    'ruff format .',
    'cat tests',
    'rm -rf build',
    'git commit -m test',
    'gh pr checks',
    'make install',
    'make clean',
    'python scripts/release.py test',
    'test -f x',
  ])('%j proves nothing', (line) => {
    expect(proof(line)).toBeNull();
  });
});
