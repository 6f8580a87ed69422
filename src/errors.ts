/** Failures that a user can understand and act on. Everything else is a bug and stays an ordinary error. */

/** Stable codes, for tests and for people who search. */
export type ErrorCode =
  | 'CONFIG_INVALID'
  | 'STORE_UNUSABLE'
  | 'STORE_DAMAGED'
  | 'STORE_NEWER'
  | 'STORE_OLDER'
  | 'STORE_ELSEWHERE'
  | 'SETTINGS_UNREADABLE'
  | 'SETTINGS_CHANGED'
  | 'NOT_FOUND'
  | 'NOT_A_PROJECT'
  | 'NOT_INSTALLED'
  | 'DAEMON_FAILED'
  | 'RUN_IN_PROGRESS'
  | 'EMBEDDINGS_FAILED'
  | 'REFUSED'
  | 'USAGE';

/** An expected failure: one sentence that says what and why, and a hint that says what to do (a command or a path). */
export class HivemindError extends Error {
  override readonly name = 'HivemindError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}

/**
 * The message of anything thrown, on one line. Fit for logs: V8 quotes the text that is no JSON, which may be a
 * session's, so that part is left out.
 */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text
    .replace(/\s+/g, ' ')
    .replace(/,? (?:\.\.\.)?".*"(?:\.\.\.)? is not valid JSON$/, ', not valid JSON')
    .trim();
}

/** The `code` of a system error (`ENOENT`, `EACCES`, …) or undefined. */
export function systemCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
