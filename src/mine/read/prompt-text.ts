/** The user's own words in a prompt, apart from what was pasted into it. */

/** First lines that head many unlike tasks; the subject follows. */
const BOILERPLATE_HEAD = /^\s*(?:please )?implement the following plan:?\s*/i;
const MAX_GOAL_CHARS = 600;
/** A line of a log, a stack trace, a diff or a table rather than a sentence. */
const MACHINE_LINE =
  /^\s*(?:at [\w.$<>]+ ?\(|File "|\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\[\d\d[/:]|[+-]{3} |@@ |[│┃╭╰┏┗├|]|[>❯$➜] |\d+ ?[|:│]|[\w./-]+:\d+(?::\d+)?:?\s|\w+Error:|Traceback )/;

/** What a person says of a task stands within so many characters, whatever is pasted behind it. */
const MAX_TEXT_CHARS = 40_000;
/** Blocks that the agent's program puts into prompts. */
const INJECTED = ['command-message', 'system-reminder'];

/**
 * The request in the user's words: code blocks, logs, quoted terminal output and tags left out, at most 600 characters.
 * Falls back to the whole text when nothing else is left.
 */
export function goalOf(text: string): string {
  const start = text.slice(0, MAX_TEXT_CHARS);
  const prose = INJECTED.reduce(withoutBlocks, start.replace(/```[\s\S]*?(?:```|$)/g, '\n'))
    .replace(/<\/?[a-z][\w-]*(?: [^<>]*)?>/gi, ' ')
    .replace(BOILERPLATE_HEAD, '')
    .split(/[\r\n]+/)
    .filter((line) => !MACHINE_LINE.test(line))
    .map((line) => line.replace(/[ \t]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
  return (prose === '' ? start.trim() : prose).slice(0, MAX_GOAL_CHARS);
}

/** A text without what stands between the tag and its end; a tag that never ends is left as it is. */
function withoutBlocks(text: string, tag: string): string {
  const parts: string[] = [];
  let from = 0;
  for (;;) {
    const open = text.indexOf(`<${tag}>`, from);
    const close = open < 0 ? -1 : text.indexOf(`</${tag}>`, open);
    if (close < 0) return [...parts, text.slice(from)].join('\n');
    parts.push(text.slice(from, open));
    from = close + tag.length + 3;
  }
}

/** The first 160 characters, as `skillify episodes` shows them. */
export function promptHead(text: string): string {
  return text.slice(0, 160);
}
