/** Damage to a database file, as failing disks do it. */

import { closeSync, openSync, statSync, writeSync } from 'node:fs';

/** Bytes of a page of the store. */
export const PAGE = 8_192;

/** Overwrites pages of a database. */
export function damagePages(path: string, pages: readonly number[]): void {
  const file = openSync(path, 'r+');
  for (const page of pages) writeSync(file, Buffer.alloc(PAGE, 0xa5), 0, PAGE, page * PAGE);
  closeSync(file);
}

export const pagesOf = (path: string): number => statSync(path).size / PAGE;
