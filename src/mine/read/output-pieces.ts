/** Cuts a command's output into pieces by which it is known again: its lines, and the texts inside JSON. */

import { normaliseError } from './error-signature.ts';

/** A piece of output without what varies, and as it was printed. */
export interface OutputPiece {
  text: string;
  line: string;
}

/** Shorter lines (`}`, `FAIL`) are everywhere; longer ones are data. */
const MIN_CHARS = 10;
const MAX_CHARS = 400;
/** A text of so many words inside JSON says something; a shorter one is a name. */
const MIN_WORDS = 4;
/** Of longer outputs the rest is more of the same. */
const MAX_PIECES = 300;
/** What names the program or the level, not the error: `npm error code`, but not `TypeError:`. */
const LABEL = /^(?![\w.]*(?:Error|Exception):)[\w.-]+: /;
const MAX_LABELS = 2;

/** The distinct pieces of an output, in order. */
export function outputPieces(output: string): OutputPiece[] {
  const pieces = new Map<string, OutputPiece>();
  for (const line of linesOf(output)) {
    if (pieces.size >= MAX_PIECES) break;
    if (line.length < MIN_CHARS || line.length > MAX_CHARS) continue;
    const text = normalisePiece(line);
    if (!pieces.has(text)) pieces.set(text, { text, line });
  }
  return [...pieces.values()];
}

/** A line, the texts that it quotes as JSON does, and what stands behind its last closing brace. */
function linesOf(output: string): string[] {
  return output.split(/\r?\n|\r/).flatMap((raw) => {
    const line = raw.trim();
    if (!/[{[]\s*"|^"[\w-]+"\s*:|\}/.test(line)) return [line];
    const texts = [...line.matchAll(/"((?:[^"\\]|\\.){10,400})"/g)].map(([, text = '']) => text);
    const behind = /\}\s*([^{}"]+)$/.exec(line)?.[1]?.trim() ?? '';
    return [line, ...texts.filter((text) => text.split(/\s+/).length >= MIN_WORDS), behind];
  });
}

/** An error line without what varies, without names in quotes and without the labels before it. */
function normalisePiece(line: string): string {
  let text = normaliseError(line).replace(/(["'`‘“])[^\s"'`‘’“”]+["'`’”]/g, '<name>');
  for (let label = 0; label < MAX_LABELS; label += 1) text = text.replace(LABEL, '');
  return text;
}

/** A number by which a piece is known again: 32 bits (FNV-1a). */
export function pieceHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
