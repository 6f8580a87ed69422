/** Splits a session into episodes: the runs of events that each serve one request of the user. */

import type { StoredEvent } from '../../store/events.ts';
import type { Episode, LaterTurn, SessionHead, Signal, Step } from '../../types.ts';
import { languageOf } from '../../words/language.ts';
import type { Language } from '../../words/languages.ts';
import { termsOf } from '../../words/terms.ts';
import { activeMs } from '../read/active-time.ts';
import { personOf } from '../read/person.ts';
import { goalOf, promptHead } from '../read/prompt-text.ts';
import { stepsOf } from '../read/steps.ts';
import { promptText, type Turn, turnsOf } from '../read/turns.ts';
import { memoryOf } from './memory.ts';
import { judgeOutcome } from './outcome.ts';
import { opensRequest } from './segment.ts';
import { onlyHandsIn } from './turn-work.ts';

/** Raised when segmentation, outcome or templates change, so that stored episodes are made anew. */
export const RULES_VERSION = 10;

/**
 * The episodes that began in this session; those it shares with the session it was forked from belong there.
 * @param events all events of the session in order of time, as `eventsOfSession` gives them
 * @param folders what the paths of steps are made relative to: the project's root, the session's folder
 * @param later what has been learned since of episodes, by their id
 */
export function episodesOf(
  events: readonly StoredEvent[],
  head: Pick<SessionHead, 'sessionId' | 'headless'>,
  folders: readonly string[] = [],
  later: ReadonlyMap<string, Signal> = new Map(),
): Episode[] {
  const requests: Turn[][] = [];
  const turns = turnsOf(events);
  const spoken = languageOf(turns.map(({ prompt }) => prompt.text ?? '').join('\n'));
  for (const turn of turns) {
    const current = requests.at(-1);
    if (current === undefined || opensRequest(turn, current, spoken)) requests.push([turn]);
    else current.push(turn);
  }
  return requests.flatMap((turns, index) => {
    const [next = null, answer = null] = requests[index + 1] ?? [];
    const around = { later, spoken, answer: next !== null && onlyHandsIn(next) ? answer : null };
    const episode = toEpisode(turns, next, head, folders, around);
    return episode === null ? [] : [episode];
  });
}

function toEpisode(
  turns: Turn[],
  next: Turn | null,
  head: Pick<SessionHead, 'sessionId' | 'headless'>,
  folders: readonly string[],
  { later, spoken, answer }: { later: ReadonlyMap<string, Signal>; spoken: Language; answer: Turn | null },
): Episode | null {
  const first = turns[0]?.prompt;
  if (first === undefined || first.sessionId !== head.sessionId) return null;
  const events = turns.flatMap((turn) => turn.events);
  const steps = stepsOf(events, folders);
  const learned = later.get(first.id);
  const laterTurns = laterTurnsOf(turns, next, steps, spoken);
  return {
    id: first.id,
    sessionId: first.sessionId,
    agent: first.agent,
    projectId: first.projectId,
    promptIndex: turns[0]?.index ?? 0,
    promptIds: turns.map((turn) => turn.prompt.id),
    prompt: promptHead(promptText(first)),
    startedAt: first.at,
    endedAt: events.at(-1)?.at ?? first.at,
    activeMs: activeMs([first.at, ...events.map(({ at }) => at)]),
    gitBranch:
      [first, ...events].find((event) => event.meta?.gitBranch !== undefined)?.meta?.gitBranch ?? null,
    person: personOf([first, ...events].find(({ meta }) => meta?.cwd !== undefined)?.meta?.cwd ?? ''),
    headless: head.headless || first.meta?.promptSource === 'headless',
    ...judgeOutcome(turns, next, steps, { later: learned === undefined ? [] : [learned], answer, spoken }),
    steps,
    memory: memoryOf(turns, steps, goalOf(promptText(first))),
    ...(laterTurns.length === 0 ? {} : { later: laterTurns }),
  };
}

/** Each turn but the first, with its own part of the steps. One with neither a word nor a deed says nothing. */
function laterTurnsOf(
  turns: readonly Turn[],
  next: Turn | null,
  steps: readonly Step[],
  spoken: Language,
): LaterTurn[] {
  const turnOf = new Map(turns.flatMap(({ events }, turn) => events.map(({ id }) => [id, turn] as const)));
  const turnOfStep = steps.map(({ eventId }) => turnOf.get(eventId) ?? 0);
  return turns.flatMap((turn, index) => {
    const from = turnOfStep.findIndex((at) => at >= index);
    const range: [number, number] =
      from < 0 ? [steps.length, steps.length] : [from, from + turnOfStep.filter((at) => at === index).length];
    return index === 0
      ? []
      : laterTurn(turn, turns[index + 1] ?? next, steps.slice(...range), { range, spoken });
  });
}

function laterTurn(
  turn: Turn,
  next: Turn | null,
  steps: readonly Step[],
  { range, spoken }: { range: [number, number]; spoken: Language },
): LaterTurn[] {
  const { prompt, index, events } = turn;
  const text = promptText(prompt);
  const goal = goalOf(text);
  if (steps.length === 0 && termsOf(goal).length === 0) return [];
  return [
    {
      id: prompt.id,
      promptIndex: index,
      prompt: promptHead(text),
      startedAt: prompt.at,
      endedAt: events.at(-1)?.at ?? prompt.at,
      activeMs: activeMs([prompt.at, ...events.map(({ at }) => at)]),
      ...judgeOutcome([turn], next, steps, { spoken }),
      memory: memoryOf([turn], steps, goal),
      steps: range,
    },
  ];
}
