/** Packs a text as one zstd frame of blocks that are stored as they are (RFC 8878, 3.1.1): Node 20 has no packer. */

const BLOCK_BYTES = 100_000;

/** @param window the descriptor of how far back the frame may refer: 2 MB unless told */
export function zstdOf(text: string, window = 0x58): Buffer {
  const bytes = Buffer.from(text);
  const parts = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, window])];
  for (let from = 0; from === 0 || from < bytes.length; from += BLOCK_BYTES) {
    const block = bytes.subarray(from, from + BLOCK_BYTES);
    const head = Buffer.alloc(3);
    head.writeUIntLE((block.length << 3) | Number(from + BLOCK_BYTES >= bytes.length), 0, 3);
    parts.push(head, block);
  }
  return Buffer.concat(parts);
}
