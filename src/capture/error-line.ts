/** Finds the line that tells why a tool failed. */

/** A line is looked at this far: minified code in one line has no more to tell. */
const MAX_LINE = 2_000;
/** Beyond this, an output is a log, and its end tells more than its middle. */
const SCANNED = 100_000;

/** From the most telling to the least: a named error, a line that says so, a line with such a word. */
const TELLING: readonly RegExp[] = [
  /^(?:[\w.$]{1,80}(?:Error|Exception|Panic)\b|(?:fatal|panic|error|err!?|npm ERR!)(?:\[[^\]]{0,20}\])?:)/i,
  /\b(?:error|fatal|exception|panic)\b ?:|^E {2,}/i,
  /\b(?:error|failed|failure|fatal|not found|no such|cannot|can't|denied|refused|unexpected|undefined|invalid|missing|timed? ?out)\b/i,
];

/**
 * The most telling error line of a failed tool's output, trimmed; null when the output is empty. Without a telling line
 * it is the last one.
 */
export function errorLine(output: string): string | null {
  const scanned = output.length > SCANNED ? output.slice(-SCANNED) : output;
  const lines = scanned.split(/\r?\n|\r/).flatMap((line) => line.slice(0, MAX_LINE).trim() || []);
  for (const pattern of TELLING) {
    const found = lines.find((line) => pattern.test(line));
    if (found !== undefined) return found;
  }
  return lines.at(-1) ?? null;
}
