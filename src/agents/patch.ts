/** Reads the patches that `apply_patch` takes: any number of files, each added, updated, moved or deleted (Codex). */

import type { FileEdit } from './file-edit.ts';

/** Whether a text is such a patch. */
export const isPatch = (text: string): boolean => text.includes('*** Begin Patch');

/** Whether a command line is `apply_patch` with its patch: so Codex changed files in 2025. */
export const isPatchCommand = (line: string): boolean =>
  /^\s*(?:cd\s[^\n;|&]+&&\s*)?apply_patch\b/.test(line) && isPatch(line);

const HEADER = /^\*\*\* (Add|Update|Delete) File: (.+)$/m;

/**
 * The edits of a patch in its order; a file that was moved comes as one deleted and one created. Never throws: what is no
 * section of a file is passed over.
 */
export function patchEdits(patch: string): FileEdit[] {
  const parts = patch.split(HEADER);
  const edits: FileEdit[] = [];
  for (let at = 1; at + 2 < parts.length; at += 3) {
    edits.push(...sectionEdits(parts[at] ?? '', (parts[at + 1] ?? '').trim(), parts[at + 2] ?? ''));
  }
  return edits;
}

/** Where the lines stand that say which file of a patch the next ones are of: start and end. None in any other text. */
export function fileLinesOf(text: string): [start: number, end: number][] {
  if (!isPatch(text)) return [];
  const lines = text.matchAll(/^\*\*\* (?:(?:Add|Update|Delete) File|Move to): .+$/gm);
  return [...lines].map(({ index, 0: line }) => [index, index + line.length]);
}

const CHANGES = { Add: 'created', Update: 'changed', Delete: 'deleted' } as const;

function sectionEdits(verb: string, path: string, body: string): FileEdit[] {
  const behind = (mark: string) =>
    body
      .split('\n')
      .filter((line) => line.startsWith(mark))
      .map((line) => line.slice(1).replace(/\r$/, ''));
  const change = CHANGES[verb as keyof typeof CHANGES];
  const lines = { added: behind('+'), removed: behind('-') };
  const moved = /^\*\*\* Move to: (.+)$/m.exec(body)?.[1]?.trim();
  if (moved === undefined || moved === path) return [{ path, change, ...lines }];
  return [
    { path, change: 'deleted', added: [], removed: [] },
    { path: moved, change: 'created', ...lines },
  ];
}
