/** Finds private keys in PEM armour: whole, cut off at either end, in a diff or with line numbers. */

import type { Span } from './span.ts';

/** Where a line is broken at a space, the space may go with the break. */
const HEADER = /-----BEGIN ?[A-Z0-9 ]{0,40}PRIVATE ?KEY(?: ?BLOCK)?-----/g;
const FOOTER = /-----END ?[A-Z0-9 ]{0,40}PRIVATE ?KEY(?: ?BLOCK)?-----/g;
/** Longest armour looked through for its end. A 16384-bit RSA key takes 12 700 characters. */
const LONGEST_KEY = 20_000;
/** A line of armour with what a diff or a file viewer puts before it. */
const ARMOUR_LINE =
  /\r?\n[^A-Za-z0-9/\n]{0,40}(?:[0-9]{1,6}[ \t]{0,2}[→:|\t][ \t]{0,8})?([A-Za-z0-9+/=]{16,128})(?=\s|$)/y;
/** The key behind its header without a line break, as in joined lines. */
const ARMOUR_RUN = /[A-Za-z0-9+/=]{16,20000}/y;
const BASE64_RUN = /[A-Za-z0-9+/=]{16,4096}/g;
/** `-----BEGIN … PRIVATE KEY` in base64, as Kubernetes keeps keys: the kind and `PRIVATE`, by where its bits fall. */
const ENCODED_KEY =
  /LS0tLS1CRUdJTi[A-Za-z0-9+/]{0,24}?(?:UFJJVkFURS|QUklWQVRFI|BSSVZBVEUg)[A-Za-z0-9+/]{8,}={0,2}(?:\\?\r?\n[ \t+>|]{0,40}[A-Za-z0-9+/]{40,}={0,2}){0,400}(?:\\?\r?\n[ \t+>|]{0,40}[A-Za-z0-9+/]{1,80}={1,2})?/g;
const KIND = 'private-key';

/** Private keys in armour, as it is or in base64. */
export function findPrivateKeys(text: string): Span[] {
  return [...findArmoured(text), ...findEncoded(text)];
}

function findEncoded(text: string): Span[] {
  if (!text.includes('LS0tLS1CRUdJTi')) return [];
  return [...text.matchAll(ENCODED_KEY)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    kind: KIND,
    specific: true,
  }));
}

function findArmoured(text: string): Span[] {
  if (!text.includes('-----') || !text.includes('PRIVATE')) return [];
  const footers = [...text.matchAll(FOOTER)].map((match) => ({
    index: match.index,
    end: match.index + match[0].length,
  }));
  const spans: Span[] = [];
  let covered = 0;
  let nextFooter = 0;
  for (const header of text.matchAll(HEADER)) {
    if (header.index < covered) continue;
    const bodyStart = header.index + header[0].length;
    while ((footers[nextFooter]?.index ?? text.length) < bodyStart) nextFooter++;
    for (const span of keyFrom(text, header.index, bodyStart, footers[nextFooter])) {
      spans.push(span);
      covered = span.end;
    }
  }
  for (const footer of footers) {
    if (footer.index < covered) continue;
    const start = startOfArmour(text, footer.index, covered);
    if (start < footer.index) spans.push({ start, end: footer.end, kind: KIND, specific: true });
    covered = footer.end;
  }
  return spans;
}

interface Footer {
  index: number;
  end: number;
}

function keyFrom(text: string, start: number, bodyStart: number, footer: Footer | undefined): Span[] {
  if (footer === undefined || footer.index - bodyStart > LONGEST_KEY) {
    const end = endOfArmour(text, bodyStart);
    return end > bodyStart ? [{ start, end, kind: KIND, specific: true }] : [];
  }
  const body = text.slice(bodyStart, footer.index);
  const runs = [...body.matchAll(BASE64_RUN)];
  if (runs.length === 0) return [];
  if (!/["'`]/.test(body)) return [{ start, end: footer.end, kind: KIND, specific: true }];
  // Lines as separate strings of a list: the quotes between them must stay for the text to stay readable.
  return runs.map((run) => {
    const from = bodyStart + run.index;
    return { start: from, end: from + run[0].length, kind: KIND, specific: true };
  });
}

/** The key's own end is missing: its lines go on as long as they look like armour. */
function endOfArmour(text: string, bodyStart: number): number {
  ARMOUR_RUN.lastIndex = bodyStart;
  let end = bodyStart + (ARMOUR_RUN.exec(text)?.[0].length ?? 0);
  for (;;) {
    ARMOUR_LINE.lastIndex = end;
    const line = ARMOUR_LINE.exec(text);
    if (line === null) return end;
    end = ARMOUR_LINE.lastIndex;
  }
}

/** The key's beginning is missing: walks back over lines of armour, no further than `floor`. */
function startOfArmour(text: string, footerStart: number, floor: number): number {
  let start = footerStart;
  while (start > floor && /[A-Za-z0-9+/=]/.test(text[start - 1] as string)) start--;
  if (footerStart - start < 16) start = footerStart;
  while (start > floor) {
    const lineStart = text.lastIndexOf('\n', start - 2) + 1;
    const line = text.slice(Math.max(lineStart, floor), start).trim();
    if (line.length > 200 || !/(?:^|[^A-Za-z0-9/])[A-Za-z0-9+/=]{16,128}$/.test(line)) return start;
    start = Math.max(lineStart, floor);
  }
  return start;
}
