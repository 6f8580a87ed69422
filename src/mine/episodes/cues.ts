/**
 * What a message's words say about the work before it. These are turns of conversation, not of any project; the table that
 * weighs them is in outcome.ts.
 */

import { isAct } from '../../words/concepts.ts';
import { languageOf } from '../../words/language.ts';
import { LATIN, type Language } from '../../words/languages.ts';
import { type Opinion, opinionOf } from '../../words/opinion.ts';
import { stem } from '../../words/stem.ts';
import { wordsIn } from '../../words/words.ts';

/** Alternatives may be wrapped over lines: a line break and its indent are layout. */
const tidy = (alternatives: string) => alternatives.replace(/\n\s*/g, '');
const starts = (alternatives: string) => new RegExp(`^(?:${tidy(alternatives)})(?![\\p{L}\\p{N}'-])`, 'iu');
const holds = (alternatives: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${tidy(alternatives)})(?![\\p{L}\\p{N}])`, 'iu');

/** Words before the point of a message: assent, interjections, politeness. */
const PREAMBLE =
  /^(?:(?:ok|okay|yes|yeah|yep|well|so|and|oh|ah+|argh|ugh|hey|please|great|cool|nice|thanks|now|then|alright|good)\b[,.!:…\s]*)+/i;

/** What makes an order polite. */
const POLITE =
  /^(?:(?:can|could|would|will) (?:you|we|u)|let'?s|lets|please|kindly|also|just|i(?:'d like| want| need) (?:you )?to)\s+/i;

/** A next step that only makes sense when the work before it stands. */
const NEXT_STEP = starts(
  `(?:(?:can you|could you|can we|let'?s|lets)[,.!]* )?(?:get |go and |also )?
   (?:commit|push|merge|squash|ship|release|deploy|publish|tag|land|
   (?:make|open|create|raise|get|submit|file|cut)(?: up)?(?: a| the)? (?:pr|pull request|mr|merge request|release|commit)(?: up)?|
   next|continue|carry on|move on|go on|resume|proceed)`,
);

/** Goes on from the work to something more. */
const REQUESTS = starts(
  `(?:now|next|also|then|finally|let'?s|lets|once|please|finish|
   (?:can|could) (?:you|we) (?:also|now|add|show|explain|create|write|check|double|do the same|help))`,
);

/** Openers of contrast, in English: what was done is not what was wanted. Plain words of opinion are in words/opinion.ts. */
const REFUSES = starts(
  `not|stop|wait|actually|but|h+m+|u+m+|sorry|still|instead|rather|nothing|same|thinking again|on second thought|
   that'?s (?:not|wrong)|that is (?:not|wrong)|thi?s is (?:not|wrong|still)|this (?:isn'?t|does ?n'?t|still)|
   why (?:are|is|do|did|can|does|would|could|have|has|was|were|should)(?:n'?t| not| .{0,25} not)|why (?:do|did) (?:i|you|we)|why is|
   i (?:just )?(?:ran|tried|checked|tested|had(?! an? (?:\\w+ )?(?:question|idea|thought))|got|get|see|saw|still|said|meant|mean|asked|already|don'?t|didn'?t)|
   it (?:still|somehow|now|always|does ?n'?t|is ?n'?t|should|shows?|gives?)|
   you (?:have|had|did ?n'?t|did not|forgot|missed|removed|broke|deleted|should(?:n'?t)?|still|keep|wrote|ignored)|are you (?:sure|confident)|
   looking at (?:this|the (?:changes|diff|result|output))|the (?:issue|problem|first|second|last|other|result|output)\\b.{0,30} (?:is|are)|
   (?:option|number|point) \\w+ (?:does ?n'?t|won'?t|is not|isn'?t)|we (?:already|still|don'?t|should ?n'?t)|there(?:'s| is| are) (?:still|no)|
   don'?t|do not|does ?n'?t|did ?n'?t|never|try (?:that |it )?again|use`,
);

/** Tells of the work itself that it is not what was wanted, anywhere near the start. */
const COMPLAINS = holds(
  `still (?:fail\\w*|see\\w*|get\\w*|there|not|the|show\\w*|some|have|has|broken|happens?)|supposed to|
   should have (?:\\w+ed|been|done|gone|kept|put)|try (?:that |it |this )?again|you (?:forgot|missed|removed|broke)|
   (?:same|another|new|different) (?:error|issue|problem)|again,`,
);
/** Names what is not there or not so: a fault of the work, or the subject of a further request. */
const FAULTS = holds(
  `not (?:what|quite|there|showing|just)|(?:does|do|did|wo|is|are|was|ca|could|should|have|has)n'?t(?! forget)|
   (?:is|are) (?:now )?(?:repeated|duplicated|gone|missing|empty)|should not|instead|rather than|somehow|why (?:do|did|is|are)`,
);

/** Asks to have the result another way. */
const ASKS_CHANGE = starts(
  `(?:can|could) (?:you|we) (?:change|make (?:it|this|that)|move (?:it|this|that)|put (?:it|this|that)|not)|
   (?:make|change|move|put|wrap|keep) (?:it|this|that|the)|and (?:in|for|what about|the)|what about|maybe|perhaps|since`,
);

/** Taking back what was done. */
const UNDOES = holds(
  `revert|undo|roll ?back|put (?:it|that|this) back|restore|git (?:revert|reset)|rückgängig|annule`,
);

/** Capitals and repeated marks: a rule stated with force. */
const SHOUTS = /\b[A-Z]{3,}\b.*!|!!/;

/** Text that a program printed, pasted by the user. */
const PASTED_ERROR =
  /^[ \t]*(?:Traceback \(most recent call last\)|[\w.]*(?:Error|Exception)\b[:( ]|error(?:\[\w+\])?:|ERROR\b|FAIL(?:ED)?\b|panic:|fatal:|npm ERR!|make(?:\[\d+\])?: \*\*\*|✗|✘|❌|at [\w.$<>]+ ?\()|\b(?:exit(?:ed with)? (?:code|status) [1-9]|Segmentation fault|command not found|ModuleNotFoundError|ImportError|TypeError|ReferenceError|SyntaxError|parse error)\b/m;
/** Output of a run: a log's time stamps, a table's frame. */
const PASTED_OUTPUT = /\n.*\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\n.*\d\d:\d\d:\d\d\]|[┏┗┃╭╰│]/;

export interface Cues {
  /** Opens with assent; says little about the work when it answers a question. */
  assents: boolean;
  praises: boolean;
  /** Names the next step that presupposes the work. */
  nextStep: boolean;
  /** Goes on to ask for something more. */
  requests: boolean;
  /** Opens with a verb of work, politely or not: "fix the …", "can you fix the …". */
  orders: boolean;
  refuses: boolean;
  complains: boolean;
  /** Names a fault, which may be one of the work or what a further request is about. */
  faults: boolean;
  asksChange: boolean;
  undoes: boolean;
  shouts: boolean;
  pastedError: boolean;
  pastedOutput: boolean;
}

/** Longer messages are requests in their own right: a cue word deep inside them says little. */
const OPENING_CHARS = 160;
const PRAISE_CHARS = 80;
const FEW_WORDS = 4;
const UNDO_CHARS = 40;
/** What was pasted shows itself within so many characters. */
const PASTE_CHARS = 8_000;

/** Code, paths, addresses and what stands in quotes are not what the user says of the work. */
const QUOTED = /`[^`\n]*`|"[^"\n]{1,200}"|“[^”\n]{1,200}”|«[^»\n]{1,200}»|(?<!\S)\S*[/\\]\S*/g;

const ownWords = (text: string) =>
  text
    .trim()
    .slice(0, 4 * OPENING_CHARS)
    .replace(/’/g, "'")
    .replace(QUOTED, ' · ')
    .trim();

/** Praise stands at the very start; in a few words of another language than the session's, where all who know them agree. */
function opinionIn(opening: string, language: Language): Opinion {
  const opinion = opinionOf(opening, language);
  if (Object.values(opinion).includes(true) || opening.split(/\s+/).length > FEW_WORDS) {
    return { ...opinion, good: opinion.good && opinionOf(opening.slice(0, PRAISE_CHARS), language).good };
  }
  const others = LATIN.map((other) => opinionOf(opening, other)).filter(({ good, bad }) => good || bad);
  return others.find(({ good }) => others.every((other) => other.good === good)) ?? opinion;
}

/**
 * Reads the cues of one follow-up message.
 * @param spoken the language of the session, which short messages do not tell
 */
export function cuesOf(text: string, spoken: Language = 'en'): Cues {
  const start = text.slice(0, PASTE_CHARS);
  const opening = ownWords(start).slice(0, OPENING_CHARS);
  const point = opening.replace(PREAMBLE, '');
  const language = languageOf(opening, spoken);
  const opinion = opinionIn(opening, language);
  const praises = !opinion.bad && opinion.good;
  return {
    assents: opinion.yes,
    praises,
    nextStep: NEXT_STEP.test(point) || NEXT_STEP.test(opening),
    requests: REQUESTS.test(opening),
    orders: isAct(stem(wordsIn(point.replace(POLITE, ''))[0] ?? '', language)),
    // "nope, all good", "actually that's perfect": what opens like a refusal is praise.
    refuses: !praises && (opinion.no || REFUSES.test(opening) || REFUSES.test(point)),
    complains: !praises && COMPLAINS.test(opening),
    faults: opinion.bad || (!praises && FAULTS.test(opening)),
    asksChange: ASKS_CHANGE.test(opening) || ASKS_CHANGE.test(point),
    undoes: UNDOES.test(opening.slice(0, UNDO_CHARS)),
    shouts: SHOUTS.test(opening),
    pastedError: PASTED_ERROR.test(start),
    pastedOutput: PASTED_OUTPUT.test(start),
  };
}
