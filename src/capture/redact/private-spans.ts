/** Takes out what a person put between `<private>` and `</private>`. */

const TAG = /<(\/?)private>/gi;
const MARK = '«private»';

/**
 * The text without anything marked private; marks may lie within one another. Call it on whole texts: a cut may part
 * the marks.
 * @param isOpenEnded whether a mark that is not closed holds to the end, as in what a person wrote
 */
export function withoutPrivate(text: string, isOpenEnded: boolean): string {
  let kept = '';
  let from = 0;
  let lastClose = 0;
  const open: number[] = [];
  for (const { 0: tag, 1: slash, index } of text.matchAll(TAG)) {
    if (slash === '') {
      open.push(index);
      continue;
    }
    const start = open.pop();
    if (start === undefined) continue;
    lastClose = index + tag.length;
    if (open.length > 0) continue;
    kept += text.slice(from, start) + MARK;
    from = lastClose;
  }
  const start = open[0];
  if (start === undefined) return kept + text.slice(from);
  // With fewer ends than beginnings nobody can tell which belong together.
  const end = isOpenEnded ? text.length : lastClose;
  return end > start ? kept + text.slice(from, start) + MARK + text.slice(end) : kept + text.slice(from);
}
