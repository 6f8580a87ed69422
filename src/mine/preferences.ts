/** Sentences in which a user states a standing rule: always, never, use this and not that. */

const RULE =
  /\b(?:always|never|don'?t (?:ever )?(?:use|do|add|write|create|commit|push|run|touch|change|edit|delete|remove|put|mention|include)|do not|must(?: not|n'?t)?|should (?:always|never|not)|shouldn'?t|from now on|in (?:the )?future|next time|every time|make sure|remember (?:to|that)|prefer|instead of|only use|we (?:always|never|only|use|don'?t)|immer|niemals?|toujours|jamais|siempre|nunca)\b/i;
const SHOUTED = /\b(?:USE|NEVER|ALWAYS|NOT|DON'?T|MUST|STOP|ONLY)\b.*|!{2,}/;
const MAX_CHARS = 240;
const MIN_WORDS = 3;

/** The sentences of a prompt that read as a rule for later sessions too. Code, logs and long pastes are not read. */
export function preferenceSentences(text: string): string[] {
  if (text.length > 4_000) return [];
  return text
    .replace(/```[\s\S]*?(?:```|$)/g, '\n')
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length <= MAX_CHARS && sentence.split(/\s+/).length >= MIN_WORDS)
    .filter((sentence) => !sentence.endsWith('?') && (RULE.test(sentence) || SHOUTED.test(sentence)));
}
