/**
 * Loaded into Claude Code (a Bun program, by `BUN_OPTIONS=--preload`) before its own code: it then lives on another
 * day. So the days a transcript spans are written by the agent itself, not forged into its files afterwards.
 */

const shift = Number(process.env.HIVEMIND_TEST_CLOCK_SHIFT_MS);
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...parts: unknown[]) {
    if (parts.length === 0) super(RealDate.now() + shift);
    else super(...(parts as [number]));
  }
  static override now(): number {
    return RealDate.now() + shift;
  }
} as DateConstructor;
