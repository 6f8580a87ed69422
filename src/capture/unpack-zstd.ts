/** Unpacks zstd, which Node's zlib cannot before 22.15. Codex packs its older rollouts so. */

import type { FileHandle } from 'node:fs/promises';
import { Decompress, ZstdErrorCode } from 'fzstd';

const CHUNK_BYTES = 64 << 10;
/** RFC 8878, 3.1.1.1: a frame begins with this number, then says how far back it refers. */
const MAGIC = 0xfd2fb528;
/** As far back as zstd itself goes unless it is told otherwise (`--memory`): it is memory that is set aside. */
const MAX_WINDOW = 128 << 20;

/**
 * The content of a zstd file, as far as it is whole.
 * @param maxBytes of content
 * @throws Error with a `code` for what is no zstd, or is larger, or would take too much memory to unpack
 */
export async function unpackZstd(file: FileHandle, maxBytes: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const stream = new Decompress((part) => {
    size += part.length;
    if (size > maxBytes) throw refusal(`holds more than ${maxBytes} bytes`);
    // The decoder goes on writing to what it handed over.
    parts.push(part.slice());
  });
  for (let position = 0; ; ) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(CHUNK_BYTES), 0, CHUNK_BYTES, position);
    if (position === 0 && windowOf(buffer) > MAX_WINDOW) throw refusal('needs too much memory to unpack');
    if (bytesRead === 0) break;
    stream.push(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
  end(stream);
  return Buffer.concat(parts, size);
}

/** Lets the decoder take what it waited with; a file cut short ends in the middle of something. */
function end(stream: Decompress): void {
  try {
    stream.push(new Uint8Array(0), true);
  } catch (error) {
    if ((error as { code?: unknown }).code !== ZstdErrorCode.UnexpectedEOF) throw error;
  }
}

/** How far back the first frame refers, in bytes: to its start, where its content is in one piece. */
function windowOf(head: Buffer): number {
  if (head.readUInt32LE(0) !== MAGIC) return 0;
  const flags = head.readUInt8(4);
  const isOnePiece = (flags & 0x20) !== 0;
  if (isOnePiece) return contentSize(head, flags);
  const descriptor = head.readUInt8(5);
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

/** RFC 8878, 3.1.1.1.4: its length follows from the flags, and it stands behind the dictionary's id. */
function contentSize(head: Buffer, flags: number): number {
  const at = 5 + ([0, 1, 2, 4][flags & 3] ?? 0);
  switch (flags >> 6) {
    case 0:
      return head.readUInt8(at);
    case 1:
      return head.readUInt16LE(at) + 256;
    case 2:
      return head.readUInt32LE(at);
    default:
      return Number(head.readBigUInt64LE(at));
  }
}

function refusal(why: string): Error {
  return Object.assign(new Error(`The file ${why}.`), { code: 'ERR_BUFFER_TOO_LARGE' });
}
