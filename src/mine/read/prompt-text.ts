/** The user's own words in a prompt, apart from what was pasted into it. */

/** First lines that head many unlike tasks; the subject follows. */
const BOILERPLATE_HEAD = /^\s*(?:please )?implement the following plan:?\s*/i;
const MAX_GOAL_CHARS = 600;
/** A line of a log, a stack trace, a diff or a table rather than a sentence. */
const MACHINE_LINE =
  /^\s*(?:at [\w.$<>]+ ?\(|File "|\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\[\d\d[/:]|[+-]{3} |@@ |[│┃╭╰┏┗├|]|[>❯$➜] |\d+ ?[|:│]|[\w./-]+:\d+(?::\d+)?:?\s|\w+Error:|Traceback )/;

/**
 * The request in the user's words: code blocks, logs, quoted terminal output and tags left out, at most 600 characters.
 * Falls back to the whole text when nothing else is left.
 */
export function goalOf(text: string): string {
  const prose = text
    .replace(/```[\s\S]*?(?:```|$)/g, '\n')
    .replace(/<(command-message|system-reminder)>[\s\S]*?<\/\1>/g, '\n')
    .replace(/<\/?[a-z][\w-]*(?: [^<>]*)?>/gi, ' ')
    .replace(BOILERPLATE_HEAD, '')
    .split('\n')
    .filter((line) => !MACHINE_LINE.test(line))
    .join('\n')
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
  return (prose === '' ? text.trim() : prose).slice(0, MAX_GOAL_CHARS);
}

/** The first 160 characters, as `skillify episodes` shows them. */
export function promptHead(text: string): string {
  return text.slice(0, 160);
}
