/** Drafts the wanted skills from their own moments, and reads the drafts as the data's scorer reads skills. */

import { sayLine } from '../../src/skill/forms.ts';
import { layOut } from '../../src/skill/page.ts';
import { readGold, readsAs, type Wanted } from './gold.ts';
import { type Drafted, draftKinds, fateOf } from './measure.ts';

export interface DraftedGold {
  wanted: Wanted;
  drafted: Drafted;
}

/** One draft for each skill that could be asked for. */
export async function measureGold(data: string): Promise<DraftedGold[]> {
  const projects = await readGold(data);
  return projects.flatMap(({ source, project, moments, clusters }) =>
    clusters
      .filter(({ wanted }) => wanted.eligible && wanted.kind !== 'none')
      .flatMap(({ wanted, kind }) =>
        draftKinds([kind], { source, project }, moments).map((drafted) => ({ wanted, drafted })),
      ),
  );
}

export interface GoldTally {
  kind: string;
  all: number;
  drafted: number;
  /** Those that every check passes. */
  sound: number;
  right: number;
  /** Mean share of what a good text has to hold. */
  must: number;
}

export function tallyGold(gold: readonly DraftedGold[]): GoldTally[] {
  const kinds = ['procedure', 'preference', 'troubleshooting'] as const;
  return kinds
    .map((kind) => ({ kind, own: gold.filter(({ wanted }) => wanted.kind === kind) }))
    .filter(({ own }) => own.length > 0)
    .map(({ kind, own }) => {
      const read = own.map(({ wanted, drafted }) => readsAs(wanted, textOf(drafted)));
      return {
        kind,
        all: own.length,
        drafted: own.filter(({ drafted }) => drafted.codified !== null).length,
        sound: own.filter(({ drafted }) => fateOf(drafted) === 'skill').length,
        right: read.filter(({ right }) => right).length,
        must: read.reduce((sum, { share }) => sum + share, 0) / own.length,
      };
    });
}

function textOf({ codified }: Drafted): string {
  if (codified === null) return '';
  const { name, description, files } = codified.draft;
  return [name, sayLine(description), ...files.map((file) => layOut(file).text)].join('\n');
}
