/** Tells from a repository's history whether the lines that an episode wrote were kept, rewritten or taken back. Pure. */

import type { Signal, SignalKind } from '../../types.ts';
import { marrow } from '../read/written-lines.ts';

/** A line counts as kept once it has been there for so long; what happens to it later is another story, ms. */
const HORIZON_MS = 30 * 86_400_000;
/** Lines that were committed a moment ago have survived nothing yet, ms. */
const RIPE_MS = 2 * 86_400_000;
/** Fewer committed lines than this say nothing of the work. */
const MIN_LINES = 3;
/** Shares of the committed lines from which on the work as a whole was kept, or was not. */
const KEPT_SHARE = 0.8;
const GONE_SHARE = 0.6;

/** Lines that one edit wrote, in order of time. */
export interface Edit {
  /** The `tool_call` event. */
  eventId: string;
  /** Every name that the file had or has, relative to the repository's root. */
  names: ReadonlySet<string>;
  /** Marrows of the lines. */
  lines: readonly string[];
}

/** What one commit put into a file and took out of it, as marrows. */
export interface MarrowChange {
  path: string;
  added: string;
  removed: string;
}
export interface MarrowCommit {
  /** Milliseconds since the epoch. */
  at: number;
  reverts: boolean;
  files: readonly MarrowChange[];
}

/** A branch as survival sees it: commits oldest first, and the files' marrows at its end, by path. */
export interface MarrowHistory {
  endsAt: number;
  commits: readonly MarrowCommit[];
  files: ReadonlyMap<string, string>;
}

type Fate = 'kept' | 'fresh' | 'rewritten' | 'reverted';

/** The history of a branch, without what formatters change. */
export function marrowHistory(
  endsAt: number,
  commits: readonly {
    at: number;
    reverts: boolean;
    files: readonly { path: string; added: readonly string[]; removed: readonly string[] }[];
  }[],
  texts: ReadonlyMap<string, string>,
): MarrowHistory {
  return {
    endsAt,
    commits: commits.map(({ at, reverts, files }) => ({
      at,
      reverts,
      files: files.map(({ path, added, removed }) => ({
        path,
        added: marrow(added.join('')),
        removed: marrow(removed.join('')),
      })),
    })),
    files: new Map([...texts].map(([path, text]) => [path, marrow(text)])),
  };
}

/**
 * The signal that history gives of an episode, with the edit that most of its lines came from; null when it says
 * nothing: too few of the lines were ever committed, they are too fresh, or some were kept and some not.
 * @param from, until: when the episode began and ended, ms since the epoch
 */
export function survivalOf(
  edits: readonly Edit[],
  { from, until }: { from: number; until: number },
  history: MarrowHistory,
): Signal | null {
  const fates = edits.flatMap((edit) => {
    const commits = history.commits.filter(
      ({ at, files }) => at >= from && files.some(({ path }) => edit.names.has(path)),
    );
    return [...new Set(edit.lines)].flatMap((line) => {
      const fate = fateOf(line, edit.names, commits, until, history);
      return fate === null ? [] : [{ fate, eventId: edit.eventId }];
    });
  });
  if (fates.length < MIN_LINES) return null;
  const share = (...of: Fate[]) => fates.filter(({ fate }) => of.includes(fate)).length / fates.length;
  const told = (kind: SignalKind, ...of: Fate[]): Signal => ({
    kind,
    eventId: mostFrequent(fates.filter(({ fate }) => of.includes(fate)).map(({ eventId }) => eventId)),
  });
  if (share('reverted') >= GONE_SHARE) return told('lines-reverted', 'reverted');
  if (share('reverted', 'rewritten') >= GONE_SHARE) return told('lines-rewritten', 'reverted', 'rewritten');
  return share('kept') >= KEPT_SHARE ? told('lines-kept', 'kept') : null;
}

/** What became of one line; null when it was never committed, or went inside the episode itself. */
function fateOf(
  line: string,
  names: ReadonlySet<string>,
  commits: readonly MarrowCommit[],
  until: number,
  history: MarrowHistory,
): Fate | null {
  const own = (commit: MarrowCommit) => commit.files.filter(({ path }) => names.has(path));
  const landing = commits.findLastIndex((commit) => own(commit).some(({ added }) => added.includes(line)));
  const first = commits.find((commit) => own(commit).some(({ added }) => added.includes(line)));
  if (first === undefined) return null;
  if ([...names].some((name) => history.files.get(name)?.includes(line))) {
    return history.endsAt - first.at >= RIPE_MS ? 'kept' : 'fresh';
  }
  const removal = commits
    .slice(landing + 1)
    .find((commit) => own(commit).some(({ removed }) => removed.includes(line)));
  if (removal === undefined || removal.at <= until) return null;
  const moved = removal.files.some(({ path, added }) => !names.has(path) && added.includes(line));
  if (moved || removal.at - first.at >= HORIZON_MS) return 'kept';
  return removal.reverts ? 'reverted' : 'rewritten';
}

function mostFrequent(ids: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return ids.find((id) => counts.get(id) === most) ?? '';
}
