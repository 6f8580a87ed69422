/** The tags Claude Code puts around what it adds to a user's message. By search, not by pattern: never slower than the text is long. */

/** The text between the first `<tag>` and the last `</tag>` behind it (what is inside may hold the tag again); null without both. */
export function insideTag(text: string, tag: string): string | null {
  const start = text.indexOf(`<${tag}>`);
  if (start < 0) return null;
  const from = start + tag.length + 2;
  const end = text.lastIndexOf(`</${tag}>`);
  return end < from ? null : text.slice(from, end);
}

/** The text without any `<tag>…</tag>`; an opening tag that is never closed stays. */
export function withoutTag(text: string, tag: string): string {
  const open = `<${tag}>`;
  const close = `</${tag}>`;
  let kept = '';
  let from = 0;
  for (;;) {
    const start = text.indexOf(open, from);
    const end = start < 0 ? -1 : text.indexOf(close, start);
    if (end < 0) return kept + text.slice(from);
    kept += text.slice(from, start);
    from = end + close.length;
  }
}

/** Whether the text opens with `<tag>` or `<tag …>`. */
export function opensWith(text: string, tag: string): boolean {
  return text.startsWith(`<${tag}`) && /^[\s>]/.test(text.slice(tag.length + 1, tag.length + 2));
}
