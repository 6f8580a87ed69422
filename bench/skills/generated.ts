/** Kinds of work made up from pools, with what a skill of each must and must not hold. */

import type { StepSpec } from '../../test/support/step-spec.ts';
import type { SessionSpec } from '../../test/support/world.ts';

export interface GeneratedKind {
  label: string;
  sessions: SessionSpec[];
  /** Commands (without what varies) and paths that every session has in common. */
  required: string[];
  /** Commands of one session only. */
  forbidden: string[];
}

const VERBS = [
  'add',
  'migrate',
  'publish',
  'refresh',
  'rotate',
  'sync',
  'review',
  'document',
  'seed',
  'archive',
];
const OBJECTS = [
  'invoice template',
  'search index',
  'price list',
  'partner feed',
  'mail queue',
  'session keys',
  'audit log',
  'map tiles',
];
const WISHES = [
  'please %',
  'can you % today?',
  'we need to % before noon',
  '% again',
  'time to %',
  'go on and %',
];
const STACKS: readonly (readonly string[])[] = [
  ['npm run build', 'npm test', 'npm run lint'],
  ['cargo build --release', 'cargo test', 'cargo clippy'],
  ['go build ./...', 'go test ./...', 'go vet ./...'],
  ['make all', 'make test', 'make lint'],
  ['uv run pytest', 'uv run ruff check .', 'uv run mypy src'],
];
const TOOLS = [
  'scripts/stage.sh',
  'scripts/announce.sh',
  'bin/snapshot',
  'task bundle',
  'just freeze',
  'npm run prime',
  'make warm',
  'node tools/stamp.js',
];
const VARYING = [
  (index: number) => `git tag v1.${index}.0`,
  (index: number) => `gh pr view ${100 + index}`,
  (index: number) => `git commit -m "Step ${index}"`,
  (index: number) => `bin/notify --team team-${index}`,
];
const FILES = ['CHANGELOG.md', 'docs/status.md', 'config/feeds.yaml', 'deploy/values.yaml'];
const DETOURS = ['npm outdated', 'cargo tree', 'bin/probe', 'make graph', 'task doctor'];

export function generatedKinds(count: number, random: () => number): GeneratedKind[] {
  const pick = <T>(pool: readonly T[]): T => pool[Math.floor(random() * pool.length)] as T;
  return Array.from({ length: count }, (_, at) => {
    const work = `${VERBS[at % VERBS.length]} ${OBJECTS[(at * 3) % OBJECTS.length]}`;
    const checks = pick(STACKS).slice(0, 1 + Math.floor(random() * 3));
    const tools = [...new Set([pick(TOOLS), pick(TOOLS)])];
    const file = pick(FILES);
    const varying = pick(VARYING);
    const forbidden: string[] = [];
    const sessions = Array.from({ length: 3 + Math.floor(random() * 4) }, (_unused, index): SessionSpec => {
      const steps: StepSpec[] = [
        ...tools.map((run) => ({ run })),
        { edit: file },
        ...checks.map((run) => ({ run: random() < 0.5 ? run : `${run} 2>&1 | tail -20` })),
        { run: varying(index) },
      ];
      if (random() < 0.3) steps.splice(1, 0, { run: checks[0] ?? '', error: 'error: 1 check failed' });
      if (random() < 0.5) {
        const detour = `${pick(DETOURS)} --only ${String.fromCharCode(97 + index)}`;
        forbidden.push(detour);
        steps.splice(Math.floor(random() * steps.length), 0, { run: detour });
      }
      return { goal: pick(WISHES).replace('%', work), steps, day: index };
    });
    const fixed = varying(0).split(' ').slice(0, 2).join(' ');
    return { label: work, sessions, required: [...tools, ...checks, file, fixed], forbidden };
  });
}

/** A small seeded generator of numbers in [0, 1) (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
