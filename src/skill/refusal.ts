/** Why a draft is no skill: codes that the ledger shows, and what a check says of a line. */

/** Each names a check; `danger`, `url`, `installer` and `script` may be lifted by a person. */
const REFUSAL_CODES = [
  'format',
  'text',
  'receipts',
  'origin',
  'grounding',
  'wording',
  'script',
  'support',
  'secrets',
  'discoverable',
  'twin',
  'danger',
  'url',
  'installer',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** Why a check stopped a draft. */
export interface Refusal {
  code: RefusalCode;
  /** One sentence without its full stop, for a person. */
  message: string;
  /** True when a person may accept it all the same; false when nobody can. */
  held: boolean;
  /** The line that it concerns; null when it concerns the whole. */
  at: { path: string; claim: string | null; text: string } | null;
  /** The words of the line that are the matter; empty where it is all of it. */
  words: readonly string[];
}

/** A refusal as it may be kept and printed: what it is about may be a secret. @param redact masks secrets */
export function masked({ at, words, ...refusal }: Refusal, redact: (text: string) => string): Refusal {
  const place = at && { path: at.path, claim: at.claim && redact(at.claim), text: redact(at.text) };
  return { ...refusal, message: redact(refusal.message), at: place, words: words.map(redact) };
}
