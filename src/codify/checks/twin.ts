/** No second skill for what an installed one already does, whoever wrote that. */

import type { SkillDraft } from '../../skill/draft.ts';
import { codesOf, sayLine } from '../../skill/forms.ts';
import type { InstalledSkill } from '../../skill/installed.ts';
import { fixedPart } from '../input/stated.ts';
import { baseForm } from '../shared/request-words.ts';
import { type Check, refuse } from './check.ts';

/** Share of a draft's commands that another skill must hold to be its twin. */
const SAME_COMMANDS = 0.75;
/** Cosine of the words of two descriptions (and names) from which on they mean the same; commands must overlap too. */
const SAME_WORDS = 0.85;

/** Refuses a draft that an installed skill of another origin already covers. */
export const checkTwin: Check = ({ draft, context }) => {
  const others = (context.installed ?? []).filter((skill) => skill.candidateId !== draft.candidateId);
  const twin = others.find((other) => isTwin(draft, other));
  if (twin === undefined) return [];
  return [refuse('twin', null, `${twin.place ?? `the skill ${twin.name}`} already covers this`)];
};

/** True when the other skill does what the draft would. */
export function isTwin(draft: SkillDraft, other: InstalledSkill): boolean {
  const key = (name: string) => name.split('-').map(baseForm).sort().join(' ');
  if (key(draft.name) === key(other.name) || tellsFailure(draft, other)) return true;
  const commands = [
    ...new Set(
      draft.files
        .flatMap(({ lines }) => lines)
        .filter(({ kind }) => kind === 'step')
        .flatMap((step) => codesOf(step).map(fixedPart)),
    ),
  ];
  const covered = commands.filter((command) => other.body.includes(command)).length;
  if (commands.length >= 2 && covered / commands.length >= SAME_COMMANDS) return true;
  const words = (name: string, description: string) =>
    wordCounts(`${name.replaceAll('-', ' ')} ${description}`);
  const likeness = cosine(
    words(draft.name, sayLine(draft.description)),
    words(other.name, other.description),
  );
  return likeness >= SAME_WORDS && (commands.length === 0 || covered > 0);
}

/** True when the other skill tells already how this error was got past, beside the work in which it came up. */
function tellsFailure({ description, files }: SkillDraft, { body }: InstalledSkill): boolean {
  if (description.of !== 'failure' || description.error === null) return false;
  const remedies = files.flatMap(({ lines }) =>
    lines.flatMap((line) => (line.kind === 'pitfall' && 'worked' in line ? line.worked : [])),
  );
  return (
    body.includes(`\`${description.error}\``) && remedies.some((worked) => body.includes(`\`${worked}\``))
  );
}

function wordCounts(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of (text.toLowerCase().match(/[a-z]{2,}/g) ?? []).map(baseForm)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  const dot = [...a].reduce((sum, [word, count]) => sum + count * (b.get(word) ?? 0), 0);
  const norm = (counts: ReadonlyMap<string, number>) =>
    Math.sqrt([...counts.values()].reduce((sum, count) => sum + count * count, 0));
  return dot === 0 ? 0 : dot / (norm(a) * norm(b));
}
