/** The local reflection on an episode: goal, decisions, what failed and what then worked, the user's standing rules. */

import { planOf } from '../../agents/call.ts';
import type { StoredEvent } from '../../store/events.ts';
import type { Memory, MemoryNote, Step } from '../../types.ts';
import { promptText, type Turn } from '../read/turns.ts';
import { asidesIn, preferenceSentences } from './preferences.ts';

/** Steps looked at behind a failure for the one that repaired it. */
const REPAIR_WINDOW = 12;
const MAX_DECISIONS = 8;
const MAX_NOTE_CHARS = 500;

/** Reflects on one episode. Every entry names its event. */
export function memoryOf(turns: readonly Turn[], steps: readonly Step[], goal: string): Memory {
  const said = (turns[0]?.events ?? []).filter(isAgentsWord);
  return {
    goal,
    approach: noteOf(said[0]),
    result: noteOf(said.at(-1)),
    ...lastPlan(turns),
    decisions: decisionsOf(turns),
    fixes: fixesOf(steps),
    preferences: saidIn(turns, preferenceSentences),
    ...asidesOf(turns),
  };
}

const saidIn = (turns: readonly Turn[], read: (text: string, at: number) => string[]): MemoryNote[] =>
  turns.flatMap(({ prompt }, at) =>
    read(promptText(prompt), at).map((text) => ({ text, eventId: prompt.id })),
  );

function asidesOf(turns: readonly Turn[]): Pick<Memory, 'asides'> {
  const asides = saidIn(turns, (text, at) => asidesIn(text, at > 0));
  return asides.length === 0 ? {} : { asides };
}

/** The plan is the input of the tool that leaves plan mode. */
function lastPlan(turns: readonly Turn[]): Pick<Memory, 'plan'> {
  const call = turns
    .flatMap(({ events }) => events)
    .findLast((event) => event.kind === 'tool_call' && planOf(event) !== null);
  const text = call === undefined ? null : planOf(call);
  if (call === undefined || text === null) return {};
  return { plan: { text: text.slice(0, MAX_NOTE_CHARS), eventId: call.id } };
}

const isAgentsWord = ({ kind, text, meta }: StoredEvent) =>
  kind === 'assistant_message' && text !== undefined && text !== '' && meta?.subagentId === undefined;

function noteOf(event: StoredEvent | undefined): MemoryNote | null {
  return event === undefined
    ? null
    : { text: (event.text ?? '').slice(0, MAX_NOTE_CHARS), eventId: event.id };
}

/** Choices the user made when the agent offered some, and the words of a denied call. */
function decisionsOf(turns: readonly Turn[]): MemoryNote[] {
  const answers = turns.slice(1).flatMap(({ prompt }) => {
    const text = promptText(prompt).trim();
    return /^(?:\d{1,2}|[a-d])\b[.):]?/i.test(text) ? [{ text: text.slice(0, 200), eventId: prompt.id }] : [];
  });
  const denials = turns.flatMap(({ events }) =>
    events.flatMap((event) =>
      event.meta?.denied === true && event.text !== undefined && event.text !== ''
        ? [{ text: event.text.slice(0, 200), eventId: event.id }]
        : [],
    ),
  );
  return [...answers, ...denials].slice(0, MAX_DECISIONS);
}

/** For each failed command: the step after which the same command worked. */
function fixesOf(steps: readonly Step[]): Memory['fixes'] {
  return steps.flatMap((failed, index) => {
    if (failed.kind !== 'command' || failed.ok !== false || failed.errorSignature === null) return [];
    const after = steps.slice(index + 1, index + 1 + REPAIR_WINDOW);
    const worked = after.findIndex((step) => step.template === failed.template && step.ok === true);
    if (worked <= 0) return [];
    const repair = after
      .slice(0, worked)
      .findLast((step) => step.ok === true && step.kind !== 'read' && step.kind !== 'search');
    if (repair === undefined) return [];
    return [
      {
        errorSignature: failed.errorSignature,
        failedEventId: failed.eventId,
        action: repair.template,
        actionEventId: repair.eventId,
      },
    ];
  });
}
