/**
 * Sentences in which a user states a standing rule, in the languages people type to agents: what always or never to do, what
 * to use and what not. A wish about the work at hand ("make sure the axis fits", "don't change this yet") is none.
 */

import { clausesIn } from '../../words/clauses.ts';

/** Of longer prompts the middle is pasted: plans, reviews, logs. What the user says stands before it and behind it. */
const HEAD_CHARS = 900;
const TAIL_CHARS = 600;
/** Asides are short, and few of a prompt are. In characters. */
const MAX_ASIDE = 160;
const MAX_ASIDES = 6;
/** A prompt that is longer, or has lines that nobody says, holds more than was typed. */
const MAX_TYPED = 600;
/** A sentence rather than a line of a command or of what one printed: no marks, flags or settings. */
const SPOKEN = /^\p{L}(?!.*\s--?\p{L})[\p{L}\p{M}\p{N}\s.,'’()/@_-]*$/u;

/** Layout of the lists below: a line break and its indent are none of the alternatives. */
const tidy = (alternatives: string) => alternatives.replace(/\n\s*/g, '');

/** Words before the point of a sentence. */
const PREAMBLE = new RegExp(
  tidy(
    `^(?:[-*•\\d.)\\s]*)(?:(?:please|pls|just|and|but|so|ok(?:ay)?|also|again|no|hey|well|yes|yeah|remember|actually|then|now|
     bitte|aber|und|nein|s'il (?:te|vous) pla[îi]t|por favor|no man)\\b[,:.!\\s]*)*`,
  ),
  'i',
);

/** What one does in many sessions, so that forbidding it, or saying what to do it with, is a rule. */
const HABITS = tidy(
  `use|install|run|add|commit|push|stash|amend|rebase|merge|mention|include|write|create|put|touch|edit|modify|rename|delete|remove|mock|
   hardcode|hard-code|import|log|print|skip|ask|assume|guess|invent|probe|deploy|release|publish|format|comment|document`,
);

/** A sentence that opens like this holds for every session from then on. */
const LASTS = new RegExp(
  tidy(
    `^(?:(?:you (?:must|should) |we (?:must|should) )?(?:always|never)\\b|from now on|in (?:the )?future,?\\b|next time|(?:every|each) time (?!you\\b)|whenever (?:you|i|we)\\b|
     (?:do not|don['’]?t|dont) ever\\b|use \\S+(?: \\S+){0,4} (?:instead of|rather than|and not|never)\\b|use \\S+(?: \\S+){0,2} not\\b|
     (?:nie(?:mals)?|immer|ab jetzt|k[üu]nftig)\\b|(?:toujours|jamais|[àa] l['’]avenir|d[ée]sormais|ne \\S+ jamais)\\b|
     (?:siempre|nunca|de ahora en adelante)\\b|(?:sempre|mai|nunca)\\b|(?:всегда|никогда|впредь)(?!\\p{L})|(?:总是|永远|始终|以后|今后|必ず|常に|今後|絶対に|항상|절대|앞으로|반드시))|
     \\b(?:from now on|in every session|at all times)\\b`,
  ),
  'iu',
);
/** A sentence that opens like this states a rule. */
const OPENS = new RegExp(
  tidy(
    `^(?:to (?:avoid|prevent) \\S.*\\b(?:use|pass|run|call|add|put|set)\\b|
     (?:do not|don['’]?t|dont|stop|avoid) (?:${HABITS})(?:ting|ing)?\\b(?! the\\b)|prefer \\w|only (?:ever )?use\\b|
     use \\S+(?: \\S+){0,4} (?:not|over|for (?:all|every|each|any))\\b|use [^\\s]+(?: [^\\s]+)?$|
     (?:verwende|benutze|nutze)\\b|(?:ne \\S+ pas|utilise)\\b|(?:usa|no (?:uses|hagas))\\b|(?:usa|use)\\b.*\\b(?:invece|em vez)\\b)`,
  ),
  'iu',
);

/** Words that make a rule of a sentence wherever they stand. */
const HOLDS = new RegExp(
  tidy(
    `\\b(?:(?:must|should|shall|have to|need to) (?:always|never|only (?:ever )?use)|you (?:must|should) not|you mustn['’]?t|
     we (?:always|never|only use|(?:simply |just |really )?don['’]?t (?:use|commit|push|support|mock|mention|hardcode))|i (?:want|need) (?:you )?to (?:always|never)|
     (?:always|never|only) use\\b|use .*(?:everywhere|throughout)|for each and every\\b|ab jetzt|in zukunft|d[ée]sormais|[àa] l['’]avenir|de ahora en adelante)\\b`,
  ),
  'i',
);
/** "should not use", "must use … instead of": an obligation about a habit. */
const OBLIGES = new RegExp(
  `\\b(?:should|must|shall)(?:n['’]?t| not)? (?:${HABITS})\\b.*\\b(?:instead of|rather than|always|never|every|any|all)\\b`,
  'i',
);
/** A habit ordered in capitals. */
const SHOUTS = new RegExp(
  `\\b(?:USE|NEVER|ALWAYS) \\S|\\b(?:DON['’]?T|DO NOT|STOP) (?:${HABITS}|${HABITS.toUpperCase()})\\b`,
);
/** An obligation with a quantifier in capitals: "should be done ONCE in ONE place". */
const STRESSES = /\b(?:should|must)\b.*\b(?:ONCE|ONE|ONLY|EVERY|EACH|ALL)\b/;
const CJK =
  /(?:总是|永远|一律|始终|以后|今后|请勿|不要再|务必|必须|请使用|请用|改用|必ず|常に|今後|絶対に|使わないで|使ってください|しないで|항상|절대|앞으로|반드시|쓰지 ?마|사용하지 ?마)/u;

/** How one asks for care: by itself a wish about the work at hand, said again in another session a rule. */
const REMINDS =
  /^(?:(?:make|be) sure|ensure|(?:do not|don['’]?t|dont) (?!know|think|see|get|understand|have|work|care|need|want|worry)\p{L}+|remember to|keep in mind|stick to|before (?:you|\p{L}+ing)|after (?:you|\p{L}+ing)|use \S+|(?:in|for) (?:\S+ ){1,3}use|instead of)(?!\p{L})/iu;
const POINTS = /\b(?:this|that|these|those|here|there|it|them)\b/i;

/** What binds a sentence to the work at hand, or makes it a remark. */
const PASSING = new RegExp(
  tidy(
    `\\b(?:yet|for now|right now|at the moment|this time|until|anymore|your (?:suggested|proposed)|the (?:suggested|following|first|second|other) |
     (?:use|edit|add|change|remove|delete|touch|run|put|include) (?:this|that|these|those|it|them)\\b|still|it (?:always|never)|
     (?:is|are|was|were|has|have|get|gets|does|did|do|they|which|that|will|would|can) (?:always|never)|never (?:mind|been|was|awaited|reached|works?|worked))\\b`,
  ),
  'i',
);
/** Remarks on what is there, whatever they quote. */
const REMARK = /^(?:looking at|i wonder|it looks|like there)\b/i;

/**
 * The clauses of a prompt that read as a rule for later sessions too, in the user's words, without what leads up to them.
 * Code, logs and long pastes are not read.
 */
export const preferenceSentences = (text: string): string[] => saidIn(text).filter(isRule);

/** True for a rule that tells by itself that it holds from now on. */
export const isLasting = (rule: string): boolean => LASTS.test(rule) && !PASSING.test(rule);

/** True for a demand that points at nothing of its own conversation, and would be a rule if it came again. */
export const isReminder = (clause: string): boolean =>
  REMINDS.test(clause) && !POINTS.test(clause) && !PASSING.test(clause);

/**
 * What else a prompt asks for besides what it opens with, and what it reminds of: the same aside in unlike requests is a rule as well. Of prompts
 * that hold more than was typed nothing is read.
 */
export const asidesIn = (text: string, isFollowUp: boolean): string[] =>
  text.length > MAX_TYPED || /```/.test(text)
    ? []
    : saidIn(text)
        .filter((clause, at) => isFollowUp || at > 0 || isReminder(clause))
        .filter((clause) => clause.length <= MAX_ASIDE && SPOKEN.test(clause) && !isRule(clause))
        .slice(0, MAX_ASIDES);

/** Code marks are no part of what is said. */
const saidIn = (text: string): string[] =>
  clausesIn(
    ownEnds(text)
      .replace(/```[\s\S]*?(?:```|$)/g, '\n\n')
      .replaceAll('`', ''),
  ).filter((clause) => !/[?？؟]$/.test(clause));

function ownEnds(text: string): string {
  return text.length <= HEAD_CHARS + TAIL_CHARS
    ? text
    : `${text.slice(0, HEAD_CHARS)}\n${text.slice(-TAIL_CHARS)}`.replace(/\n/g, '\n\n');
}

function isRule(clause: string): boolean {
  if (CJK.test(clause)) return true;
  const point = clause.replace(PREAMBLE, '');
  if (PASSING.test(clause) || REMARK.test(point)) return false;
  return (
    [LASTS, OPENS].some((pattern) => pattern.test(point)) ||
    [HOLDS, OBLIGES, SHOUTS, STRESSES].some((pattern) => pattern.test(clause))
  );
}
