/** Notes what a session's commands printed, so that an error is known again. */

import type { PrintedLines } from '../../store/derived/printed-lines.ts';
import type { StoredEvent } from '../../store/events.ts';
import type { Episode } from '../../types.ts';
import { outputPieces, pieceHash } from '../read/output-pieces.ts';

/**
 * The lines of the commands in a session's episodes, as hashes. Tools of the agent itself are left out: their errors are the
 * same everywhere. What is stored of an output is its head, its tail and its error line, so an error in the middle of a long one
 * is known only if it is that line.
 */
export function printedLines(
  sessionId: string,
  episodes: readonly Episode[],
  events: readonly StoredEvent[],
): PrintedLines {
  const byId = new Map(events.map((event) => [event.id, event]));
  const failed = new Map<string, Uint32Array>();
  const worked = new Set<number>();
  for (const { kind, ok, eventId, resultId } of episodes.flatMap(({ steps }) => steps)) {
    if (kind !== 'command' || ok === null) continue;
    const result = byId.get(resultId ?? '');
    const pieces = hashesOf(result);
    if (ok) for (const piece of pieces) worked.add(piece);
    // Without an exit code it is not the command that speaks, but the agent: "sibling tool call errored", "blocked".
    else if (result?.meta?.exitCode !== undefined) failed.set(eventId, Uint32Array.from(pieces));
  }
  return { sessionId, failed, worked: Uint32Array.from(worked) };
}

function hashesOf(result: StoredEvent | undefined): Set<number> {
  return new Set(piecesOfResult(result).map(({ text }) => pieceHash(text)));
}

/** The pieces of a command's result: of what is stored of its output, and of its error line. */
export function piecesOfResult(result: Pick<StoredEvent, 'output' | 'meta'> | undefined) {
  return outputPieces(`${result?.output ?? ''}\n${result?.meta?.errorLine ?? ''}`);
}
