/** Makes a parsed event fit to be stored: secrets masked, long texts cut, everything valid Unicode. */

import { stripVTControlCharacters } from 'node:util';
import { fingerprintsOf } from '../commands/fingerprints.ts';
import { lineHash } from '../lib/line-hash.ts';
import type { EventMeta, JsonObject, JsonValue, Origin, ParsedEvent } from '../types.ts';
import { errorLine } from './error-line.ts';
import { type CustomRules, NO_CUSTOM_RULES } from './redact/custom-rules.ts';
import { withoutPrivate } from './redact/private-spans.ts';
import { redactEvent, redactJson } from './redact/redact-event.ts';
import { redactText } from './redact/redact-text.ts';
import { type Cut, isTooLong, leftOut, shorten, shortenBetweenWords } from './shorten.ts';

/**
 * What is kept of each text, in characters. Measured on 98 recorded sessions: 9 of 10 prompts and answers, and 6 of 10
 * command outputs are shorter, and the store stays below a fifth of the transcripts' bytes.
 */
const PROMPT: Cut = { head: 12_000, tail: 4_000 };
const ANSWER: Cut = { head: 4_000, tail: 2_000 };
/** A compaction's summary only repeats what the session's own events say. */
const SUMMARY: Cut = { head: 1_000, tail: 0 };
/** A command tells what it does at first, and how it ended at last. */
const COMMAND_OUTPUT: Cut = { head: 800, tail: 1_200 };
/** Files, pages and other servers' answers are not this session's work: enough to see what was read. */
const FOREIGN_OUTPUT: Cut = { head: 300, tail: 100 };
/** Commands and edits, for each text of an input. */
const INPUT: Cut = { head: 1_000, tail: 400 };
/** All texts of one input together; what comes later is left out. */
const INPUT_TOTAL = 12_000;
const INPUT_DEPTH = 16;
const INPUT_ENTRIES = 200;
/** Each value takes at least this much of the total. */
const INPUT_VALUE = 8;
/** Of an edit's lines that were cut out, this many stay recognisable. */
const MAX_LINE_HASHES = 200;
/** Longer error lines are cut: what follows is values, not the kind of error. */
const MAX_ERROR_LINE = 300;

/** Read beyond each cut before redaction, so that a secret across the cut is seen whole. Longer than any key but a certificate chain. */
const MARGIN = 8_192;

/**
 * The event as it may be stored. Pure; the same event always gives the same row.
 * @param event as the parser made it, with texts in full
 * @param custom the user's own redaction rules
 */
export function prepareEvent(event: ParsedEvent, custom: CustomRules = NO_CUSTOM_RULES): ParsedEvent {
  const isPersons = event.origin === 'user';
  const shown = (text: string) => storable(withoutPrivate(text, isPersons));
  const wide = withTexts(event, (text, cut) => shortenBetweenWords(shown(text), widened(cut)));
  const redacted = redactEvent({ ...wide, meta: { ...event.meta, ...factsOfWhole(event, custom) } }, custom);
  const prepared = withTexts(redacted, shorten);
  const meta = prepared.meta ?? {};
  if (meta.errorLine !== undefined) meta.errorLine = meta.errorLine.slice(0, MAX_ERROR_LINE);
  if (Object.keys(meta).length === 0) delete prepared.meta;
  return prepared;
}

/**
 * A parser's state as it may be stored: a person's words that wait under `queued` are prepared like those of an event.
 * @param state as `LineTranscript.readRecord` returned it
 */
export function storableState(state: JsonObject, custom: CustomRules): JsonObject {
  const { queued } = state;
  if (!Array.isArray(queued) || queued.length === 0) return state;
  return { ...state, queued: redactJson(withoutPrivateIn(queued), custom) };
}

function withoutPrivateIn(value: JsonValue): JsonValue {
  if (typeof value === 'string') return storable(withoutPrivate(value, true));
  if (Array.isArray(value)) return value.map(withoutPrivateIn);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutPrivateIn(inner)]));
}

/** What must be read off the whole texts, before they are cut. */
function factsOfWhole(event: ParsedEvent, custom: CustomRules): EventMeta {
  const facts: EventMeta = {};
  if (event.output !== undefined && isTooLong(event.output, outputCut(event.origin))) {
    facts.outputChars = event.output.length;
    // Nobody may learn what stood there as if it were the agent's own idea.
    const marks = fingerprintsOf(leftOut(event.output, outputCut(event.origin)));
    facts.cutMarks = marks;
  }
  // Masked before the line is chosen: it may be the second half of a secret.
  const line =
    event.ok === false && event.output !== undefined
      ? errorLine(redactText(withoutPrivate(event.output, false), custom))
      : null;
  if (line) facts.errorLine = storable(line);
  const hashes = event.kind === 'tool_call' ? hashesOfCutLines(event.input ?? {}) : [];
  if (hashes.length > 0) facts.lineHashes = hashes;
  return facts;
}

const widened = ({ head, tail }: Cut): Cut => ({ head: head + MARGIN, tail: tail + MARGIN });

const outputCut = (origin: Origin): Cut =>
  origin === 'file' || origin === 'web' || origin === 'mcp' ? FOREIGN_OUTPUT : COMMAND_OUTPUT;

function textCut(event: ParsedEvent): Cut {
  if (event.kind === 'compaction') return SUMMARY;
  return event.kind === 'user_prompt' ? PROMPT : ANSWER;
}

/** A copy with each text changed by `change`, which is told how much of it will be kept. */
function withTexts(event: ParsedEvent, change: (text: string, cut: Cut) => string): ParsedEvent {
  const changed = { ...event };
  if (event.text !== undefined) changed.text = change(event.text, textCut(event));
  if (event.output !== undefined) changed.output = change(event.output, outputCut(event.origin));
  if (event.input !== undefined) {
    const budget = { left: INPUT_TOTAL };
    changed.input = withInputTexts(event.input, change, budget, INPUT_DEPTH) as JsonObject;
  }
  return changed;
}

function withInputTexts(
  value: JsonValue,
  change: (text: string, cut: Cut) => string,
  budget: { left: number },
  depth: number,
): JsonValue {
  budget.left -= INPUT_VALUE;
  if (typeof value === 'string') {
    const text = change(value, INPUT);
    budget.left -= Math.min(text.length, INPUT.head + INPUT.tail);
    return text;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return Array.isArray(value) ? [] : {};
  const go = (inner: JsonValue) => withInputTexts(inner, change, budget, depth - 1);
  if (Array.isArray(value))
    return value
      .slice(0, INPUT_ENTRIES)
      .filter(() => budget.left > 0)
      .map(go);
  const entries: [string, JsonValue][] = [];
  for (const [key, inner] of Object.entries(value).slice(0, INPUT_ENTRIES)) {
    if (budget.left > 0) entries.push([change(key, INPUT), go(inner)]);
  }
  return Object.fromEntries(entries);
}

function hashesOfCutLines(input: JsonObject): string[] {
  const hashes = new Set<string>();
  const collect = (text: string): string => {
    for (const line of leftOut(text, INPUT).split('\n')) {
      if (hashes.size >= MAX_LINE_HASHES) break;
      const hash = lineHash(line);
      if (hash !== null) hashes.add(hash);
    }
    return '';
  };
  withInputTexts(input, collect, { left: Number.POSITIVE_INFINITY }, INPUT_DEPTH);
  return [...hashes];
}

/** What SQLite or UTF-8 cannot hold: the zero character, and half of a surrogate pair. */
const UNSTORABLE = /\0|\p{Surrogate}/gu;

/** Without terminal codes, which are noise, and no matter for another terminal. */
function storable(text: string): string {
  const plain = text.includes('\u001b') ? stripVTControlCharacters(text) : text;
  return plain.replace(UNSTORABLE, '\ufffd');
}
