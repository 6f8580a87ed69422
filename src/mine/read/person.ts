/** Tells apart the people whose sessions a store holds. */

/**
 * The person whose session it was, by the home folder that it ran in: the record names nobody.
 * @returns the folder's name; null where the session ran outside of any
 */
export function personOf(cwd: string): string | null {
  const home = /^(?:\/(?:Users|home|var\/home)\/([^/]+)|[A-Za-z]:\\Users\\([^\\]+))(?:[/\\]|$)/.exec(cwd);
  return home?.[1] ?? home?.[2] ?? null;
}
