/** Reads a growing file line by line, in memory that does not grow with it. */

import type { ReadableFile } from './readable-file.ts';

const NEWLINE = 0x0a;
const CHUNK_BYTES = 256 << 10;
/** Longer lines are passed over: a record is text, and one of an agent's is at most a few images long. */
export const MAX_LINE_BYTES = 32 << 20;

export interface Line {
  /** Without the newline; null when it is longer than MAX_LINE_BYTES. */
  bytes: Buffer | null;
  /** Byte offsets in the file: of the line's first byte, and behind its newline (or the file's end). */
  start: number;
  end: number;
  /** False for what stands behind the last newline. */
  terminated: boolean;
}

/**
 * The lines of a file from `offset` to its end, in lists as they were read. The last one may be unfinished.
 * @throws what reading the file throws
 */
export async function* readLines(file: ReadableFile, offset: number): AsyncGenerator<Line[]> {
  let start = offset;
  let position = offset;
  let parts: Buffer[] = [];
  for (;;) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, position);
    if (bytesRead === 0) break;
    const chunk = buffer.subarray(0, bytesRead);
    const lines: Line[] = [];
    let from = 0;
    for (let newline = chunk.indexOf(NEWLINE); newline >= 0; newline = chunk.indexOf(NEWLINE, from)) {
      parts.push(chunk.subarray(from, newline));
      from = newline + 1;
      const end = position + from;
      lines.push({ bytes: joined(parts, end - start), start, end, terminated: true });
      start = end;
      parts = [];
    }
    position += bytesRead;
    if (position - start <= MAX_LINE_BYTES) parts.push(chunk.subarray(from));
    else parts = [];
    if (lines.length > 0) yield lines;
  }
  if (position > start) {
    yield [{ bytes: joined(parts, position - start), start, end: position, terminated: false }];
  }
}

function joined(parts: Buffer[], length: number): Buffer | null {
  if (length > MAX_LINE_BYTES) return null;
  return parts.length === 1 ? (parts[0] ?? null) : Buffer.concat(parts);
}
