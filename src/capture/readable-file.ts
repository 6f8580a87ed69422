/** A transcript's bytes, whether it lies on disk as it was written or compressed with gzip. */

import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip, constants as zlib } from 'node:zlib';
import { systemCode } from '../errors.ts';

/** As much of a file handle as reading a transcript takes. */
export interface ReadableFile {
  read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ bytesRead: number; buffer: Buffer }>;
  stat(): Promise<{ ino: number; size: number; mtimeMs: number }>;
  close(): Promise<void>;
}

/** Uncompressed, in memory. The largest transcripts seen are a few megabytes; a session of days stays below this. */
const MAX_UNCOMPRESSED = 256 << 20;
const unzip = promisify(gunzip);

/**
 * Opens a file to read; of a gzip file the uncompressed content, as far as it is whole.
 * @returns null when there is no regular file at `path`
 * @throws what opening it throws, apart from ENOENT; what zlib throws for a file that only pretends to be gzip
 */
export async function openReadable(path: string): Promise<ReadableFile | null> {
  let file: Awaited<ReturnType<typeof open>>;
  try {
    // Without O_NONBLOCK, a named pipe in its place would wait for a writer for ever.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
  const isFile = (await file.stat()).isFile();
  if (isFile && !path.endsWith('.gz')) return file;
  try {
    if (!isFile) return null;
    const { ino, mtimeMs } = await file.stat();
    const bytes = await unzip(await file.readFile(), {
      maxOutputLength: MAX_UNCOMPRESSED,
      // A file cut short gives what is there, as it would uncompressed.
      finishFlush: zlib.Z_SYNC_FLUSH,
    });
    return inMemory(bytes, ino, mtimeMs);
  } finally {
    await file.close();
  }
}

function inMemory(bytes: Buffer, ino: number, mtimeMs: number): ReadableFile {
  return {
    read: async (buffer, offset, length, position) => ({
      bytesRead: bytes.copy(buffer, offset, position, position + length),
      buffer,
    }),
    stat: async () => ({ ino, size: bytes.length, mtimeMs }),
    close: async () => undefined,
  };
}
