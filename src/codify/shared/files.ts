/** The files that a kind of work touches again and again, and what is done with them. */

import type { Evidence, FileLine } from '../../skill/draft.ts';
import type { Episode, Step } from '../../types.ts';
import { isInProject } from '../input/project-path.ts';
import { groupBy, isCode } from './recurring.ts';

/** Sessions that touched a file before it counts as the work's own. */
const MIN_SESSIONS = 2;
/** The same for a share of the sessions: an edit says more about the work than a look. */
const EDIT_SHARE = 0.25;
const READ_SHARE = 0.4;
const FOLDER_SHARE = 0.4;
const MAX_RECEIPTS = 5;

interface Touched {
  path: string;
  role: 'updated' | 'read';
  sessions: number;
  steps: Touch[];
}

/**
 * One bullet a file, those updated first, most sessions first.
 * @param said paths that the steps name already
 */
export function fileLines(episodes: readonly Episode[], said: ReadonlySet<string>): FileLine[] {
  const isSaid = (path: string) => [...said].some((other) => other.startsWith(`${path.split('<')[0]}<`));
  const all = new Set(episodes.map(({ sessionId }) => sessionId)).size;
  const touches = episodes.flatMap(({ sessionId, steps }) =>
    steps
      .filter(({ ok }) => ok === true)
      .flatMap((step) => touchedIn(step).map((touch) => ({ eventId: step.eventId, sessionId, ...touch })))
      .filter(({ path }) => isInProject(path)),
  );
  const files = [...groupBy(touches, ({ path }) => path)].flatMap(([path, steps]): Touched[] => {
    const edits = steps.filter(({ kind }) => kind === 'edit');
    if (isEnough(edits, all * EDIT_SHARE))
      return [{ path, role: 'updated', sessions: sessionsOf(edits), steps: edits }];
    const isRead = isEnough(steps, all * READ_SHARE);
    // Code is found by reading it; what was written for readers is worth a pointer.
    const reads = isCode(path) ? [] : steps.filter(({ kind }) => kind === 'read');
    return isRead && reads.length > 0 && isEnough(reads, 0)
      ? [{ path, role: 'read', sessions: sessionsOf(reads), steps: reads }]
      : [];
  });
  return [...files, ...foldersOf(touches, files, all)]
    .filter(({ path }) => !said.has(path) && !(path.includes('<') && isSaid(path)))
    .sort(byRole)
    .map((file) => ({ kind: 'file', paths: [file.path], role: file.role, evidence: receiptsFor(file) }));
}

interface Touch {
  eventId: string;
  sessionId: string;
  path: string;
  kind: 'edit' | 'read';
}

/** What a step read, and what it changed and did not take away. */
function touchedIn({ readPath, edits }: Step): Pick<Touch, 'path' | 'kind'>[] {
  return [
    ...edits
      .filter(({ change }) => change !== 'deleted')
      .map(({ path }) => ({ path, kind: 'edit' as const })),
    ...(readPath === null ? [] : [{ path: readPath, kind: 'read' as const }]),
  ];
}

/** `src/strategy/<file>.go`: folders in which sessions changed one file or another, where no file stands for them. */
function foldersOf(touches: readonly Touch[], files: readonly Touched[], all: number): Touched[] {
  const listed = new Set(files.map(({ path }) => patternOf(path)));
  const edits = touches.filter(({ kind, path }) => kind === 'edit' && path.includes('/'));
  return [...groupBy(edits, ({ path }) => patternOf(path))].flatMap(([path, steps]): Touched[] =>
    listed.has(path) || !isEnough(steps, all * FOLDER_SHARE)
      ? []
      : [{ path, role: 'updated', sessions: sessionsOf(steps), steps }],
  );
}

/** `a/b.test.ts` → `a/<file>.test.ts` */
function patternOf(path: string): string {
  const extension = /(?:[._-](?:test|spec))?\.[A-Za-z]\w*$/.exec(path)?.[0] ?? '';
  return `${path.slice(0, path.lastIndexOf('/') + 1)}<file>${extension}`;
}

const byRole = (a: Touched, b: Touched): number =>
  Number(b.role === 'updated') - Number(a.role === 'updated') ||
  b.sessions - a.sessions ||
  (a.path < b.path ? -1 : 1);

const sessionsOf = (steps: readonly { sessionId: string }[]): number =>
  new Set(steps.map(({ sessionId }) => sessionId)).size;

const isEnough = (steps: readonly { sessionId: string }[], share: number): boolean =>
  sessionsOf(steps) >= Math.max(MIN_SESSIONS, Math.ceil(share));

/** One a session, the newest. */
function receiptsFor({ steps }: Touched): Evidence[] {
  const bySession = new Map(steps.map((step) => [step.sessionId, step]));
  return [...bySession.values()]
    .slice(-MAX_RECEIPTS)
    .map(({ eventId, path }) => ({ eventId, quote: path.split('/').at(-1) ?? path }));
}
