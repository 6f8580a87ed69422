/** Writes changed files as the text `apply_patch` takes, so that an edit reads the same however Codex told of it. */

import type { JsonObject } from '../../src/types.ts';
import { asRecord, textOf } from '../fields.ts';

/** @param changes of a `FileChange` item (0.169): path → `{type, content}` or `{type, unified_diff, move_path}` */
export function patchOf(changes: JsonObject): string {
  const files = Object.entries(changes).map(([path, change]) => filePatch(path, asRecord(change)));
  return ['*** Begin Patch\n', ...files, '*** End Patch\n'].join('');
}

function filePatch(path: string, change: JsonObject): string {
  if (change.type === 'add') return `*** Add File: ${path}\n${added(textOf(change.content) ?? '')}`;
  if (change.type === 'delete') return `*** Delete File: ${path}\n`;
  const moved = textOf(change.move_path);
  const move = moved === null ? '' : `*** Move to: ${moved}\n`;
  return `*** Update File: ${path}\n${move}${lines(textOf(change.unified_diff) ?? '').join('')}`;
}

const added = (content: string) =>
  lines(content)
    .map((line) => `+${line}`)
    .join('');

/** The lines of a text, each with its end. */
function lines(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, at, all) => (at === all.length - 1 && line === '' ? [] : `${line}\n`));
}
