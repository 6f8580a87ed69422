/** Words of a request as terms that survive paraphrase: stemmed, without function words, with names split. */

const STOPWORDS = new Set(
  `a about above actually after again all also am an and any are as at be because been before being below between both but by
  can cannot could did do does doing done don down during each few for from further get gets getting give go going gonna good got
  had has have having he her here hers him his how i if im in into is it its itself ive just know let lets like ll look make many
  maybe me more most much must my need needs no nor not now of off ok okay on once one only or other our out over own per please pls
  probably re really right same see seems she should since so some still such sure take than thank thanks that thats the their them
  then there these they thing things think this those though through to too try two under until up us use used using ve very
  want wants was way we well were what when where whether which while who why will with without would yeah yes yet you your
  der die das und ist nicht ein eine mit auf für von zu den dem les des une est pas que qui dans pour sur avec el la los las por
  para con una del como`.split(/\s+/),
);

const MAX_TERMS = 120;

/** The terms of a text, in order, with repeats; identifiers also give their parts, URLs their kind. */
export function termsOf(text: string): string[] {
  const plain = text
    .replace(/https?:\/\/[^\s)>\]]+/g, urlTerms)
    .replace(/[\w.@~-]*\/[\w./@-]+/g, (path) => ` ${path.split('/').slice(-2).join(' ')} `)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2');
  const terms: string[] = [];
  for (const match of plain.toLowerCase().matchAll(/[\p{L}][\p{L}\p{N}]*|[\p{Script=Han}]/gu)) {
    const word = match[0];
    if (STOPWORDS.has(word) || (word.length < 2 && !/\p{Script=Han}/u.test(word))) continue;
    terms.push(/^\p{Script=Han}/u.test(word) ? word : stem(word));
    if (terms.length >= MAX_TERMS) break;
  }
  return terms;
}

/** `https://github.com/o/r/pull/12#discussion_r3` says: a pull request, a discussion. */
function urlTerms(url: string): string {
  const [, host = '', rest = ''] = /^https?:\/\/([^/]+)(.*)$/.exec(url) ?? [];
  const kinds =
    rest.match(/\b(?:pull|issues?|actions|runs|discussion|commit|blob|tree|releases?|compare)\b/g) ?? [];
  return ` ${host.split('.').slice(-2, -1).join('')} ${kinds.join(' ')} `;
}

/** A light English stemmer: enough to join plural, past and -ing forms (after Porter, 1980, step 1). */
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= KNOWN_STEMS) stems.clear();
  const root = cutEndings(word);
  stems.set(word, root);
  return root;
}

/** The same few thousand words make up most texts. */
const KNOWN_STEMS = 20_000;
const stems = new Map<string, string>();

function cutEndings(word: string): string {
  if (word.length <= 3) return word;
  let root = word
    .replace(/(?:ies|ied)$/, 'y')
    .replace(/(ss|x|ch|sh)es$/, '$1')
    .replace(/([^s])s$/, '$1');
  const cut = /^(.*[aeiouy].*?)(?:ing|ed|er|ation|ment)$/.exec(root);
  if (cut?.[1] !== undefined && cut[1].length >= 3) {
    root = cut[1].replace(/([bdfgmnprt])\1$/, '$1');
  }
  return root.length > 3 ? root.replace(/e$/, '') : root;
}
