/** The tags Claude Code puts around what it adds to a user's message. By search, not by pattern: never slower than the text is long. */

/** The text between the first `<tag>` and the last `</tag>` behind it (what is inside may hold the tag again); null without both. */
export function insideTag(text: string, tag: string): string | null {
  const start = text.indexOf(`<${tag}>`);
  if (start < 0) return null;
  const from = start + tag.length + 2;
  const end = text.lastIndexOf(`</${tag}>`);
  return end < from ? null : text.slice(from, end);
}

/**
 * The text without what lies between the first of these tags that is closed and the last end of one: what a tag holds may
 * spell its end, so that nothing tells which end is its own, but the last one is behind all of it.
 */
export function withoutTags(text: string, tags: readonly string[]): string {
  const ends = tags.map((tag) => ({ tag, end: text.lastIndexOf(`</${tag}>`) })).filter(({ end }) => end >= 0);
  const last = Math.max(...ends.map(({ tag, end }) => end + tag.length + 3));
  const first = Math.min(...ends.map(({ tag, end }) => openingOf(text, tag, end)));
  return first >= last ? text : text.slice(0, first) + text.slice(last);
}

/** Where `<tag>` or `<tag …>` first stands before `end`; infinite where it does not. */
function openingOf(text: string, tag: string, end: number): number {
  let at = text.indexOf(`<${tag}`);
  while (at >= 0 && at < end && !opensWith(text.slice(at, at + tag.length + 2), tag)) {
    at = text.indexOf(`<${tag}`, at + 1);
  }
  return at >= 0 && at < end ? at : Number.POSITIVE_INFINITY;
}

/** Whether the text opens with `<tag>` or `<tag …>`. */
export function opensWith(text: string, tag: string): boolean {
  return text.startsWith(`<${tag}`) && /^[\s>]/.test(text.slice(tag.length + 1, tag.length + 2));
}
