/** Steps of a process that tests kill: it dies at the one that it was told. */

import type { Store } from '../../src/store/open.ts';

export interface DeadlySteps {
  /** One step more; at the n-th the process kills itself, without warning. */
  step(): void;
  /** How many there were. */
  count(): number;
}

/** @param killAt the n, as it stands on the command line; 0 never comes */
export function deadlySteps(killAt: string): DeadlySteps {
  let steps = 0;
  return {
    step() {
      steps += 1;
      if (steps === Number(killAt)) process.kill(process.pid, 'SIGKILL');
    },
    count: () => steps,
  };
}

/** Makes a step of each statement that writes, just before it does, in a transaction or not. */
export function stepBeforeWrites(store: Store, step: () => void): void {
  const prepare = store.prepare.bind(store);
  store.prepare = ((source: string) => {
    const statement = prepare(source);
    const run = statement.run.bind(statement);
    statement.run = (...values: unknown[]) => {
      step();
      return run(...values);
    };
    return statement;
  }) as typeof store.prepare;
}
