/** Which paths a skill of the project may name. */

/** A path relative to the project, and none that decides what agents are told or do. */
export const isInProject = (path: string): boolean =>
  !/^(?:\/|~|\.\.\/|[A-Za-z]:)|[`<>\s]/.test(path) && !AGENTS.test(path);

const AGENTS =
  /(?:^|\/)\.(?:claude|agents|codex|cursor|gemini|git|hivemind)(?:\/|$)|(?:^|\/)(?:CLAUDE|AGENTS|GEMINI)\.\w+$/;
