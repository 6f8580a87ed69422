/** Where the parts of a rendered SKILL.md stand, told without reading its YAML. */

/** How many lines of a rendered SKILL.md come before the body's first. */
export function bodyOffset(content: string): number {
  const lines = content.split('\n');
  const end = lines.indexOf('---', 1);
  return end + 1 + (lines[end + 1] === '' ? 1 : 0);
}

/** The line of a rendered SKILL.md that holds the description. */
export const DESCRIPTION_LINE = 3;
