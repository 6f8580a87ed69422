/** What is left of a text that is not kept: hashes by which the commands, names and sentences in it are known again. */

import { createHash } from 'node:crypto';
import { plainWords } from '../lib/plain-spelling.ts';
import { isProgramMark, marksIn, type Told } from './marks.ts';

/** Of one text, so many are kept; pages that people read have fewer, dumps of data are no pages. */
const MAX_FINGERPRINTS = 400;
/** 36 bits: among 10⁷ of a store, one that is not there is taken for one with a chance of 1 in 7,000. In base64 digits. */
const LENGTH = 6;
/** Follows the last one where there were more. */
const MORE = '+';
/** A longer text is a dump of data; the rest of it counts as more. In characters. */
const MAX_READ = 200_000;
/** Sentences that could be a rule, in words. */
const SENTENCE = { min: 5, max: 40 };

/** The hash of a mark (see `marks.ts`), or of a sentence (see {@link sentenceMarks}). */
export const fingerprint = (mark: string): string =>
  createHash('sha1').update(mark).digest('base64url').slice(0, LENGTH);

/** The sentences of a text, known by their words whatever the marks and spelling. */
export function sentenceMarks(text: string): string[] {
  return text.split(/[.!?;:]\s|\n/).flatMap((sentence) => {
    const words = plainWords(sentence);
    return words.length < SENTENCE.min || words.length > SENTENCE.max ? [] : `" ${words.join(' ')}`;
  });
}

/** The fingerprints of a text, one behind another, each once; `+` at the end where it has more. Takes time linear in its length. */
export function fingerprintsOf(text: string): string {
  const read = text.slice(0, MAX_READ);
  const marks = [...marksIn(read, isWorthKeeping), ...sentenceMarks(read)];
  const kept = new Set<string>();
  for (const mark of marks) {
    if (kept.size >= MAX_FINGERPRINTS) return [...kept, MORE].join('');
    kept.add(fingerprint(mark));
  }
  for (const name of namesInPlace(read)) kept.add(fingerprint(`= ${name}`));
  return [...kept, ...(text.length > MAX_READ ? [MORE] : [])].join('');
}

/** So many words that stand where a command would are kept beside. */
const MAX_IN_PLACE = 60;
/** Behind a prompt, a mark of code or a colon. */
const IN_PLACE = /(?:^[ \t]*[$%>][ \t]+|`|:[ \t]+)([A-Za-z][\w.-]{2,40})/gm;

/** Words that may be programs that nobody knows, by where they stand. */
function namesInPlace(text: string): Set<string> {
  const names = new Set<string>();
  for (const [, name = ''] of text.matchAll(IN_PLACE)) {
    if (names.size >= MAX_IN_PLACE) break;
    names.add(name.toLowerCase());
  }
  return names;
}

/** A command of a program that we know and what it names; of other names those that no language has words like. */
function isWorthKeeping(mark: string, how: Told): boolean {
  if (mark.startsWith('> ')) return isProgramMark(mark);
  return how === 'spelled' || !leavesNoPrint(mark);
}

/** True for a name that may be a word of a language: of a text that is not kept, nobody can tell whether it stood there. */
export const leavesNoPrint = (mark: string): boolean => mark.startsWith('= ') && !NO_WORD.test(mark);

/** An address, a name of parts, a file that a command can be given. */
const NO_WORD =
  /:\/\/|^= @?[a-z][\w.]*(?:[-:][\w.]+)+$|\w\.(?:sh|bash|py|[cm]?[jt]s|rb|pl|ps1|mk|ya?ml|toml|ini|cfg|conf|json|sql|patch|diff|xml|gradle|lock|env|tf|tfvars|txt|zip|t?gz|tar|whl|jar|dockerfile)$/;

/** Takes fingerprints apart; `isWhole` where they are all that the text had. */
export function readFingerprints(joined: string): { all: string[]; isWhole: boolean } {
  return { all: joined.match(/[\w-]{6}/g) ?? [], isWhole: !joined.endsWith(MORE) };
}
