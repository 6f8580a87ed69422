/**
 * What a follow-up's words say about the work before it, in the languages people type to agents.
 * These are openers and phrases of conversation, not of any project; the rule that weighs them is in outcome.ts.
 */

/** Alternatives may be wrapped over lines: a line break and its indent are layout. */
const tidy = (alternatives: string) => alternatives.replace(/\n\s*/g, '');
const starts = (alternatives: string) => new RegExp(`^(?:${tidy(alternatives)})(?![\\p{L}\\p{N}'-])`, 'iu');
const holds = (alternatives: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${tidy(alternatives)})(?![\\p{L}\\p{N}])`, 'iu');

/** "yes", "ok", "go ahead": assent, to the work or to a question the agent asked. */
const ASSENT = starts(
  `yes|yep|yup|yeah|ya|y|ok|okay|okey|sure|right|correct|exactly|agreed?|proceed|go ahead|go for it|do it|please do|
   sounds good|let'?s do it|let'?s go|make it so|approved?|confirmed?|absolutely|of course|please proceed|
   ja|jo|genau|passt|klar|gerne|mach(?: das)?|weiter|oui|ouais|d'accord|vas-y|allez|s[ií]|vale|claro|adelante|dale|
   sim|isso|pode|certo|va bene|esatto|да|хорошо|давай`,
);
const ASSENT_CJK = /^(?:好的?|可以|是的?|对|行|继续|はい|お願い|いいです|네|예|응|그래|좋아|해줘)/u;

/** Praise and thanks: the work was good. */
const PRAISE = holds(
  `great|perfect|excellent|awesome|amazing|nice|lovely|brilliant|thanks|thank you|thx|ty|cheers|well done|good job|good work|
   works(?: now| great| fine| well)?|working now|that worked|it worked|fixed it|all good|looks? good|lgtm|love it|solved|
   danke|super|perfekt|prima|toll|funktioniert|merci|parfait|g[ée]nial|[çc]a marche|gracias|perfecto|genial|funciona|
   obrigad[oa]|perfeito|grazie|perfetto|funziona|спасибо|отлично|работает`,
);
const PRAISE_CJK = /(?:谢谢|完美|很好|不错|太好了|ありがとう|完璧|素晴らしい|감사|고마워|완벽|좋네|잘했)/u;

/** A next step that only makes sense when the work before it stands. */
const PRESUPPOSES = starts(
  `(?:(?:please|now|then|and|can you|could you|let'?s|lets|great|ok|okay|nice|perfect|cool|good|alright|thanks)[,.!]* )*
   (?:commit|push|merge|squash|ship|release|deploy|publish|tag|land|(?:make|open|create|raise|get|submit|file|cut)(?: up)?(?: a| the)? (?:pr|pull request|mr|merge request|release|commit)|
   next|continue|carry on|move on|keep going|go on|resume|proceed)`,
);

/** Refusal and complaint openers: what was done is not what was wanted. */
const REFUSES = starts(
  `no|nope|nah|stop|wait|wrong|incorrect|not (?:quite|right|really|what|like)|that'?s not|that is not|thats not|this is not|this isn'?t|it'?s not|
   still|but (?:it|this|that|the|why|now|still)|why (?:did|didn'?t|are|aren'?t|is|isn'?t|do|don'?t|does|doesn'?t|would|wouldn'?t|not|the)|
   i (?:said|meant|asked|told|don'?t (?:want|like|think|see|need)|didn'?t (?:ask|want|mean|say)|already)|you (?:forgot|missed|removed|broke|deleted|didn'?t|did not|haven'?t|should(?:n'?t)?|keep|still)|
   are you sure|revert|undo|roll ?back|put (?:it|that|this) back|don'?t|do not|doesn'?t|does not|didn'?t|did not|hm+ (?:no|but|that|this|why|not)|actually,? no|
   nein|nicht|falsch|immer noch|warum|non|pas|toujours|pourquoi|todav[ií]a|por qu[ée]|n[ãa]o|ainda|нет|не`,
);
const REFUSES_CJK = /^(?:不|别|错|还是|为什么|いいえ|違|まだ|なぜ|아니|안 ?돼|왜|틀렸|여전히)/u;

/** Complaints anywhere in a short message. */
const COMPLAINS = holds(
  `(?:still|again) (?:not|fail\\w*|broken|the same|get\\w*|see\\w*|show\\w*|have|has|doesn'?t|don'?t|isn'?t|wrong|happens?|there)|
   (?:doesn'?t|does not|didn'?t|did not|isn'?t|is not|not|never|don'?t|won'?t) (?:work\\w*|seem to work|help\\w*|fix\\w*|correct|right|what i|show\\w*|do anything|build|compile)|
   instead of|should(?:n'?t| not) (?:have|be)|you (?:forgot|missed|removed|broke|deleted|ignored)|supposed to|
   (?:same|another|new|different) (?:error|issue|problem)|broke|broken|wrong|revert|undo|regression|
   i (?:said|meant|asked)|not what i`,
);

/** Taking back what was done. */
const UNDOES = starts(
  `revert|undo|roll ?back|put (?:it|that|this) back|git (?:revert|checkout --|restore|reset)|rückgängig|annule`,
);

/** Text that a program printed, pasted by the user. */
const PASTED_ERROR =
  /(?:^|\n)\s*(?:Traceback \(most recent call last\)|[\w.]*(?:Error|Exception)\b[:( ]|error(?:\[\w+\])?:|ERROR\b|FAIL(?:ED)?\b|panic:|fatal:|npm ERR!|make(?:\[\d+\])?: \*\*\*|✗|✘|❌|\s+at [\w.$<>]+ ?\()|\b(?:exit(?:ed with)? (?:code|status) [1-9]|Segmentation fault|command not found|ModuleNotFoundError|ImportError|TypeError|ReferenceError|SyntaxError)\b/;

export interface Cues {
  /** Opens with assent; says little about the work when it answers a question. */
  assents: boolean;
  praises: boolean;
  /** Names the next step that presupposes the work. */
  presupposes: boolean;
  refuses: boolean;
  complains: boolean;
  undoes: boolean;
  pastedError: boolean;
}

/** Longer messages are requests in their own right: a cue word deep inside them says little. */
const OPENING_CHARS = 160;

/** Reads the cues of one follow-up message. */
export function cuesOf(text: string): Cues {
  const opening = text.trim().slice(0, OPENING_CHARS).replace(/’/g, "'");
  const unaddressed = opening.replace(
    /^(?:hm+|mh+|ah+|oh|argh|ugh|hey|well|so|and|sorry|please)[,.!… ]+/i,
    '',
  );
  return {
    assents: ASSENT.test(opening) || ASSENT_CJK.test(opening),
    praises: PRAISE.test(opening.slice(0, 80)) || PRAISE_CJK.test(opening.slice(0, 40)),
    presupposes: PRESUPPOSES.test(unaddressed),
    refuses: REFUSES.test(unaddressed) || REFUSES_CJK.test(opening),
    complains: COMPLAINS.test(opening),
    undoes: UNDOES.test(unaddressed),
    pastedError: PASTED_ERROR.test(text),
  };
}
