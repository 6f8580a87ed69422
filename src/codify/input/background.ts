/** What a project's work has in common with all its other work: counted once a run, asked by every drafter. */

import type { Episode } from '../../types.ts';
import { termsOf } from '../../words/terms.ts';
import { actsOf } from '../shared/acts.ts';
import { editFeature } from '../shared/edit-forms.ts';
import { formsOf } from '../shared/path-forms.ts';
import { workFeatures } from '../shared/steps.ts';
import { type Background, backgroundOf, groupBy } from '../shared/support.ts';

export interface ProjectBackground {
  /** Commands, and forms of the files that were changed, by the moment. */
  work: Background;
  /** Terms of the requests, by the moment. */
  words: Background;
}

/** @param moments every prompt of the project with what was done about it, those of candidates among them */
export function projectBackground(moments: readonly Episode[], root: string): ProjectBackground {
  return {
    work: backgroundOf(moments.map((moment) => featuresOf(moment, root))),
    words: backgroundOf(moments.map(({ memory }) => termsOf(memory.goal))),
  };
}

function featuresOf(moment: Episode, root: string): string[] {
  const acts = actsOf([moment], root);
  const forms = acts
    .filter(({ kind, worked }) => kind === 'edit' && worked)
    .flatMap(({ words: [path = ''] }) => formsOf(path).map(({ key }) => editFeature(key)));
  return [...workFeatures(acts), ...forms];
}

/** Each session as one episode: what got past an error may lie beyond the request that met it. */
export function wholeSessions(moments: readonly Episode[]): Episode[] {
  const ordered = moments
    .filter(({ within }) => within === undefined)
    .sort((a, b) => a.promptIndex - b.promptIndex);
  return [...groupBy(ordered, ({ sessionId }) => sessionId).values()].flatMap((own) => {
    const [first] = own;
    return first === undefined ? [] : [{ ...first, steps: own.flatMap(({ steps }) => steps) }];
  });
}

/** For a project of which nothing but the kind itself is known. */
export const NO_BACKGROUND: ProjectBackground = {
  work: { size: 0, holding: new Map() },
  words: { size: 0, holding: new Map() },
};
