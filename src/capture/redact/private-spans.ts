/** Takes out what a person put between `<private>` and `</private>`. */

const OPEN = '<private>';
const CLOSE = '</private>';
const MARK = '«private»';

/**
 * The text without anything marked private. Call it on whole texts: a cut may part the marks.
 * @param isOpenEnded whether a mark that is not closed holds to the end, as in what a person wrote
 */
export function withoutPrivate(text: string, isOpenEnded: boolean): string {
  // By search, not by pattern: never slower than the text is long.
  let kept = '';
  let from = 0;
  for (;;) {
    const start = text.indexOf(OPEN, from);
    if (start < 0) return kept + text.slice(from);
    const end = text.indexOf(CLOSE, start);
    if (end < 0) return kept + (isOpenEnded ? text.slice(from, start) + MARK : text.slice(from));
    kept += text.slice(from, start) + MARK;
    from = end + CLOSE.length;
  }
}
