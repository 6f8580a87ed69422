/** Nothing hidden, nothing dressed up: what a reader sees is what the agent reads. */

import { type Check, type CheckedLine, refuse } from './check.ts';

/** Characters that show nothing or reorder what shows: controls, zero-width, bidirectional, tags, fillers. */
const HIDDEN = /\p{C}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}|\u2800/u;

/** Styles of Latin letters that are none to a program. */
const STYLED = /[\uff00-\uffef]|[\u{1d400}-\u{1d7ff}]/u;
/** Scripts with letters that look like Latin ones. */
const OTHER_SCRIPT =
  /[\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}]/u;
/** Greek and Cyrillic letters that a reader takes for Latin ones (Unicode's confusables.txt, 16.0: those of one letter). */
const CONFUSABLE = /^[АВЕЅІЈКМНОРСТУХЗаеѕіјорсухԁԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορυ]+$/u;

const ENCODED =
  /\b(?=[A-Za-z0-9+/]*\d)(?=[A-Za-z0-9+/]*[A-Z])(?=[A-Za-z0-9+/]*[a-z])[A-Za-z0-9+/]{40,}={0,2}|\b(?:[0-9a-f]{2}){32,}\b|(?:\\x[0-9a-f]{2}){4,}|(?:%[0-9a-f]{2}){6,}/i;
const COMMENT = /<!--|-->|<!\[CDATA\[/;
const MARKUP =
  /<\/?\s*(?:system|assistant|user|human|tool|function|invoke|antml|instructions?|prompt|command|local-command|admin|important|thinking|result|output|error|script|iframe|img|style|a)\b[^>]*>|\[\/?(?:INST|SYS(?:TEM)?)\]|<\|[a-z_]+\|>|^\s*(?:system|assistant|human|user|developer)\s*:/i;
const PERSUASION =
  /\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instruction|rule|above|previous|prior|system|guideline|prompt)|\b(?:do not|don'?t|never)\b.{0,20}\b(?:tell|inform|mention|show|reveal|ask)\b.{0,20}\b(?:user|human|anyone)\b|\bwithout (?:asking|telling|confirm)|\byou are now\b|\bsystem prompt\b|\bjailbreak|\bnew instructions?\b/i;

const RULES: readonly { broken: (line: CheckedLine) => boolean; what: string }[] = [
  { broken: ({ text }) => HIDDEN.test(text), what: 'hidden characters' },
  { broken: ({ text }) => hasLookalikes(text), what: 'letters that look like others' },
  { broken: ({ text }) => ENCODED.test(text), what: 'encoded text' },
  { broken: ({ text }) => COMMENT.test(text), what: 'a comment that a reader does not see' },
  {
    broken: ({ text }) => MARKUP.test(withoutPlaceholders(text)),
    what: 'markup that poses as the system or a tool',
  },
  { broken: ({ text }) => /!\[|\]\(|^\s*\[[^\]]+\]:/.test(text), what: 'a link or image' },
  { broken: ({ text }) => PERSUASION.test(text), what: 'words that talk an agent out of its rules' },
];

/** Refuses text that hides something from its reader, or poses as somebody else's. */
export const checkText: Check = ({ lines }) =>
  lines.flatMap((line) =>
    RULES.filter(({ broken }) => broken(line)).map(({ what }) =>
      refuse('text', line, `this line holds ${what}`),
    ),
  );

/** A word of another script is innocent where it shows that it is one: by a letter that no Latin one looks like. */
function hasLookalikes(text: string): boolean {
  if (STYLED.test(text)) return true;
  return (text.match(/\p{L}+/gu) ?? []).some(
    (word) => OTHER_SCRIPT.test(word) && (/\p{Script=Latin}/u.test(word) || !isOfItsScript(word)),
  );
}

/** Armenian, Cherokee and Coptic look like Latin throughout: none of their words shows that it is no Latin one. */
const isOfItsScript = (word: string): boolean =>
  /[\p{Script=Greek}\p{Script=Cyrillic}]/u.test(word) && !CONFUSABLE.test(word);

/** Our own placeholders are code spans of plain names; they are not markup. */
function withoutPlaceholders(text: string): string {
  return text.replace(/`[^`]*`/g, (span) => span.replace(/<[a-z][a-z0-9-]*>/g, ''));
}
