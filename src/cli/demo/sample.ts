/** How a sample session is written down: what a person asked and what the agent did. */

export type SampleStep =
  | { kind: 'run'; command: string; output: string; exitCode: number }
  | { kind: 'read'; path: string; content: string }
  | { kind: 'edit'; path: string; from: string; to: string }
  | { kind: 'write'; path: string; content: string };

/** One prompt and what followed. */
export interface SampleTurn {
  prompt: string;
  steps: SampleStep[];
  answer: string;
}

export interface SampleSession {
  /** Whole days before the demo runs, from 1. */
  daysAgo: number;
  /** Hour of that local day at which it starts. */
  hour: number;
  turns: SampleTurn[];
}

export const ran = (command: string, output: string): SampleStep => ({
  kind: 'run',
  command,
  output,
  exitCode: 0,
});

export const failed = (command: string, output: string, exitCode = 1): SampleStep => ({
  kind: 'run',
  command,
  output,
  exitCode,
});

/** @param path relative to the project's root, as in the two below */
export const read = (path: string, content: string): SampleStep => ({ kind: 'read', path, content });

export const edited = (path: string, from: string, to: string): SampleStep => ({
  kind: 'edit',
  path,
  from,
  to,
});

export const wrote = (path: string, content: string): SampleStep => ({ kind: 'write', path, content });

export const turn = (prompt: string, steps: SampleStep[], answer: string): SampleTurn => ({
  prompt,
  steps,
  answer,
});
