/** Paths with what varies left open: `test/routes/<name>.test.js`, `packages/<dir>/package.json`, `<name>_test.go` of any folder. */

/** A path, or a path with one gap; a name with a gap and no folder is of any folder. */
export interface PathForm {
  /** The path with its gap as `<>`. */
  key: string;
  /** What stood in the gap; null for the path itself. */
  slot: string | null;
  /** What kind of part the gap stands for. */
  gap: 'name' | 'date' | 'folder' | null;
}

/** A date at the beginning of a name, as notes and migrations have it. */
const DATED = /^(\d{4}-?\d\d-?\d\d)([-_.])(.+)$/;
/** Parts of a name beyond this many are all one. */
const MAX_CUTS = 4;
/** More folders than this say nothing that their own parents do not. */
const MAX_DEPTH = 8;

/**
 * Every form of a path, the most constant first: itself, then with a part of its name open (whatever stays at either end, cut
 * at `.`, `-` and `_`), then with one folder open, then by its name in any folder.
 */
export function formsOf(path: string): PathForm[] {
  const folders = path.split('/');
  const base = folders.pop() ?? '';
  const folder = folders.length === 0 ? '' : `${folders.join('/')}/`;
  const named = nameForms(base).map((form) => ({ ...form, key: folder + form.key }));
  const opened = folders.slice(0, MAX_DEPTH).map((part, at): PathForm => {
    const rest = folders.map((other, index) => (index === at ? '<>' : other)).join('/');
    return { key: `${rest}/${base}`, slot: part, gap: 'folder' };
  });
  return [
    { key: path, slot: null, gap: null },
    ...named,
    ...opened.filter(({ key }) => key.startsWith('<>/') === false),
    ...(folder === '' ? [] : anywhere(nameForms(base))),
  ];
}

/** Names whose fixed part alone tells what kind of file they are: what they end in, and what pytest finds tests by. */
const anywhere = (forms: readonly PathForm[]): PathForm[] =>
  forms.filter(({ key, gap }) => gap === 'name' && /^(?:<>|test_<>)/.test(key) && hasRole(key));

/** True where more of a name stays than its extension: `<>_test.go`, not `<>.go`. */
export const hasRole = (key: string): boolean =>
  /[A-Za-z]{3}/.test(
    key
      .slice(key.lastIndexOf('/') + 1)
      .replace(/\.\w+$/, '')
      .replace('<>', ''),
  );

function nameForms(base: string): PathForm[] {
  const dot = base.lastIndexOf('.');
  const stem = dot > 0 ? base.slice(0, dot) : base;
  const extension = dot > 0 ? base.slice(dot) : '';
  const dated = DATED.exec(stem);
  if (dated !== null) return [{ key: `<>${extension}`, slot: stem, gap: 'date' }];
  const cuts = [...stem.matchAll(/[._-]/g)].map(({ index }) => index).slice(0, MAX_CUTS);
  const starts = [0, ...cuts.map((at) => at + 1)];
  const ends = [...cuts, stem.length];
  return starts
    .flatMap((start) => ends.filter((end) => end > start).map((end) => ({ start, end })))
    .map(({ start, end }) => ({
      key: `${stem.slice(0, start)}<>${stem.slice(end)}${extension}`,
      slot: stem.slice(start, end),
      gap: 'name' as const,
    }))
    .filter(({ slot }) => /\w/.test(slot))
    .sort((a, b) => constancy(b.key) - constancy(a.key));
}

/** How many characters of a form stay the same. */
export const constancy = (key: string): number => key.replace('<>', '').length;

/** True where the form's gap is all that its name says: `src/<>`, `<>.ts`. */
export const isBare = (key: string): boolean => /(?:^|\/)<>$|^<>(?:\.\w+)?$/.test(key);

/** A dated file is one session's; what its like have in common is the form with an open date. */
export const isDated = (key: string): boolean => DATED.test(key.slice(key.lastIndexOf('/') + 1));

/** True for a file of the program itself. */
export const isCode = (path: string): boolean =>
  /\.(?:[cm]?[jt]sx?|py|go|rs|rb|java|kt|swift|c|cc|cpp|h|hpp|cs|php|vue|svelte|scss|css|html|sql|sh|ex|exs|scala|dart)$/i.test(
    path,
  );
