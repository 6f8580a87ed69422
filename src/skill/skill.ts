/** A skill that may be published, and its files as they are written. */

import { createHash } from 'node:crypto';
import type { CandidateKind } from '../candidates.ts';
import { DESCRIPTION_CLAIM } from './claim.ts';
import { type Evidence, MAIN_FILE } from './draft.ts';
import { bodyOffset, DESCRIPTION_LINE } from './frontmatter.ts';
import type { Page } from './page.ts';
import { renderSkillFile } from './skill-file.ts';

/** The pointer from a claim of a file to an event behind it. */
export interface Receipt extends Evidence {
  /** The file, relative to the skill's folder. */
  path: string;
  claim: string;
}

declare const verified: unique symbol;

/** A draft that passed every check. Only `codify/verify.ts` makes one, and only this can be published. */
export interface Skill {
  readonly [verified]: true;
  readonly candidateId: string;
  readonly kind: CandidateKind;
  readonly name: string;
  readonly description: string;
  /** SKILL.md first, without its frontmatter. */
  readonly files: readonly Page[];
  readonly sessionIds: readonly string[];
  readonly receipts: readonly Receipt[];
}

/** What stands in SKILL.md for a session: the start of its id's digest. */
export const sessionMark = (sessionId: string): string =>
  createHash('sha256').update(sessionId, 'utf8').digest('hex').slice(0, 12);

/** The skill's files as a version of it is written. */
export function renderSkill(skill: Skill, version: number): Page[] {
  const { name, description, sessionIds, files } = skill;
  return files.map((page) =>
    page.path === MAIN_FILE
      ? withFrontmatter(page, {
          name,
          description,
          metadata: {
            'hivemind-version': String(version),
            'hivemind-sessions': String(sessionIds.length),
            'hivemind-evidence': sessionIds.map(sessionMark).join(' '),
          },
        })
      : page,
  );
}

/** SKILL.md whole: the body's page below its frontmatter. */
export function withFrontmatter(
  body: Page,
  head: { name: string; description: string; metadata: Readonly<Record<string, string>> },
): Page {
  const text = renderSkillFile({ ...head, body: body.text });
  const above = Array.from({ length: bodyOffset(text) }, (_, index) =>
    index + 1 === DESCRIPTION_LINE ? DESCRIPTION_CLAIM : null,
  );
  return { path: body.path, text, claims: [...above, ...body.claims] };
}
