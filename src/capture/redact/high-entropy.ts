/** The backstop: long runs of random letters and digits that no rule knows, unless they are identifiers or data. */

import type { Span } from './span.ts';
import { averageWordLength, entropy, isStandIn } from './values.ts';

const SHORTEST = 32;
const LONGEST = 160;
const MIN_ENTROPY = 4.2;
const MAX_AVERAGE = 2.75;

/** Names of ids and digests, directly before the run or as its own start. */
const KNOWN_ID =
  /(?:^|[^a-z])(?:toolu|call|msg|req|resp|rs|fc|ws|chatcmpl|thread|run|asst|file|batch|item|cmpl|ctx|srvtoolu|org|user|proj|acct|cus|pi|ch|evt|price|prod|sub|in|cs|seti|ses|prt|evtr|gen|tool|session|conv|cache|etag|build|chunk|index|sha(?:1|224|256|384|512)|md5|h1|integrity|checksum|digest|hash|fingerprint|signature|nonce|cid|ipfs|arn|urn|boundary)[-_:=~"' ]{1,4}$/i;
const ID_AT_START =
  /^(?:toolu|srvtoolu|call|msg|req|resp|rs|fc|ws|chatcmpl|thread|run|asst|file|batch|item|cmpl|ctcm?|gen|ses|prt|sha(?:1|224|256|384|512))[-_]|^(?:AAAA[BCE]3Nza|Qm[1-9A-HJ-NP-Za-km-z]{44}$|MI[IGHJ])/;

/** Random runs in plain (decoded) text that nothing else explains. */
export function findHighEntropy(text: string): Span[] {
  const spans: Span[] = [];
  for (const [from, to] of longRuns(text)) {
    // Separators, and the end of a terminal colour, belong to what comes before.
    const start = from + foreignStart(text.slice(from, from + 8), text[from - 1]);
    const length = to - start;
    if (length < SHORTEST || length > LONGEST) continue;
    if (looksDrawn(text.slice(start, to)) && !isInsideData(text, from, to) && !isNamedId(text, from))
      spans.push({ start, end: to, kind: 'high-entropy', specific: false });
  }
  return spans;
}

const RUN_CHARACTER = new Uint8Array(128);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-') {
  RUN_CHARACTER[character.charCodeAt(0)] = 1;
}

/** Start and end of every run of at least `SHORTEST` such characters. Skips ahead by that length wherever none can be. */
function* longRuns(text: string): Generator<[number, number]> {
  const inRun = (index: number) => RUN_CHARACTER[text.charCodeAt(index)] === 1;
  let start = 0;
  while (start + SHORTEST <= text.length) {
    let index = start + SHORTEST - 1;
    while (index >= start && inRun(index)) index--;
    if (index >= start) {
      start = index + 1;
      continue;
    }
    let end = start + SHORTEST;
    while (end < text.length && inRun(end)) end++;
    while (end < text.length && text[end] === '=' && end - start <= LONGEST) end++;
    yield [start, end];
    start = end;
  }
}

/** How many first characters belong to what comes before: separators, or the end of a terminal colour. */
function foreignStart(run: string, before: string | undefined): number {
  const colour = before === '[' || before === ';' ? /^[0-9]{0,3}m/.exec(run) : null;
  return (colour ?? /^[/+_-]*/.exec(run))?.[0].length ?? 0;
}

/** All three classes in random order, and no kind of id or digest that shows by itself. */
function looksDrawn(run: string): boolean {
  if (!(/[a-z]/.test(run) && /[A-Z]/.test(run) && /[0-9]/.test(run))) return false;
  if (averageWordLength(run) > MAX_AVERAGE || entropy(run) < MIN_ENTROPY) return false;
  return !isStandIn(run) && !ID_AT_START.test(run) && !hasWordySegment(run);
}

/** Paths and slugs: one segment of letters reads as a word. */
function hasWordySegment(run: string): boolean {
  return run
    .split(/[/_+-]/)
    .some((segment) => segment.length >= 5 && /^(?:[A-Z]?[a-z]{4,}|[A-Z]{5,})$/.test(segment));
}

/** A line of a base64 block, a data URL, or a piece of a longer token: its neighbours are of the same kind. */
function isInsideData(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 80), start);
  const after = text.slice(end, end + 80);
  return (
    /base64,$/.test(before) ||
    /[A-Za-z0-9+/]{24,}={0,2}[\r\n\\nrt\s"',+]{1,12}$/.test(before) ||
    /^[\r\n\\nrt\s"',+]{1,12}[A-Za-z0-9+/]{24,}/.test(after) ||
    /[A-Za-z0-9][%.~]$/.test(before) ||
    /^(?:[%.~][A-Za-z0-9]|\.{3}|…)/.test(after)
  );
}

function isNamedId(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 200), start);
  if (KNOWN_ID.test(before.slice(-24))) return true;
  const token = /[^\s"'`,;(){}<>]*$/.exec(before)?.[0] ?? '';
  // Inside a URL only a label tells a secret from the ids that fill every query.
  return /sha(?:1|256|384|512)[-:=]|h1:|:\/\//i.test(token);
}
