/** Lets work that holds things outside this process put them away when the person presses Ctrl-C. */

/** Thrown out of interrupted work; the command line exits with 130. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/**
 * Runs `work` with a signal that SIGINT, SIGTERM or SIGHUP aborts, with {@link Interrupted} as its reason. The process
 * itself goes on, so that `finally` blocks run.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const abort = () => controller.abort(new Interrupted('interrupted'));
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of names) process.on(name, abort);
  try {
    const result = await work(controller.signal);
    controller.signal.throwIfAborted();
    return result;
  } finally {
    for (const name of names) process.off(name, abort);
  }
}
