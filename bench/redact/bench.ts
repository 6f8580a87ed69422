/**
 * `npm run bench redact [-- --data <folder>]`: how much of random secrets the redactor finds, whole and broken over lines,
 * how much of ordinary text it masks, and how fast. Ordinary text is this repository's own files, or the recorded sessions below `--data`.
 */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { redactText } from '../../src/capture/redact/redact-text.ts';
import { MASK } from '../../src/capture/redact/span.ts';
import { packageRoot } from '../../src/lib/package.ts';
import { COMMANDS, DRAWN, LABELLED, LANGUAGES } from '../../test/support/explicit-forms.ts';
import { seededDraw } from '../../test/support/seeded-draw.ts';
import { readNormalised } from '../mining/normalised.ts';
import { printJson, printMachine, printRows, thisMachine } from '../report/print.ts';
import { type BrokenRecall, brokenRecall } from './broken.ts';
import { FORMATS } from './formats.ts';

const SAMPLES = 2_000;
const SEED = 20_260_101;
/** Passes over the text that are timed; the first warms the compiler. */
const PASSES = 3;

interface Recall {
  format: string;
  foundPercent: number;
}

interface Masks {
  texts: number;
  megabytes: number;
  masked: number;
  maskedPercent: number;
  byKind: Record<string, number>;
}

export async function bench(args: readonly string[]): Promise<void> {
  const data = args.includes('--data') ? args[args.indexOf('--data') + 1] : undefined;
  const texts = data === undefined ? repositoryTexts() : recordedTexts(data);
  const recall = Object.entries(FORMATS).map(([format, make]): Recall => {
    const draw = seededDraw(SEED);
    let found = 0;
    for (let round = 0; round < SAMPLES; round++) {
      const line = `see ${make(draw)} ok`;
      if (redactText(line) !== line) found++;
    }
    return { format, foundPercent: (100 * found) / SAMPLES };
  });
  const left = explicitlyLeft();
  const broken = brokenRecall(data, SEED);
  const masks = masksIn(texts);
  const megabytesPerSecond = speedOver(texts);
  if (args.includes('--json'))
    printJson({ bench: 'redact', recall, left, broken, masks, megabytesPerSecond });
  else print(recall, left, broken, masks, megabytesPerSecond);
}

interface Left {
  place: string;
  /** Percent of random values that can still be read, by alphabet. */
  leftPercent: Record<string, number>;
}

/** What is left of random values behind explicit labels, options and words of other languages. */
function explicitlyLeft(): Left[] {
  return Object.entries({ ...LABELLED, ...COMMANDS, ...LANGUAGES }).map(([place, put]) => ({
    place,
    leftPercent: Object.fromEntries(
      Object.entries(DRAWN).map(([drawn, [alphabet, length]]) => {
        const draw = seededDraw(SEED);
        const values = Array.from({ length: SAMPLES }, () => draw(alphabet, length));
        const left = values.filter((value) => redactText(put(value)).includes(value.slice(-5)));
        return [drawn, (100 * left.length) / SAMPLES];
      }),
    ),
  }));
}

/** Everything tools put out, and everything said, in sessions recorded elsewhere. */
function recordedTexts(data: string): string[] {
  return readNormalised(data).flatMap(({ events }) =>
    events.flatMap(({ text, output }) => [text, output].filter((part) => part !== undefined)),
  );
}

function repositoryTexts(): string[] {
  const root = packageRoot();
  const names = execFileSync('git', ['-C', root, 'ls-files', '-z'], { encoding: 'utf8' }).split('\0');
  return names.filter(Boolean).map((name) => readFileSync(join(root, name), 'utf8'));
}

function masksIn(texts: readonly string[]): Masks {
  const byKind: Record<string, number> = {};
  let masked = 0;
  let bytes = 0;
  for (const text of texts) {
    bytes += Buffer.byteLength(text);
    const redacted = redactText(text);
    if (redacted === text) continue;
    masked++;
    for (const [mask] of redacted.matchAll(MASK)) byKind[mask] = (byKind[mask] ?? 0) + 1;
  }
  return {
    texts: texts.length,
    megabytes: bytes / 1e6,
    masked,
    maskedPercent: (100 * masked) / Math.max(1, texts.length),
    byKind,
  };
}

/** @returns MB of UTF-8 a second of processor time, so that other programs on the machine do not count */
function speedOver(texts: readonly string[]): number {
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  let best = 0;
  for (let pass = 0; pass < PASSES; pass++) {
    const before = process.cpuUsage();
    for (const text of texts) redactText(text);
    const { user, system } = process.cpuUsage(before);
    best = Math.max(best, bytes / (user + system));
  }
  return best;
}

function print(
  recall: readonly Recall[],
  left: readonly Left[],
  broken: BrokenRecall,
  masks: Masks,
  megabytesPerSecond: number,
): void {
  printMachine(thisMachine());
  printRows([
    [`found of ${SAMPLES} random ones`, '%'],
    ...recall.map(({ format, foundPercent }) => [format, foundPercent.toFixed(2)]),
  ]);
  process.stdout.write('\n');
  printRows([
    ['% left behind a label', ...Object.keys(DRAWN)],
    ...left.map(({ place, leftPercent }) => [
      place,
      ...Object.values(leftPercent).map((percent) => percent.toFixed(2)),
    ]),
  ]);
  const formats = Object.entries(broken.byFormat).map(([format, count]) => `${format} ${count}`);
  process.stdout.write('\n');
  printRows([
    ['not found of', ''],
    [`${broken.broken} broken over two lines`, String(broken.brokenLeaks)],
    [`${broken.glued} with a letter or digit before them`, String(broken.gluedLeaks)],
  ]);
  process.stdout.write(`${formats.join(', ') || 'none'}\n`);
  const kinds = Object.entries(masks.byKind).map(([mask, count]) => `${mask} ${count}`);
  process.stdout.write('\n');
  printRows([
    ['ordinary text', ''],
    ['texts', String(masks.texts)],
    ['MB', masks.megabytes.toFixed(1)],
    ['texts with a mask', `${masks.masked} (${masks.maskedPercent.toFixed(2)} %)`],
    ['masks', kinds.join(', ') || 'none'],
    ['MB per second', megabytesPerSecond.toFixed(1)],
  ]);
}
