/** The folder that an exported session ran in, where the export does not tell it. */

import type { Part } from './parts.ts';

/** A path that the export tells from the session's folder: it writes files that were read so, `./src/a.ts`. */
const FROM_FOLDER = /^\.\/(.+)$/;

/**
 * The folder below which the same files lie that the export tells from it: an absolute path that ends like one of those names
 * it. Null where none does, or folders are named equally often.
 */
export function folderOfParts(parts: readonly Part[]): string | null {
  const paths = parts.flatMap((part) => pathOf(part) ?? []);
  const told = new Set(paths.flatMap((path) => FROM_FOLDER.exec(path)?.[1] ?? []));
  const named = new Map<string, number>();
  for (const path of new Set(paths.filter((one) => one.startsWith('/')))) {
    for (const end of told) {
      // A name alone may lie anywhere.
      if (!end.includes('/') || !path.endsWith(`/${end}`)) continue;
      const folder = path.slice(0, -end.length - 1);
      named.set(folder, (named.get(folder) ?? 0) + 1);
    }
  }
  const [first, second] = [...named].sort(([, a], [, b]) => b - a);
  return first === undefined || first[1] === second?.[1] ? null : first[0];
}

/** The part with its path told from the folder, as the export tells others. */
export function relativeTo(folder: string | null, part: Part): Part {
  const path = pathOf(part);
  if (folder === null || part.is !== 'tool' || path === null || !path.startsWith(`${folder}/`)) return part;
  return { ...part, input: { ...part.input, file_path: `./${path.slice(folder.length + 1)}` } };
}

function pathOf(part: Part): string | null {
  const path = part.is === 'tool' ? part.input.file_path : undefined;
  return typeof path === 'string' ? path : null;
}
