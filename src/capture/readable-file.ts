/** A transcript's bytes, whether it lies on disk as it was written or compressed with gzip or zstd. */

import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, constants as zlib } from 'node:zlib';
import { systemCode } from '../errors.ts';
import { unpackZstd } from './unpack-zstd.ts';

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

/** How a file is unpacked, by the end of its name. */
const UNPACK: Readonly<Record<string, (file: FileHandle) => Promise<Buffer>>> = {
  '.gz': async (file) =>
    unzip(await file.readFile(), {
      maxOutputLength: MAX_UNCOMPRESSED,
      // A file cut short gives what is there, as it would uncompressed.
      finishFlush: zlib.Z_SYNC_FLUSH,
    }),
  '.zst': (file) => unpackZstd(file, MAX_UNCOMPRESSED),
};

/**
 * Opens a file to read; of a packed file the uncompressed content, as far as it is whole.
 * @returns null when there is no regular file at `path`
 * @throws what opening it throws, apart from ENOENT; what unpacking throws for a file that only pretends to be packed
 */
export async function openReadable(path: string): Promise<ReadableFile | null> {
  let file: FileHandle;
  try {
    // Without O_NONBLOCK, a named pipe in its place would wait for a writer for ever.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
  const isFile = (await file.stat()).isFile();
  const unpack = UNPACK[extname(path).toLowerCase()];
  if (isFile && unpack === undefined) return file;
  try {
    if (!isFile || unpack === undefined) return null;
    const { ino, mtimeMs } = await file.stat();
    const bytes = await unpack(file);
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
