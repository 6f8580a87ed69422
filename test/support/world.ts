/** Sessions written for the tests of drafting and checking: episodes with the events behind them. */

import type { Candidate, CandidateKind, RecurringError, RuleSaying } from '../../src/candidates.ts';
import type { DraftInput } from '../../src/codify/input/draft-input.ts';
import { type EvidenceSource, resultAmong } from '../../src/codify/input/evidence.ts';
import { preferenceSentences } from '../../src/mine/episodes/preferences.ts';
import { piecesOfResult, printedLines } from '../../src/mine/episodes/printed.ts';
import { recurringErrors } from '../../src/mine/rank/recurring-errors.ts';
import { recurringRules } from '../../src/mine/rank/recurring-rules.ts';
import type { StoredEvent } from '../../src/store/events.ts';
import type { Episode, MemoryNote, Outcome, Project, SessionEvent, Signal, Step } from '../../src/types.ts';
import { originOf, type StepSpec, toolOf } from './step-spec.ts';

export interface SessionSpec {
  goal: string;
  steps: readonly StepSpec[];
  outcome?: Outcome;
  /** Days after the first session. */
  day?: number;
  /** What the user asks for once it is done. */
  next?: string;
  /** What the user says later in the session, as a rule. */
  rules?: readonly string[];
  /** Indices of steps: what failed, and what repaired it. */
  fixes?: readonly { failed: number; repaired: number }[];
  headless?: boolean;
}

export interface World {
  project: Project;
  episodes: Episode[];
  events: Map<string, SessionEvent>;
  source: EvidenceSource;
  candidate: Candidate;
  /** Errors that came back in the sessions and were got past, as mining finds them. */
  errors: RecurringError[];
}

export const PROJECT: Project = { id: 'a1b2c3d4e5f60718', remote: 'github.com/acme/shop', root: '/srv/shop' };
const FIRST_DAY = new Date(2026, 2, 2, 10).getTime();
const DAY_MS = 86_400_000;

/**
 * Builds the episodes and events of these sessions; one candidate holds them all.
 * @param stored what of an event gets into the store
 */
export function worldOf(
  specs: readonly SessionSpec[],
  kind: CandidateKind = 'procedure',
  stored: (event: SessionEvent) => SessionEvent = (event) => event,
): World {
  const events = new Map<string, SessionEvent>();
  const episodes = specs.map((spec, index) => episodeOf(spec, index, events, stored));
  const all = [...events.values()];
  const source: EvidenceSource = {
    eventOf: (id) => events.get(id),
    resultOf: (call) => resultAmong(all, call),
    sessionEvents: (sessionId) => all.filter((event) => event.sessionId === sessionId),
    folderOf: () => PROJECT.root,
    sessionsOf: () =>
      specs.map((_spec, index) => all.filter(({ sessionId }) => sessionId === `session-${index}`)),
  };
  const errors = errorsOf(episodes, all);
  const [error] = errors;
  const candidate = candidateOf(episodes, kind);
  const known = kind === 'troubleshooting' && error !== undefined ? { ...candidate, error } : candidate;
  const told = kind === 'preference' ? { ...known, sayings: sayingsOf(episodes) } : known;
  return { project: PROJECT, episodes, events, source, candidate: told, errors };
}

/** Each time that the rule was said which was said most; a whole text counts as one clause too, as a careless reader would have it. */
function sayingsOf(episodes: readonly Episode[]): RuleSaying[] {
  const read = episodes.map((episode) => ({
    ...episode,
    memory: {
      ...episode.memory,
      preferences: episode.memory.preferences.flatMap(({ text, eventId }) =>
        [...new Set([text, ...preferenceSentences(text)])].map((clause) => ({ text: clause, eventId })),
      ),
    },
  }));
  const rules = recurringRules(read).map(({ sayings }) => sayings);
  return rules.sort((a, b) => b.length - a.length)[0] ?? [];
}

function errorsOf(episodes: readonly Episode[], events: readonly SessionEvent[]): RecurringError[] {
  const stored = events.map((event, seq): StoredEvent => ({ ...event, seq }));
  const lines = episodes.map((episode) => printedLines(episode.sessionId, [episode], stored));
  const piecesOf = (id: string) => piecesOfResult(events.find((event) => event.id === id));
  return recurringErrors(episodes, { lines, piecesOf }).map(({ error }) => error);
}

/** What a drafter gets for a world. */
export const draftInput = (
  { episodes, source, errors }: World,
  more: Partial<DraftInput> = {},
): DraftInput => ({
  episodes,
  source,
  project: PROJECT,
  takenNames: new Set(),
  sessions: episodes,
  errors,
  ...more,
});

function episodeOf(
  spec: SessionSpec,
  index: number,
  events: Map<string, SessionEvent>,
  stored: (event: SessionEvent) => SessionEvent,
): Episode {
  const sessionId = `session-${index}`;
  const startedAt = FIRST_DAY + (spec.day ?? index) * DAY_MS;
  let position = 0;
  const add = (event: Partial<SessionEvent> & Pick<SessionEvent, 'kind' | 'origin'>): SessionEvent => {
    position += 1;
    const full = stored({
      id: `${sessionId}:${position}`,
      sessionId,
      at: startedAt + position * 1000,
      position,
      agent: 'claude-code',
      workspaceId: 'default',
      projectId: PROJECT.id,
      ...event,
    });
    events.set(full.id, full);
    return full;
  };
  const prompt = add({
    kind: 'user_prompt',
    origin: 'user',
    text: spec.goal,
    meta: { promptSource: 'typed' },
  });
  const signals: Signal[] = [];
  const steps = spec.steps.map((step) => {
    const done = addStep(step, add);
    if (step.objection === undefined) return done;
    const text = step.objection;
    const { id } = add({ kind: 'user_prompt', origin: 'user', text, meta: { promptSource: 'typed' } });
    signals.push({ kind: 'complained', eventId: id });
    return done;
  });
  const preferences: MemoryNote[] = (spec.rules ?? []).map((text) => ({
    text,
    eventId: add({ kind: 'user_prompt', origin: 'user', text, meta: { promptSource: 'typed' } }).id,
  }));
  if (spec.next !== undefined)
    add({ kind: 'user_prompt', origin: 'user', text: spec.next, meta: { promptSource: 'typed' } });
  return {
    id: prompt.id,
    sessionId,
    agent: 'claude-code',
    projectId: PROJECT.id,
    promptIndex: 0,
    promptIds: [prompt.id],
    prompt: spec.goal.slice(0, 160),
    startedAt,
    endedAt: startedAt + position * 1000,
    activeMs: position * 1000,
    person: null,
    gitBranch: 'main',
    headless: spec.headless ?? false,
    outcome: spec.outcome ?? 'accepted',
    signals,
    steps,
    memory: {
      goal: spec.goal,
      approach: null,
      result: null,
      decisions: [],
      preferences,
      fixes: (spec.fixes ?? []).map(({ failed, repaired }) => ({
        errorSignature: steps[failed]?.errorSignature ?? '',
        failedEventId: steps[failed]?.eventId ?? '',
        action: steps[repaired]?.template ?? '',
        actionEventId: steps[repaired]?.eventId ?? '',
      })),
    },
  };
}

type Add = (event: Partial<SessionEvent> & Pick<SessionEvent, 'kind' | 'origin'>) => SessionEvent;

function addStep(spec: StepSpec, add: Add): Step {
  const ok = spec.ok ?? spec.error === undefined;
  const [tool, kind, input] = toolOf(spec, PROJECT.root);
  const call = add({ kind: 'tool_call', origin: 'assistant', tool, input, meta: { cwd: PROJECT.root } });
  call.toolUseId = `use-${call.id}`;
  const result = add({
    kind: 'tool_result',
    origin: originOf(spec),
    tool,
    toolUseId: call.toolUseId,
    output: spec.output ?? spec.error ?? 'done',
    ok,
    meta: { ...(ok ? {} : { exitCode: 1 }), ...(spec.error === undefined ? {} : { errorLine: spec.error }) },
  });
  const changed = spec.edit ?? spec.write;
  const path = changed ?? spec.read ?? null;
  return {
    eventId: call.id,
    resultId: result.id,
    kind,
    tool,
    command: spec.run ?? null,
    template: spec.delegate === undefined ? (spec.run ?? path ?? tool) : `delegate ${spec.delegate}`,
    readPath: spec.read ?? null,
    edits:
      changed === undefined
        ? []
        : [{ path: changed, change: spec.edit === undefined ? 'created' : 'changed' }],
    ok,
    errorSignature: spec.error ?? null,
    by: 'agent',
  };
}

function candidateOf(episodes: readonly Episode[], kind: CandidateKind): Candidate {
  const count = (outcome: Outcome) => episodes.filter((episode) => episode.outcome === outcome).length;
  return {
    id: 'c0ffee',
    kind,
    label: 'test work',
    episodes: episodes.map(({ id, sessionId, promptIndex }) => ({ episodeId: id, sessionId, promptIndex })),
    sessions: episodes.length,
    days: episodes.length,
    branches: 1,
    people: 1,
    acceptance: {
      accepted: count('accepted'),
      corrected: count('corrected'),
      failed: count('failed'),
      abandoned: count('abandoned'),
      unknown: count('unknown'),
      lowerBound: 0.5,
    },
    minutesSaved: 1,
    score: 1,
    known: [],
    blockedBy: [],
  };
}

/** Three accepted releases that differ in version, wording and detours, and one that had to be corrected. */
export function releases(): SessionSpec[] {
  const release = (
    version: string,
    bump: string,
    goal: string,
    more: Partial<SessionSpec> = {},
  ): SessionSpec => ({
    goal,
    steps: [
      { run: 'git status' },
      { read: 'package.json' },
      { edit: 'CHANGELOG.md' },
      { run: `cd ${PROJECT.root} && npm test 2>&1 | tail -20` },
      { run: `npm version ${bump}` },
      {
        run: `git commit -am "$(cat <<'EOF'\nRelease ${version}\n\nDon't panic\nEOF\n)" && git push --follow-tags`,
      },
      { run: 'npm publish' },
    ],
    ...more,
  });
  return [
    release('1.4.0', 'minor', 'Please cut a release, 1.4.0 is due'),
    release('1.4.1', 'patch', 'release 1.4.1 with the hotfix', {
      rules: ['never push tags before the tests pass'],
    }),
    release('1.5.0', 'minor', 'we need to release 1.5.0 today'),
    {
      goal: 'release 2.0.0',
      outcome: 'corrected',
      steps: [
        { run: 'npm version major' },
        { run: 'npm publish', error: 'npm error code E402 Payment Required' },
        { run: 'npm publish --access public' },
      ],
      fixes: [{ failed: 1, repaired: 2 }],
    },
  ];
}
