/** Makes projects of sessions whose kinds of work and outcomes are known, from a seed. No word of it is known to the product. */

import type { StoredEvent } from '../../src/store/events.ts';
import type { JsonObject } from '../../src/types.ts';
import { seededRandom } from './bootstrap.ts';

/** What a family of sessions is like, and so what mining should make of it. */
export type Fate = 'accepted' | 'failed' | 'corrected' | 'abandoned' | 'one-day' | 'copied' | 'once';

/** How much the sessions vary; development and test draw from ranges apart. */
export interface Range {
  name: string;
  /** Chance that a word of a request is put in another way. */
  paraphrase: number;
  /** Chance that two steps change places, and that a step is left out. */
  swap: number;
  drop: number;
  /** Chance of an interrupt with a retyped prompt, and of a second task in the session. */
  interrupt: number;
  second: number;
  /** Least and most sessions of a family. */
  sessions: readonly [number, number];
}

export const RANGES: readonly Range[] = [
  {
    name: 'development',
    paraphrase: 0.3,
    swap: 0.1,
    drop: 0.1,
    interrupt: 0.1,
    second: 0.1,
    sessions: [3, 6],
  },
  { name: 'test', paraphrase: 0.5, swap: 0.3, drop: 0.2, interrupt: 0.2, second: 0.25, sessions: [3, 9] },
];

export interface GeneratedSession {
  id: string;
  family: string;
  fate: Fate;
  at: number;
  events: StoredEvent[];
}

interface Family {
  name: string;
  fate: Fate;
  /** Each thing the request speaks of, in several words for it. */
  words: string[][];
  commands: string[];
  folder: string;
}

/** The project that all generated sessions are of. */
export const GENERATED_PROJECT = 'generated';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 5, 12);
const FATES: readonly Fate[] = [
  'accepted',
  'accepted',
  'accepted',
  'failed',
  'corrected',
  'abandoned',
  'one-day',
  'copied',
];
const SYLLABLES =
  'ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu ra re ri ro ru sa se si so su ta te ti to tu'.split(
    ' ',
  );
const FRAMES = [
  'please {} for the {} with {} and {}',
  'can you {} the {}, {} first, then {}',
  'we need to {} {} again: {} {}',
  'bitte {} für {} und {} mit {}',
  'il faut {} le {} avec {} et {}',
];
const PRAISE = ['perfect, thanks', 'great', 'looks good', 'danke, super', 'merci, parfait', '谢谢'];
const REFUSAL = [
  'no, that is wrong',
  'still not what i asked for',
  "that doesn't work",
  'nein, das ist falsch',
];

/** The sessions of one project, in no particular order. */
export function generateProject(
  seed: number,
  range: Range,
  families: number,
  singles: number,
): GeneratedSession[] {
  const random = seededRandom(seed);
  const draw = drawer(random);
  const kinds = Array.from({ length: families }, (_, index) =>
    makeFamily(`family-${index}`, draw.pick(FATES), draw),
  );
  const recurring = kinds.flatMap((family) => {
    const [least, most] = range.sessions;
    const count = least + draw.below(most - least + 1);
    return Array.from({ length: count }, (_, index) => {
      // A copy is the first session stored again under another id.
      const source = family.fate === 'copied' ? 0 : index;
      const at = START + (family.fate === 'one-day' ? source * 600_000 : (source * 2 + draw.below(2)) * DAY);
      return makeSession(
        family,
        index,
        family.fate === 'copied' ? START : at,
        range,
        drawer(seededRandom(seed ^ hash(`${family.name} ${source}`))),
      );
    });
  });
  const noise = Array.from({ length: singles }, (_, index) => {
    const family = makeFamily(`single-${index}`, 'once', draw);
    return makeSession(family, 0, START + draw.below(30) * DAY + index * 1_000, range, draw);
  });
  return [...recurring, ...noise];
}

interface Draw {
  below(limit: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
}

function drawer(random: () => number): Draw {
  const below = (limit: number) => Math.floor(random() * limit);
  return {
    below,
    chance: (probability) => random() < probability,
    pick: (items) => items[below(items.length)] as never,
  };
}

function hash(text: string): number {
  let value = 7;
  for (const character of text) value = (Math.imul(value, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return value;
}

const word = (draw: Draw) => Array.from({ length: 2 + draw.below(2) }, () => draw.pick(SYLLABLES)).join('');

function makeFamily(name: string, fate: Fate, draw: Draw): Family {
  return {
    name,
    fate,
    words: Array.from({ length: 4 }, () => Array.from({ length: 3 }, () => word(draw))),
    commands: Array.from({ length: 2 + draw.below(4) }, () => `${word(draw)} ${word(draw)} --${word(draw)}`),
    folder: word(draw),
  };
}

function makeSession(family: Family, index: number, at: number, range: Range, draw: Draw): GeneratedSession {
  const id = `${family.name}-${index}`;
  const events: StoredEvent[] = [];
  const writer = eventWriter(id, at, events);
  const request = wordRequest(family, range, draw);
  if (draw.chance(range.interrupt)) {
    writer.prompt(request);
    writer.interrupt();
  }
  writer.prompt(request);
  writer.say(`Working on ${family.words[0]?.[0]} now.`);
  for (const command of steps(family, range, draw))
    writer.run(`${command} ${draw.below(900)}.${draw.below(90)}`, 0);
  if (family.fate === 'failed') writer.run(`${family.commands[0]} test`, 1);
  writer.edit(`/repo/${family.folder}/${word(draw)}.ts`);
  writer.say(`Finished ${family.words[0]?.[0]}.`);
  writeReaction(family.fate, writer, draw);
  if (draw.chance(range.second)) {
    const other = makeFamily('second', 'once', draw);
    writer.prompt(wordRequest(other, range, draw));
    for (const command of other.commands) writer.run(command, 0);
    writer.edit(`/repo/${other.folder}/${word(draw)}.ts`);
  }
  return { id, family: family.name, fate: family.fate, at, events };
}

function wordRequest(family: Family, range: Range, draw: Draw): string {
  const words = family.words.map((ways) =>
    draw.chance(range.paraphrase) ? draw.pick(ways) : (ways[0] ?? ''),
  );
  return draw.pick(FRAMES).replace(/\{\}/g, () => words.shift() ?? '');
}

function steps(family: Family, range: Range, draw: Draw): string[] {
  const kept = family.commands.filter((_, index) => index === 0 || !draw.chance(range.drop));
  for (let at = 1; at < kept.length; at += 1) {
    if (draw.chance(range.swap)) [kept[at - 1], kept[at]] = [kept[at] as string, kept[at - 1] as string];
  }
  return kept;
}

function writeReaction(fate: Fate, writer: ReturnType<typeof eventWriter>, draw: Draw): void {
  if (fate === 'accepted' || fate === 'one-day' || fate === 'copied' || fate === 'once')
    writer.prompt(draw.pick(PRAISE));
  else if (fate === 'corrected') writer.prompt(draw.pick(REFUSAL));
  else if (fate === 'abandoned') writer.interrupt();
}

function eventWriter(sessionId: string, at: number, events: StoredEvent[]) {
  const push = (part: Pick<StoredEvent, 'kind' | 'origin'> & Partial<StoredEvent>) => {
    const number = events.length;
    events.push({
      seq: number + 1,
      id: `${sessionId}-${String(number).padStart(4, '0')}`,
      sessionId,
      agent: 'claude-code',
      workspaceId: 'default',
      projectId: GENERATED_PROJECT,
      at: at + number * 1_000,
      position: number,
      ...part,
    });
  };
  const call = (tool: string, input: JsonObject, result: Partial<StoredEvent>) => {
    const toolUseId = `${sessionId}-${events.length}`;
    push({ kind: 'tool_call', origin: 'assistant', tool, toolUseId, input });
    push({ kind: 'tool_result', origin: 'tool', tool, toolUseId, ...result });
  };
  return {
    prompt: (text: string) =>
      push({ kind: 'user_prompt', origin: 'user', text, meta: { promptSource: 'typed' } }),
    say: (text: string) => push({ kind: 'assistant_message', origin: 'assistant', text }),
    interrupt: () => push({ kind: 'turn_end', origin: 'system', meta: { interrupted: true } }),
    run: (command: string, exitCode: number) =>
      call(
        'Bash',
        { command },
        { ok: exitCode === 0, output: exitCode === 0 ? 'ok' : 'error: failed', meta: { exitCode } },
      ),
    edit: (path: string) => call('Edit', { file_path: path }, { ok: true, output: 'ok' }),
  };
}
