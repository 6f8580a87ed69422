/** Lets work that holds things outside this process put them away when the person presses Ctrl-C. */

/** Thrown out of interrupted work; the command line exits with 130. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/**
 * Runs `work` with a signal that SIGINT, SIGTERM or SIGHUP aborts, with {@link Interrupted} as its reason. The process
 * itself goes on, so that `finally` blocks run; `work` is to look at the signal now and then.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const abort = () => controller.abort(new Interrupted('interrupted'));
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of names) process.on(name, abort);
  try {
    return await work(controller.signal);
  } catch (error) {
    // What failed may have failed because the signal ended a child process as well.
    controller.signal.throwIfAborted();
    throw error;
  } finally {
    for (const name of names) process.off(name, abort);
  }
}
