/** The only road from a draft to a skill: every check, and the only place that makes the branded type. */

import { claimOf } from '../skill/claim.ts';
import { linesOf, type SkillDraft } from '../skill/draft.ts';
import { sayLine } from '../skill/forms.ts';
import { layOut } from '../skill/page.ts';
import type { Refusal } from '../skill/refusal.ts';
import type { Skill } from '../skill/skill.ts';
import { type Check, type CheckContext, checkedLines } from './checks/check.ts';
import { checkClaims } from './checks/claims.ts';
import { checkDanger } from './checks/danger.ts';
import { checkDifference } from './checks/difference.ts';
import { checkDiscoverable } from './checks/discoverable.ts';
import { checkFormat } from './checks/format.ts';
import { checkGrounding } from './checks/grounding.ts';
import { checkOrigin } from './checks/origin.ts';
import { checkReceipts } from './checks/receipts.ts';
import { checkScript } from './checks/script.ts';
import { checkSecrets } from './checks/secrets.ts';
import { checkSupport } from './checks/support.ts';
import { checkText } from './checks/text.ts';
import { checkTwin } from './checks/twin.ts';
import { checkWording } from './checks/wording.ts';

const CHECKS: readonly Check[] = [
  checkFormat,
  checkText,
  checkReceipts,
  checkOrigin,
  checkGrounding,
  checkScript,
  checkWording,
  checkClaims,
  checkDifference,
  checkSupport,
  checkSecrets,
  checkDiscoverable,
  checkTwin,
  checkDanger,
];

export interface VerifyContext extends CheckContext {
  /** Texts of lines that a person has read and accepted: what is held on them is lifted, and nothing else. */
  acceptedLines?: ReadonlySet<string>;
}

export type Verdict = { skill: Skill } | { refusals: Refusal[] };

/**
 * Checks a draft against the events behind it.
 * @returns the skill, or every reason against it: those with `held` a person may lift, the others nobody
 */
export function verifySkill(draft: SkillDraft, context: VerifyContext): Verdict {
  const lines = checkedLines(draft, context.source);
  const refusals = CHECKS.flatMap((check) => check({ draft, lines, context }));
  const isAccepted = ({ at }: Refusal) => at !== null && context.acceptedLines?.has(at.text) === true;
  const standing = refusals.filter((refusal) => !refusal.held || !isAccepted(refusal));
  return standing.length > 0 ? { refusals: standing } : { skill: skillOf(draft) };
}

function skillOf(draft: SkillDraft): Skill {
  const skill = {
    candidateId: draft.candidateId,
    kind: draft.kind,
    name: draft.name,
    description: sayLine(draft.description),
    files: draft.files.map(layOut),
    sessionIds: [...draft.sessionIds],
    receipts: linesOf(draft).flatMap(({ path, line }) => {
      const claim = claimOf(line);
      return claim === null ? [] : line.evidence.map((entry) => ({ ...entry, path, claim }));
    }),
  };
  // The brand exists in the type alone; this is the one place that may claim it.
  return skill as unknown as Skill;
}
