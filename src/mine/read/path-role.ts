/** What sort of file a path names: its role in a repository rather than its name. */

/** Files known by name in any repository; their name is their role. */
const WELL_KNOWN =
  /^(?:readme|changelog|changes|history|contributing|license|todo|progress|roadmap|agents|claude|gemini|dockerfile|makefile|justfile|procfile|rakefile|gemfile|package\.json|package-lock\.json|pnpm-lock\.yaml|yarn\.lock|tsconfig[\w.]*\.json|pyproject\.toml|setup\.(?:py|cfg)|requirements[\w-]*\.txt|cargo\.(?:toml|lock)|go\.(?:mod|sum)|pom\.xml|build\.gradle(?:\.kts)?|composer\.json|docker-compose[\w.]*\.ya?ml|version|\.gitignore|\.env[\w.]*)(?:\.(?:md|txt|rst))?$/i;

const TEST = /(?:^|[/_.-])(?:tests?|specs?|__tests__|e2e|testdata|fixtures?)(?:[/_.-]|$)/i;

/** A placeholder for a path in a command: a well-known file keeps its name, else `<test-file>` or `<path>`. */
export function pathPlaceholder(path: string): string {
  const name = baseName(path);
  if (WELL_KNOWN.test(name)) return name;
  return isTestPath(path) ? '<test-file>' : '<path>';
}

/** The role of a file: its name when well known, else test or path with the extension (`<test.ts>`, `<path.css>`). */
export function fileRole(path: string): string {
  const name = baseName(path);
  if (WELL_KNOWN.test(name)) return name;
  const extension = /\.([A-Za-z][A-Za-z0-9]{0,6})$/.exec(name)?.[1]?.toLowerCase();
  const sort = isTestPath(path) ? 'test' : 'path';
  return extension === undefined ? `<${sort}>` : `<${sort}.${extension}>`;
}

const baseName = (path: string) => path.replace(/\/+$/, '').split('/').at(-1) ?? path;

/** True for a file that tests the code. */
export function isTestPath(path: string): boolean {
  return TEST.test(path);
}

/**
 * A path as the repository names it.
 * @param folders absolute paths; the first that `path` lies below is what it is relative to
 */
export function relativePath(path: string, folders: readonly string[]): string {
  const folder = folders.find((one) => one !== '' && path.startsWith(`${one}/`));
  return folder === undefined ? path.replace(/^\.\//, '') : path.slice(folder.length + 1);
}
