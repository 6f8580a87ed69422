/** The page that holds one dated run of the benches. */

/** The section that each new run replaces begins so; it is the page's last one. */
const RUN_SECTION = '\n## A run of ';

/** What one bench printed. */
export interface Printed {
  name: string;
  output: string;
}

/**
 * The page with its run replaced by this one.
 * @param page Markdown; what stands before its run stays as it is
 * @param command the command line that made the run
 * @param minutes how long it took
 */
export function withRun(
  page: string,
  at: Date,
  command: string,
  minutes: number,
  benches: readonly Printed[],
): string {
  const start = page.indexOf(RUN_SECTION);
  const head = (start < 0 ? page : page.slice(0, start)).trimEnd();
  const title = `${RUN_SECTION.trimStart()}${at.toISOString().slice(0, 10)}`;
  const made = `\`${command}\`, in ${minutes.toFixed(0)} minutes.`;
  const sections = benches.map(({ name, output }) => `### ${name}\n\n${codeBlock(output)}`);
  return `${[head, title, made, ...sections].join('\n\n')}\n`;
}

function codeBlock(text: string): string {
  const lines = text.trimEnd().split('\n');
  return lines.map((line) => (line === '' ? '' : `    ${line}`)).join('\n');
}
