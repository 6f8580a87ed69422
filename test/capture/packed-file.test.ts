import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openReadable } from '../../src/capture/readable-file.ts';
import { zstdOf } from './zstd-frame.ts';

const folder = mkdtempSync(join(tmpdir(), 'hivemind-packed-'));

async function read(bytes: Uint8Array): Promise<string> {
  const path = join(folder, 'rollout.jsonl.zst');
  writeFileSync(path, bytes);
  const file = await openReadable(path);
  if (file === null) throw new Error('no file');
  const { size } = await file.stat();
  const { buffer } = await file.read(Buffer.alloc(size), 0, size, 0);
  await file.close();
  return buffer.toString('utf8');
}

/** 2,000 times one line, as `zstd -19` packs it. */
const PACKED = 'KLUv/QRoJQEAyHRoZSBzYW1lIGxpbmUsIGFnYWluIGFuZAoCAA5yobSgWBkDk6VSGA==';

describe('a file packed with zstd', () => {
  test('is read as what it holds', async () => {
    expect(await read(Buffer.from(PACKED, 'base64'))).toBe('the same line, again and again\n'.repeat(2_000));
  });

  test('may have several frames, and any length', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ maxLength: 300 }), { minLength: 1, maxLength: 4 }),
        async (texts) => {
          expect(await read(Buffer.concat(texts.map((text) => zstdOf(text))))).toBe(texts.join(''));
        },
      ),
    );
    const long = 'x'.repeat(300_000);
    expect(await read(zstdOf(long))).toBe(long);
  });

  test('that is cut short gives what is there', async () => {
    const whole = zstdOf('a'.repeat(200_000));
    const text = await read(whole.subarray(0, 150_000));
    expect(text.length).toBeGreaterThan(0);
    expect('a'.repeat(200_000).startsWith(text)).toBe(true);
    expect(await read(whole.subarray(0, 3))).toBe('');
  });

  test.each([
    ['is none', Buffer.from('{"type":"session_meta","payload":{}}\n'), {}],
    ['refers back too far', zstdOf('hello', 0xf8), { code: 'ERR_BUFFER_TOO_LARGE' }],
  ])('that %s is refused', async (_, bytes, error) => {
    await expect(read(bytes)).rejects.toMatchObject({ ...error, code: expect.anything() });
  });

  test('that unpacks without end is refused', async () => {
    // Blocks that repeat one byte: 4 bytes for 128 KB each.
    const block = Buffer.from([
      2 | ((131_072 << 3) & 0xff),
      ((131_072 << 3) >> 8) & 0xff,
      131_072 >> 13,
      0x61,
    ]);
    const head = zstdOf('').subarray(0, 6);
    const bomb = Buffer.concat([head, ...Array.from({ length: 2_100 }, () => block)]);
    await expect(read(bomb)).rejects.toMatchObject({ code: 'ERR_BUFFER_TOO_LARGE' });
  });
});
