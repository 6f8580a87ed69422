/** What the daemon is told of the spool. */

import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { watchFolder } from '../../src/daemon/watch.ts';
import { eventually } from '../support/agents/eventually.ts';

test('a record that came while the watch was only beginning is looked for, too', async () => {
  const folder = mkdtempSync(join(process.env.HOME ?? '', 'spool-'));
  let told = 0;
  const watch = watchFolder(
    folder,
    () => {
      told += 1;
    },
    (error) => {
      throw error;
    },
  );
  writeFileSync(join(folder, '1-0'), 'there before the system watched');
  await eventually('the watch has begun', () => told > 0);
  const before = told;
  writeFileSync(join(folder, '2-0'), 'there after');
  await eventually('the next one is told', () => told > before);
  await watch.close();
});
