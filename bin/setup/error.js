'use strict';

/** A set-up that cannot go on for a reason outside this program: one sentence, what to do, and npm's own words. */
class SetupError extends Error {
  /** @param {{ hint?: string, output?: string, cause?: unknown }} details */
  constructor(message, details = {}) {
    super(message, { cause: details.cause });
    this.hint = details.hint;
    this.output = details.output;
  }

  /** What the person gets to read, newline included. */
  report() {
    const lines = [`hivemind: ${this.message}`];
    if (this.hint !== undefined) lines.push(`  ${this.hint}`);
    if (this.output) lines.push('', this.output.trimEnd());
    return `${lines.join('\n')}\n`;
  }
}

module.exports = { SetupError };
