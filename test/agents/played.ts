/** Scenes with an agent, and what came of them. */

import type { Exchange, MockModel } from '../support/agents/mock-model.ts';
import type { Random } from '../support/agents/random.ts';
import type { Sandbox } from '../support/agents/sandbox.ts';

/** What every scene is played with, besides the agent. */
export interface Scenery {
  sandbox: Sandbox;
  model: MockModel;
  random: Random;
}

/** What was played. */
export interface Played {
  sessionId: string;
  /** The prompts of a person that reached the model, in order. */
  prompts: string[];
  /** What was asked of the model and what it said. */
  exchanges: readonly Exchange[];
  /** What the agent showed: output with `-p`, the whole terminal otherwise. */
  shown: string;
}

/**
 * Plays a scene to its end: every reply of its script asked for, and none beside it.
 * @param play gets the model's last words
 */
export async function playOut(
  { model, random }: Pick<Scenery, 'model' | 'random'>,
  prompts: string[],
  play: (lastWords: string) => Promise<{ sessionId: string; shown: string }>,
): Promise<Played> {
  const before = model.exchanges.length;
  const played = await play(`All done with ${random.word()}.`);
  model.expectSpent();
  return { ...played, prompts, exchanges: model.exchanges.slice(before) };
}

/** Something to wait for that a scene lets happen. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
