/** What the checks said against a draft, for a reader: which line, which words, why, and the way out. */

import type { Refusal, RefusalCode } from '../skill/refusal.ts';

export interface ListedRefusal {
  code: RefusalCode;
  /** One sentence without its full stop. */
  message: string;
  /** True when a person may accept it all the same. */
  held: boolean;
  /** The file and claim name the line as its receipts do, `line` is how it reads; null where all of it is meant. */
  file: string | null;
  claim: string | null;
  line: string | null;
  /** The words of the line that are the matter; empty where it is all of it. */
  words: readonly string[];
  /** What a person can do about it. */
  wayOut: string;
}

/** As many as are told; the rest is counted. */
const SHOWN = 3;

const DECIDE = 'read it and decide: hivemind skillify review';
const WAYS_OUT: Readonly<Record<RefusalCode, string>> = {
  format: 'nothing to do: it is drafted anew with the next session of this work',
  text: 'nothing to do: such text never gets into a skill',
  receipts: 'nothing to do: it is drafted anew from the sessions that are still stored',
  origin: 'ask for it in your own words, in a session where nothing else has said it before',
  grounding: 'it counts once more sessions have done it to a good end',
  wording: 'nothing to do: it is drafted anew with the next session of this work',
  support: 'it counts once more sessions have done it',
  secrets: 'keep it out of commands and requests; hivemind sessions forget takes a session out',
  discoverable: 'nothing to do: agents read it where it is written',
  twin: 'nothing to do, or delete the other skill if this one should take its place',
  danger: DECIDE,
  url: DECIDE,
  installer: DECIDE,
  script: DECIDE,
};

export function listedRefusal({ code, message, held, at, words }: Refusal): ListedRefusal {
  return {
    code,
    message,
    held,
    file: at?.path ?? null,
    claim: at?.claim ?? null,
    line: at?.text ?? null,
    words,
    wayOut: held ? DECIDE : WAYS_OUT[code === 'script' ? 'grounding' : code],
  };
}

export interface ListedRefusals {
  /** The first three: those that nobody can lift, then one a line. */
  refusals: ListedRefusal[];
  /** How many more there are. */
  moreRefusals: number;
}

export function listedRefusals(all: readonly Refusal[]): ListedRefusals {
  const lineOf = ({ at }: Refusal) => JSON.stringify([at?.path, at?.text]);
  const isFirst = (one: Refusal) => all.find((other) => lineOf(other) === lineOf(one)) === one;
  const rank = (one: Refusal) => 2 * Number(one.held) + Number(!isFirst(one));
  const shown = [...all].sort((a, b) => rank(a) - rank(b)).slice(0, SHOWN);
  return { refusals: shown.map(listedRefusal), moreRefusals: all.length - shown.length };
}
