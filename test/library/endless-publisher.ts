/** Publishes version after version of one skill until it is killed. Arguments: database, root, home. */

import { publishSkill } from '../../src/library/write/publish.ts';
import { openStore } from '../../src/store/open.ts';
import { skillWithReference, skillWithScript } from '../support/skill.ts';

const [database = '', root = '', home = ''] = process.argv.slice(2);
const store = openStore(database);
const project = { id: 'p1', remote: null, root };
process.stdout.write('ready\n');
for (let turn = 0; ; turn += 1) {
  const mark = `${process.pid}-${turn}`;
  const long = `${mark} ${'x'.repeat(turn % 4000)}`;
  const skill =
    turn % 2 === 0
      ? skillWithReference('release', mark, long)
      : skillWithScript('release', mark, [`- ${mark}`, long]);
  const result = publishSkill(store, { project, skill, runId: null, now: 1, home, allowScratchRoots: true });
  if (result.outcome === 'refused') {
    process.stdout.write(`refused ${result.code}\n`);
    process.exit(1);
  }
}
