/** One draft line by line, and what it would change. */

import { iso } from '../lib/in-words.ts';
import { claimOf, DESCRIPTION_CLAIM } from '../skill/claim.ts';
import { type Evidence, linesOf, MAIN_FILE } from '../skill/draft.ts';
import { sayLine } from '../skill/forms.ts';
import { layOut } from '../skill/page.ts';
import type { Refusal } from '../skill/refusal.ts';
import { parseSkillFile } from '../skill/skill-file.ts';
import type { StoredDraft } from '../store/drafts.ts';
import { eventsById } from '../store/events.ts';
import type { Store } from '../store/open.ts';
import { currentFiles, findSkill } from '../store/skills.ts';

export interface DraftLine {
  /** The file that it stands in, relative to the skill's folder. */
  path: string;
  /** What it claims; null where it claims nothing. */
  claim: string | null;
  text: string;
  /** What it is held for. */
  refusals: Refusal[];
  evidence: LineEvidence[];
}

export interface LineEvidence {
  eventId: string;
  quote: string;
  /** The session of the event and when it was, ISO 8601; null where it was forgotten. */
  event: { sessionId: string; at: string } | null;
}

/** Every line of a draft in the order of its files, the description first. */
export function linesOfDraft(store: Store, { draft, refusals }: StoredDraft): DraftLine[] {
  const evidenceOf = new Map(
    linesOf(draft).map(({ path, line }) => [`${path} ${claimOf(line)}`, line.evidence]),
  );
  const lineOf = (path: string, claim: string | null, text: string, evidence: readonly Evidence[]) => ({
    path,
    claim,
    text,
    refusals: refusals.filter(({ at }) => at !== null && at.path === path && at.claim === claim),
    evidence: told(store, evidence),
  });
  const { description, files } = draft;
  return [
    lineOf(MAIN_FILE, DESCRIPTION_CLAIM, sayLine(description), description.evidence),
    ...files.flatMap((file) => {
      const { path, text, claims } = layOut(file);
      return text
        .trimEnd()
        .split('\n')
        .map((one, index) => {
          const claim = claims[index] ?? null;
          return lineOf(path, claim, one, evidenceOf.get(`${path} ${claim}`) ?? []);
        });
    }),
  ];
}

function told(store: Store, evidence: readonly Evidence[]): LineEvidence[] {
  const events = new Map(
    eventsById(
      store,
      evidence.map(({ eventId }) => eventId),
    ).map((event) => [event.id, event]),
  );
  return evidence.map(({ eventId, quote }) => {
    const event = events.get(eventId);
    return {
      eventId,
      quote,
      event: event === undefined ? null : { sessionId: event.sessionId, at: iso(event.at) },
    };
  });
}

/** A file of a draft, before and after it is accepted. */
export interface FileChange {
  path: string;
  /** Null where there is none yet. */
  before: string | null;
  after: string;
}

/** What a draft would change in the skill that is there; all of it where there is none. */
export function changesOfDraft(store: Store, { projectId, draft }: StoredDraft): FileChange[] {
  const current = findSkill(store, projectId, draft.name);
  const before = new Map(
    (current === null ? [] : currentFiles(store, current)).map(({ path, text }) => [
      path,
      bodyOf(path, text),
    ]),
  );
  return draft.files.map((file) => ({
    path: file.path,
    before: before.get(file.path) ?? null,
    after: layOut(file).text,
  }));
}

/** A draft has no frontmatter yet. */
function bodyOf(path: string, text: string): string {
  const parsed = path === MAIN_FILE ? parseSkillFile(text) : { problem: '' };
  return 'file' in parsed ? parsed.file.body : text;
}
