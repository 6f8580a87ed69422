/**
 * What a message's words say about the work before it, in the languages people type to agents. These are turns of
 * conversation, not of any project; the table that weighs them is in outcome.ts.
 */

/** Alternatives may be wrapped over lines: a line break and its indent are layout. */
const tidy = (alternatives: string) => alternatives.replace(/\n\s*/g, '');
const starts = (alternatives: string) => new RegExp(`^(?:${tidy(alternatives)})(?![\\p{L}\\p{N}'-])`, 'iu');
const holds = (alternatives: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${tidy(alternatives)})(?![\\p{L}\\p{N}])`, 'iu');

/** Words before the point of a message: assent, interjections, politeness. */
const PREAMBLE =
  /^(?:(?:ok|okay|yes|yeah|yep|well|so|and|oh|ah+|argh|ugh|hey|please|great|cool|nice|thanks|now|then|alright|good)\b[,.!:…\s]*)+/i;

/** "yes", "ok", "go ahead": assent, to the work or to a question the agent asked. */
const ASSENT = starts(
  `yes|yep|yup|yeah|ya|y|ok|okay|okey|sure|right|correct|exactly|agreed?|proceed|go ahead|go for it|do (?:it|that|exactly|both)|
   please do|sounds good|make it so|approved?|confirmed?|absolutely|of course|
   ja|jo|genau|passt|klar|gerne|mach(?: das)?|weiter|oui|ouais|d'accord|vas-y|allez|s[ií]|vale|claro|adelante|dale|
   sim|isso|pode|certo|va bene|esatto|да|хорошо|давай`,
);
const ASSENT_CJK = /^(?:好的?|可以|是的?|对|行|继续|はい|お願い|いいです|네|예|응|그래|좋아|해줘)/u;

/** Praise and thanks: the work was good. */
const PRAISE = holds(
  `great|perfect|excellent|awesome|amazing|nice|lovely|brilliant|thanks|thank you|thx|ty|cheers|well done|good (?:job|work|point)s?|
   (?:that |it |now |this )?works(?: now| great| fine| well)?|working now|(?:that|it) worked|(?:that |it )?fixed (?:it|a lot|the)|all good|
   looks? (?:good|great|promising)|lgtm|love it|solved|
   danke|super|perfekt|prima|toll|funktioniert|merci|parfait|g[ée]nial|[çc]a marche|gracias|perfecto|genial|funciona|
   obrigad[oa]|perfeito|grazie|perfetto|funziona|спасибо|отлично|работает`,
);
const PRAISE_CJK = /(?:谢谢|完美|很好|不错|太好了|ありがとう|完璧|素晴らしい|감사|고마워|완벽|좋네|잘했)/u;

/** A next step that only makes sense when the work before it stands. */
const NEXT_STEP = starts(
  `(?:(?:can you|could you|can we|let'?s|lets)[,.!]* )?(?:get |go and |also )?
   (?:commit|push|merge|squash|ship|release|deploy|publish|tag|land|
   (?:make|open|create|raise|get|submit|file|cut)(?: up)?(?: a| the)? (?:pr|pull request|mr|merge request|release|commit)(?: up)?|
   next|continue|carry on|move on|go on|resume|proceed|commit(?:te|tez)?|fusionne|weiter|continua)`,
);

/** Goes on from the work to something more. */
const REQUESTS = starts(
  `(?:now|next|also|then|finally|let'?s|lets|once|please|finish|
   (?:can|could) (?:you|we) (?:also|now|add|show|explain|create|write|check|double|do the same|help))`,
);

/** Openers of refusal and contrast: what was done is not what was wanted. */
const REFUSES = starts(
  `no|nope|nah|not|stop|wait|wrong|incorrect|actually|but|h+m+|u+m+|sorry|still|instead|rather|nothing|same|thinking again|on second thought|
   that'?s (?:not|wrong)|that is (?:not|wrong)|thi?s is (?:not|wrong|still)|this (?:isn'?t|does ?n'?t|still)|
   why (?:are|is|do|did|can|does|would|could|have|has|was|were|should)(?:n'?t| not| .{0,25} not)|why (?:do|did) (?:i|you|we)|why is|
   i (?:just )?(?:ran|tried|checked|tested|had(?! an? (?:\\w+ )?(?:question|idea|thought))|got|get|see|saw|still|said|meant|mean|asked|already|don'?t|didn'?t)|
   it (?:still|somehow|now|always|does ?n'?t|is ?n'?t|should|shows?|gives?)|
   you (?:have|had|did ?n'?t|did not|forgot|missed|removed|broke|deleted|should(?:n'?t)?|still|keep|wrote|ignored)|are you (?:sure|confident)|
   looking at (?:this|the (?:changes|diff|result|output))|the (?:issue|problem|first|second|last|other|result|output)\\b.{0,30} (?:is|are)|
   (?:option|number|point) \\w+ (?:does ?n'?t|won'?t|is not|isn'?t)|we (?:already|still|don'?t|should ?n'?t)|there(?:'s| is| are) (?:still|no)|
   don'?t|do not|does ?n'?t|did ?n'?t|never|try (?:that |it )?again|use|
   nein|nicht|falsch|immer noch|warum|aber|non|pas|toujours|pourquoi|mais|todav[ií]a|por qu[ée]|pero|n[ãa]o|ainda|mas|нет|не|но`,
);
const REFUSES_CJK = /^(?:不|别|错|还是|为什么|但|いいえ|違|まだ|なぜ|でも|아니|안 ?돼|왜|틀렸|여전히)/u;

/** Complaints anywhere near the start. */
const COMPLAINS = holds(
  `not (?:correct|right|working|what|quite|the|there|showing|just)|incorrect|wrong|
   (?:does|do|did|wo|is|are|was|ca|could|should|have|has)n'?t(?! forget)|still (?:fail\\w*|see\\w*|get\\w*|there|not|the|show\\w*|some|have|has|broken|happens?)|
   (?:is|are) (?:now )?(?:repeated|duplicated|gone|missing|broken|empty)|should not|should have|supposed to|instead|rather than|no longer|again,|
   disappear\\w*|messed|messy|somehow|why (?:do|did|is|are)|bad|broke|breaks|regression|try (?:that |it |this )?again|you (?:forgot|missed|removed|broke)|
   (?:same|another|new|different) (?:error|issue|problem)`,
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
  /(?:^|\n)\s*(?:Traceback \(most recent call last\)|[\w.]*(?:Error|Exception)\b[:( ]|error(?:\[\w+\])?:|ERROR\b|FAIL(?:ED)?\b|panic:|fatal:|npm ERR!|make(?:\[\d+\])?: \*\*\*|✗|✘|❌|\s+at [\w.$<>]+ ?\()|\b(?:exit(?:ed with)? (?:code|status) [1-9]|Segmentation fault|command not found|ModuleNotFoundError|ImportError|TypeError|ReferenceError|SyntaxError|parse error)\b/;
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
  refuses: boolean;
  complains: boolean;
  asksChange: boolean;
  undoes: boolean;
  shouts: boolean;
  pastedError: boolean;
  pastedOutput: boolean;
}

/** Longer messages are requests in their own right: a cue word deep inside them says little. */
const OPENING_CHARS = 160;
const PRAISE_CHARS = 80;
const UNDO_CHARS = 40;

/** Reads the cues of one follow-up message. */
export function cuesOf(text: string): Cues {
  const opening = text.trim().slice(0, OPENING_CHARS).replace(/’/g, "'");
  const point = opening.replace(PREAMBLE, '');
  return {
    assents: ASSENT.test(opening) || ASSENT_CJK.test(opening),
    praises:
      PRAISE.test(opening.slice(0, PRAISE_CHARS)) || PRAISE_CJK.test(opening.slice(0, PRAISE_CHARS / 2)),
    nextStep: NEXT_STEP.test(point) || NEXT_STEP.test(opening),
    requests: REQUESTS.test(opening),
    refuses: REFUSES.test(opening) || REFUSES.test(point) || REFUSES_CJK.test(opening),
    complains: COMPLAINS.test(opening),
    asksChange: ASKS_CHANGE.test(opening) || ASKS_CHANGE.test(point),
    undoes: UNDOES.test(opening.slice(0, UNDO_CHARS)),
    shouts: SHOUTS.test(opening),
    pastedError: PASTED_ERROR.test(text),
    pastedOutput: PASTED_OUTPUT.test(text),
  };
}
