/** What the reference validator of the Agent Skills specification says of skills, on disk or still drafts. */

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseFrontmatter, validate, validateMetadata } from 'skills-ref';
import type { SkillDraft } from '../../src/skill/draft.ts';
import { sayLine } from '../../src/skill/forms.ts';
import { layOut } from '../../src/skill/page.ts';
import { renderSkillFile } from '../../src/skill/skill-file.ts';

/** What it objects to in a name and a description. */
export const problemsOfListing = (name: string, description: string): string[] =>
  validateMetadata({ name, description });

/** What it objects to in a draft, read back from the text that would be written. */
export function problemsOfDraft({ name, description, files }: SkillDraft): string[] {
  const body = files.slice(0, 1).map((file) => layOut(file).text);
  const text = renderSkillFile({
    name,
    description: sayLine(description),
    metadata: {},
    body: body.join(''),
  });
  const [metadata] = parseFrontmatter(text);
  return validateMetadata(metadata, name);
}

/** What it objects to in the skills of a repository, each objection with the skill's name. */
export async function problemsOfSkills(root: string): Promise<string[]> {
  const folder = join(root, '.claude', 'skills');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const found = await Promise.all(
    names.map(async (name) => (await validate(join(folder, name))).map((problem) => `${name}: ${problem}`)),
  );
  return found.flat();
}
