/** A skill for tests of the library, which takes what `verify` made; how a draft gets there is tested with codify. */

import { claimOf } from '../../src/skill/claim.ts';
import {
  type Line,
  linesOf,
  MAIN_FILE,
  type SkillDraft,
  type StepLine,
  section,
} from '../../src/skill/draft.ts';
import { layOut, startOf } from '../../src/skill/page.ts';
import type { Skill } from '../../src/skill/skill.ts';

const behind = (...eventIds: string[]) => eventIds.map((eventId) => ({ eventId, quote: 'words' }));

const step = (command: string): StepLine => ({
  kind: 'step',
  do: 'run',
  label: 'Run',
  command,
  only: null,
  until: null,
  evidence: behind('call-1'),
});

function skillWith(name: string, files: SkillDraft['files']): Skill {
  const draft: SkillDraft = {
    candidateId: `candidate-${name}`,
    kind: 'procedure',
    name,
    description: {
      kind: 'description',
      of: 'failure',
      failed: name,
      error: null,
      evidence: behind('prompt-1'),
    },
    files,
    sessionIds: ['session-1', 'session-2', 'session-3'],
  };
  const { description: _line, files: _files, ...rest } = draft;
  const skill = {
    ...rest,
    description: `Do ${name}. Use when asked to ${name}.`,
    files: files.map(layOut),
    receipts: linesOf(draft).flatMap(({ path, line }) => {
      const claim = claimOf(line);
      return claim === null ? [] : line.evidence.map((evidence) => ({ ...evidence, path, claim }));
    }),
  };
  return skill as unknown as Skill;
}

const main = (...lines: Line[]) => ({
  path: MAIN_FILE,
  lines: [{ kind: 'title', title: 'Title', evidence: [] } as const, ...section('Steps', lines)],
});

/** A skill of one step. */
export const skillOf = (name: string, command = 'npm test'): Skill => skillWith(name, [main(step(command))]);

/** The same with a reference file that holds `more`, named by `mark`. */
export function skillWithReference(name: string, mark: string, more: string): Skill {
  const path = `references/more-${mark}.md`;
  const pointer: Line = { kind: 'pointer', path, evidence: behind('call-2') };
  const rule: Line = { kind: 'rule', quote: more, evidence: behind('call-2') };
  return skillWith(name, [main(step(`see ${mark}`), pointer), { path, lines: [rule] }]);
}

/** The same with a script that lists `marks`, named by `mark`; `call-2` and a `call-3` are behind each of its lines. */
export function skillWithScript(name: string, mark: string, marks: readonly string[]): Skill {
  const path = `scripts/${name}-${mark}.sh`;
  const start: Line = {
    kind: 'step',
    do: 'script',
    start: startOf(path),
    only: null,
    until: null,
    evidence: behind('call-2', 'call-3'),
  };
  const lines = marks.map(
    (one): Line => ({
      kind: 'code',
      language: null,
      text: `echo ${one}`,
      evidence: behind('call-2', `call-3-${one}`),
    }),
  );
  return skillWith(name, [main(step(`see ${mark}`), start), { path, lines }]);
}
