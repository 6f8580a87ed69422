/** Reads from a few words what somebody thinks of the work before them, with negation read as negation. */

import type { Language } from './languages.ts';
import { EVERYWHERE, OPINION_WORDS, type OpinionWords } from './opinion-words.ts';
import { isFunctionWord } from './stop-words.ts';

export interface Opinion {
  /** Some clause praises; `no more errors` does. */
  good: boolean;
  /** Some clause complains; `no longer works` does. */
  bad: boolean;
  /** Opens with a word of refusal, or of assent. */
  no: boolean;
  yes: boolean;
}

type Class = keyof OpinionWords;
/** One found word: what it can be, where it stands in its clause. */
interface Hit {
  classes: ReadonlySet<Class>;
  from: number;
  to: number;
}

/** How many words may stand between a negator and what it negates. */
const REACH = 3;
/** So many characters stand for a word where none are parted. */
const CHARS_A_WORD = 2;
const CLAUSE_END = /[.,!?;:…—–\n。、，！？；：،؛؟।]+|\s-\s/u;
/** Languages whose "no" only denies nouns: before a verb or a pronoun it is an answer. */
const NO_BEFORE_NOUNS: ReadonlySet<Language> = new Set(['en']);
const RUN_ON: ReadonlySet<Language> = new Set(['ja', 'zh', 'th']);

/**
 * @param text a message, or its beginning: what it says of earlier work stands there
 * @param language the one it is written in
 */
export function opinionOf(text: string, language: Language): Opinion {
  const lexicon = lexiconOf(language);
  const plain = text.normalize('NFKC').toLowerCase().replace(/’/g, "'");
  const clauses = plain
    .split(CLAUSE_END)
    .filter((clause) => /\S/.test(clause))
    .flatMap((clause) => partsOf(clause, lexicon));
  const valences = clauses.map((clause) => valenceOf(clause, language));
  const opens = (wanted: Class) => opensWith(clauses[0], wanted, language);
  return {
    good: valences.includes('good'),
    bad: valences.includes('bad'),
    no: opens('no'),
    yes: opens('yes'),
  };
}

interface Clause {
  text: string;
  hits: Hit[];
}

/** A clause, in two where a "but" stands in it. */
function partsOf(text: string, lexicon: Lexicon): Clause[] {
  const hits = hitsIn(text, lexicon);
  const turn = hits.find(({ classes, from }) => classes.has('but') && from > 0);
  if (turn === undefined) return [{ text, hits }];
  const rest = text.slice(turn.to);
  return [
    { text: text.slice(0, turn.from), hits: hits.filter(({ to }) => to <= turn.from) },
    ...partsOf(rest, lexicon),
  ];
}

function valenceOf(clause: Clause, language: Language): 'good' | 'bad' | null {
  const { hits } = clause;
  const polar = hits.filter(
    ({ classes }) => classes.has('good') || classes.has('bad') || classes.has('wanted'),
  );
  const negated = negatedIn(clause, polar, language);
  const said = polar.map((hit) => {
    if (hit.classes.has('bad')) return negated.has(hit) ? 'good' : 'bad';
    if (hit.classes.has('good')) return negated.has(hit) ? 'bad' : 'good';
    return negated.has(hit) ? 'bad' : null;
  });
  return said.includes('bad') ? 'bad' : said.includes('good') ? 'good' : null;
}

/** What the negators of a clause deny: each the nearest word on the side it looks to, else on the other one. */
function negatedIn(clause: Clause, polar: readonly Hit[], language: Language): ReadonlySet<Hit> {
  const denials = clause.hits.flatMap((not) => {
    const after = polar.find((hit) => hit.from >= not.to && reaches(clause, not, hit, language));
    const before = polar.findLast((hit) => hit.to <= not.from && reaches(clause, hit, not, language));
    if (not.classes.has('lacks')) return before ?? after ?? [];
    if (!not.classes.has('nots')) return [];
    // Behind a fault it denies nothing: "errors not gone".
    return after ?? (before?.classes.has('bad') === true ? [] : (before ?? []));
  });
  return new Set(denials);
}

/** A denied fault is praise, so there an opening "no" must stand next to it: in "no i see errors" it is an answer. */
function reaches({ text }: Clause, left: Hit, right: Hit, language: Language): boolean {
  const gap = text.slice(left.to, right.from);
  if (wordsBetween(gap, language) > (right.classes.has('wanted') ? REACH + 2 : REACH)) return false;
  const answers = left.classes.has('no') && (right.classes.has('bad') || NO_BEFORE_NOUNS.has(language));
  return (
    !answers || !(gap.match(/[\p{L}\p{M}']+/gu) ?? []).some((word) => isFunctionWord(bare(word), language))
  );
}

const bare = (word: string) => word.replace(/'.*$/, '');

const wordsBetween = (gap: string, language: Language) =>
  RUN_ON.has(language) ? gap.trim().length / CHARS_A_WORD : (gap.match(/[\p{L}\p{M}\p{N}']+/gu)?.length ?? 0);

function opensWith(clause: Clause | undefined, wanted: Class, language: Language): boolean {
  const first = clause?.hits[0];
  if (clause === undefined || first === undefined || !first.classes.has(wanted)) return false;
  if (clause.text.slice(0, first.from).trim() !== '') return false;
  if (wanted !== 'no' || !(first.classes.has('nots') || first.classes.has('lacks'))) return true;
  const polar = clause.hits.slice(1).filter(({ classes }) => classes.has('good') || classes.has('bad'));
  return negatedIn(clause, polar, language).size === 0;
}

interface Lexicon {
  pattern: RegExp;
  exact: ReadonlyMap<string, ReadonlySet<Class>>;
  beginnings: readonly (readonly [string, ReadonlySet<Class>])[];
}
const lexicons = new Map<Language, Lexicon>();

function lexiconOf(language: Language): Lexicon {
  const known = lexicons.get(language) ?? compile(language);
  lexicons.set(language, known);
  return known;
}

function compile(language: Language): Lexicon {
  const classes = new Map<string, Set<Class>>();
  for (const table of [EVERYWHERE, OPINION_WORDS[language]]) {
    for (const [name, list] of Object.entries(table) as [Class, string][]) {
      for (const phrase of list.split(/\s+/).filter((word) => word !== '')) {
        const key = phrase.replaceAll('_', ' ').normalize('NFKC').toLowerCase();
        classes.set(key, (classes.get(key) ?? new Set()).add(name));
      }
    }
  }
  const phrases = [...classes.keys()].sort((a, b) => b.length - a.length);
  const source = phrases.map((phrase) =>
    escaped(phrase).replace('\\*', '[\\p{L}\\p{M}]*').replaceAll(' ', "[\\s']+"),
  );
  const [before, after] = RUN_ON.has(language) ? ['', ''] : ['(?<![\\p{L}\\p{M}])', '(?![\\p{L}\\p{M}])'];
  return {
    pattern: new RegExp(`${before}(?:${source.join('|')})${after}`, 'gu'),
    exact: classes,
    beginnings: phrases
      .filter((phrase) => phrase.endsWith('*'))
      .map((phrase) => [phrase.slice(0, -1), classes.get(phrase) ?? new Set()]),
  };
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function hitsIn(text: string, { pattern, exact, beginnings }: Lexicon): Hit[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const found = match[0].replace(/\s+/g, ' ');
    const classes = exact.get(found) ?? beginnings.find(([start]) => found.startsWith(start))?.[1];
    if (classes === undefined || classes.has('void')) return [];
    return [{ classes, from: match.index, to: match.index + match[0].length }];
  });
}
