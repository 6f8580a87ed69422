/** What of a secret can still be read when a line breaks it, at every position, by every kind of break; or when it is glued. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { redactText } from '../../src/capture/redact/redact-text.ts';
import { averageWordLength } from '../../src/capture/redact/values.ts';
import { seededDraw } from '../../test/support/seeded-draw.ts';
import { FORMATS } from './formats.ts';

const LINE_BREAKS = ['\n', '\r\n', '\\\n', '\n    ', '\n+', '\n-', '\n> '];
/** Times the text is written as a JSON string. */
const DEPTHS = [0, 1, 2];
const GLUED = ['x', 'Z', '7'];
/** A stretch this long tells more of a secret than its last characters would. */
const TELLING = 8;

export interface BrokenRecall {
  /** Secrets broken once, over all positions, breaks and depths. */
  broken: number;
  /** Of these, those of which a telling stretch is left. */
  brokenLeaks: number;
  glued: number;
  gluedLeaks: number;
  /** Leaks of either sort, by format. */
  byFormat: Record<string, number>;
}

interface Secret {
  format: string;
  text: string;
}

/** Measures the bench's own formats, one secret each, and the made-up ones of the data where it has them. */
export function brokenRecall(data: string | undefined, seed: number): BrokenRecall {
  const recall: BrokenRecall = { broken: 0, brokenLeaks: 0, glued: 0, gluedLeaks: 0, byFormat: {} };
  for (const secret of [...ownSecrets(seed), ...(data === undefined ? [] : secretsOf(data))]) {
    measure(secret, recall);
  }
  return recall;
}

function ownSecrets(seed: number): Secret[] {
  const draw = seededDraw(seed);
  // What no label and no prefix tells cannot be told in two pieces.
  return Object.entries(FORMATS)
    .filter(([format]) => !format.startsWith('no label'))
    .map(([format, make]) => ({ format, text: make(draw) }));
}

/** `fake_secrets.jsonl`: made-up secrets in parts, so that no scanner takes the file for a leak. */
function secretsOf(data: string): Secret[] {
  const path = join(data, 'fake_secrets.jsonl');
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { type: string; must_redact: boolean; parts: string[] })
    .filter(({ must_redact, parts }) => must_redact && !parts.join('').startsWith('\\'))
    .map(({ type, parts }) => ({ format: type, text: parts.join('') }));
}

function measure({ format, text }: Secret, recall: BrokenRecall): void {
  const stretches = tellingStretches(text);
  const note = (leaks: boolean) => {
    if (leaks) recall.byFormat[format] = (recall.byFormat[format] ?? 0) + 1;
    return Number(leaks);
  };
  for (const lineBreak of LINE_BREAKS) {
    for (let at = 1; at < text.length; at++) {
      const line = `see ${text.slice(0, at)}${lineBreak}${text.slice(at)} ok`;
      for (const depth of DEPTHS) {
        const masked = unquoted(redactText(quoted(line, depth)), depth);
        recall.broken++;
        recall.brokenLeaks += note(leaksAny(masked.replaceAll(lineBreak, ''), stretches));
      }
    }
  }
  for (const before of GLUED) {
    recall.glued++;
    recall.gluedLeaks += note(leaksAny(redactText(`see ${before}${text} ok`), stretches));
  }
}

/** The random stretches of what is masked when the secret stands whole. */
function tellingStretches(text: string): string[] {
  const masked = redactText(text);
  const start = masked.indexOf('«');
  const after = masked.length - 1 - masked.lastIndexOf('»');
  const secret = start < 0 ? '' : text.slice(start, text.length - after).replaceAll('\n', '');
  return Array.from({ length: Math.max(0, secret.length - TELLING + 1) }, (_, at) =>
    secret.slice(at, at + TELLING),
  ).filter((stretch) => {
    const average = averageWordLength(stretch);
    return average > 0 && average <= 2.7 && !stretch.includes('--');
  });
}

const leaksAny = (text: string, stretches: readonly string[]): boolean => {
  const unbroken = text.replaceAll('\n', '');
  return stretches.some((stretch) => unbroken.includes(stretch));
};

const quoted = (text: string, depth: number): string =>
  depth === 0 ? text : quoted(JSON.stringify({ line: text }), depth - 1);

const unquoted = (text: string, depth: number): string =>
  depth === 0 ? text : unquoted((JSON.parse(text) as { line: string }).line, depth - 1);
