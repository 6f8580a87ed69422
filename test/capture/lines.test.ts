import { mkdtempSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordsOfLine } from '../../src/capture/line-records.ts';
import { type Line, MAX_LINE_BYTES, readLines } from '../../src/capture/lines.ts';

const folder = mkdtempSync(join(process.env.HOME ?? '', 'lines-'));

async function linesOf(content: string | Buffer, offset = 0): Promise<Line[]> {
  const path = join(folder, 'file');
  writeFileSync(path, content);
  const file = await open(path);
  try {
    const lines: Line[] = [];
    for await (const some of readLines(file, offset)) lines.push(...some);
    return lines;
  } finally {
    await file.close();
  }
}

describe('lines of a file', () => {
  test('each has its bytes and where it stands; the last may be unfinished', async () => {
    const lines = await linesOf('é\n\nrest');
    expect(lines.map(({ bytes, ...place }) => ({ text: bytes?.toString(), ...place }))).toEqual([
      { text: 'é', start: 0, end: 3, terminated: true },
      { text: '', start: 3, end: 4, terminated: true },
      { text: 'rest', start: 4, end: 8, terminated: false },
    ]);
  });

  test('reading can begin at any line', async () => {
    expect((await linesOf('one\ntwo\n', 4)).map(({ start, end }) => [start, end])).toEqual([[4, 8]]);
    expect(await linesOf('one\n', 4)).toEqual([]);
  });

  test('lines across the borders of chunks come whole', async () => {
    const texts = Array.from({ length: 40 }, (_, index) =>
      String.fromCharCode(65 + index).repeat(50_000 + index),
    );
    const lines = await linesOf(`${texts.join('\n')}\n`);
    expect(lines.map(({ bytes }) => bytes?.toString())).toEqual(texts);
  });

  test('one that is longer than any record is passed over, and the next is read', async () => {
    const huge = Buffer.alloc(MAX_LINE_BYTES + 1, 0x61);
    const lines = await linesOf(Buffer.concat([huge, Buffer.from('\nnext\n')]));
    expect(lines.map(({ bytes, start }) => [bytes?.toString() ?? null, start])).toEqual([
      [null, 0],
      ['next', huge.length + 1],
    ]);
    expect((await linesOf(huge)).map(({ bytes, terminated }) => [bytes, terminated])).toEqual([
      [null, false],
    ]);
  });
});

const object = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 });

describe('records of a line', () => {
  test('one object is one record', () => {
    expect(recordsOfLine('{"a":1}')).toEqual({ records: [{ record: { a: 1 }, offset: 0 }], damaged: false });
  });

  test('a blank line has none, and is not damaged', () => {
    expect(recordsOfLine(' \r')).toEqual({ records: [], damaged: false });
  });

  test.each(['[1]', '"text"', 'null', '{"a":', 'nonsense', '{}x'])('%s is damaged', (line) => {
    expect(recordsOfLine(line).damaged).toBe(true);
  });

  test('objects that writers ran together are all read, each with its place in bytes', () => {
    fc.assert(
      fc.property(fc.array(object, { minLength: 1, maxLength: 4 }), (objects) => {
        const texts = objects.map((entry) => JSON.stringify(entry));
        const { records, damaged } = recordsOfLine(texts.join(''));
        expect(damaged).toBe(false);
        expect(records.map(({ record }) => JSON.stringify(record))).toEqual(texts);
        const starts = texts.map((_, index) => Buffer.byteLength(texts.slice(0, index).join('')));
        expect(records.map(({ offset }) => offset)).toEqual(starts);
      }),
    );
  });

  test('behind the torn beginning of another, a whole record is read', () => {
    const torn = '{"uuid":"1","message":{"content":[{"type":"te';
    const { records, damaged } = recordsOfLine(`${torn}{"uuid":"2","message":{"content":"é"}}`);
    expect(records).toEqual([{ record: { uuid: '2', message: { content: 'é' } }, offset: torn.length }]);
    expect(damaged).toBe(true);
  });

  test('the inner part of a torn record is no record', () => {
    for (const torn of ['{"a":{"type":"user"}', '{"a":[{"type":"user"}', '{"a":[1,{"type":"user"}']) {
      expect(recordsOfLine(torn)).toEqual({ records: [], damaged: true });
    }
  });

  test('whatever the line, reading it ends, and a part of an object is never taken for a record', () => {
    fc.assert(
      fc.property(object, fc.nat(), (entry, cut) => {
        const text = JSON.stringify(entry);
        const { records } = recordsOfLine(text.slice(0, cut % text.length));
        expect(records).toEqual([]);
      }),
    );
    fc.assert(fc.property(fc.string(), (line) => void recordsOfLine(line)));
  });
});
