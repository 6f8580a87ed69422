/** Which paths a skill of the project may name. */

import { isAgentsOwn } from '../../agents/own.ts';

/** A path relative to the project, and none that decides what agents are told or do. */
export const isInProject = (path: string): boolean =>
  !/^(?:\/|~|\.\.\/|[A-Za-z]:)|[`<>\s]/.test(path) &&
  !isAgentsOwn(path) &&
  !/(?:^|\/)\.(?:git|hivemind)(?:\/|$)/.test(path);
