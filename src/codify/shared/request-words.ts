/** The words of a request: which are verbs, which name things, and how they look in their base form. */

/** Verbs that users ask with, in their base form. Those marked true name a kind of work without an object. */
export const VERBS = new Map<string, boolean>([
  ...['release', 'deploy', 'publish', 'triage', 'benchmark', 'onboard', 'rollback'].map(
    (verb) => [verb, true] as const,
  ),
  ...`add address analyze answer apply archive audit backport bootstrap build bump cherry-pick clean close commit compare configure
   convert cover create debug disable document draft enable extract fix format generate implement import export improve inspect install
   integrate investigate lint list localize merge migrate monitor move optimize pick plan port prepare profile prune push
   rebase refactor regenerate remove rename reproduce resolve restore review rewrite rotate run scaffold seed set ship
   simplify split squash start summarize sync tag test tidy trace translate update upgrade validate verify wire write`
    .split(/\s+/)
    .map((verb) => [verb, false] as const),
]);

/** Words that say nothing about the kind of work. */
const STOP_WORDS = new Set(
  `a about above after again all also an and any are as at be because been before below both but by can cannot could did
   do does doing done down each else etc every few first for from get give go going good got had has have having he hello
   help her here hey hi him his how i if in into is it its just know last let lets like look make makes making many may me
   might more most much must my need needs new next no not now of off ok okay on once one only or other our out over own
   please put really right same see she should so some still such sure take than thank thanks that the their them then
   there these they thing things think this those through to today tomorrow too two under until up us use using very want
   was way we well were what when where which while who why will with work would yes yet you your yourself
 consider reckon  implement following plan context session continue proceed file files code repo repository project branch change changes
   current latest everything something anything bit little currently instead try trying
   applicable valid possible various several minor major remaining related different existing correct proper different
   okay great nice perfect thanks wait maybe actually theres there's back come came ive i've dont don't im i'm whats what's`.split(
    /\s+/,
  ),
);

/** The content words of a request in their order, in base form. */
export function goalWords(goal: string): string[] {
  return goalRuns(goal).flat();
}

/** Content words that stand side by side, in base form: `the review comments of the bot` → [review, comment], [bot]. */
export function goalRuns(goal: string): string[][] {
  const runs: string[][] = [[]];
  for (const spelled of spelledWords(goal)) {
    const word = baseForm(spelled);
    const isContent =
      /[a-z]/.test(word) && word.length > 1 && !STOP_WORDS.has(spelled) && !STOP_WORDS.has(word);
    if (isContent) runs.at(-1)?.push(word);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}

/** The words and marks of a request as spelled, in lower case. Code, addresses and paths leave a mark. */
export function spelledWords(goal: string): string[] {
  const prose = goal
    .replace(/```[\s\S]*?(?:```|$)/g, ' , ')
    .replace(/`[^`]*`/g, ' , ')
    .replace(/\b[a-z]+:\/\/\S+/gi, ' , ')
    .replace(/\S*[/\\_@=<>{}$]\S*/g, ' , ')
    .toLowerCase();
  return prose.match(/[a-z][a-z'-]*[a-z]|[a-z]|[^\sa-z'-]+/g) ?? [];
}

/** `releases`, `releasing`, `released` → `release`; a plural loses its `s`. */
export function baseForm(word: string): string {
  const plain = word.replace(/'s?$|'(?:ll|re|ve|d)$/, '');
  const candidates = [
    plain.replace(/(?:ing|ed|es|s)$/, ''),
    plain.replace(/(?:ing|ed)$/, 'e'),
    plain.replace(/(.)\1(?:ing|ed)$/, '$1'),
    plain.replace(/d$|s$/, ''),
    plain.replace(/ies$/, 'y'),
  ];
  return candidates.find((candidate) => VERBS.has(candidate)) ?? singular(plain);
}

function singular(word: string): string {
  if (word.length < 4 || /(?:ss|us|is|ous|ics)$/.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|x|ss|z)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

/** Verbs that are as often the thing itself. */
const BOTH = new Set([
  'review',
  'test',
  'release',
  'build',
  'deploy',
  'plan',
  'audit',
  'benchmark',
  'document',
]);
const ADJECTIVES = new Set(
  'similar additional important open closed stale recent old broken ready full whole main good bad big small single fresh failed failing least most'.split(
    ' ',
  ),
);
/** True for a word that can be what a verb is done to. */
export const isNoun = (word: string): boolean =>
  (!VERBS.has(word) || BOTH.has(word)) && !ADJECTIVES.has(word);
