/** The lines that begin the turns of a SpecStory export, and which of them are quoted. */

export interface Heading {
  speaker: 'user' | 'agent';
  /** Spoken by or to a subagent. */
  sidechain: boolean;
  model: string | null;
  /** Milliseconds since the epoch; null in exports without times. */
  at: number | null;
  /** How exactly it tells the time: one export has its prompts' headings all alike. */
  stamp: Stamp;
}

export type Stamp = 'none' | 'minutes' | 'seconds';

/**
 * `_**User (2026-01-23 14:20:54Z)**_`, `_**User (2025-02-28 13:24Z)**_`, `_**Agent - sidechain (claude-opus-4-5 2026-01-23
 * 14:21:00Z)**_`, `_**Agent (default)**_`, `_**Assistant**_`, `_****_`: a line of its own. After exports of 2025 and 2026,
 * and `renderRoleHeader` of SpecStory's CLI, which writes local times with an offset in place of `Z`.
 */
const HEADING = /^_\*\*([^*\n(]{0,40}?)( - sidechain)?(?: \((.{0,200})\))?\*\*_[ \t]*$/;
const TIME = /(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;

/** A line as a heading; null for any other. Who is not called the user is an agent, under whatever name. */
export function readHeading(line: string): Heading | null {
  if (!line.startsWith('_**')) return null;
  const [whole, name = '', sidechain, told = ''] = HEADING.exec(line) ?? [];
  if (whole === undefined) return null;
  const [stamp, day = '', minute = '', second, zone = 'Z'] = TIME.exec(told) ?? [];
  const model = told.slice(0, told.length - (stamp ?? '').length).trim();
  const at = Date.parse(`${day}T${minute}${second ?? ''}${zone}`);
  return {
    speaker: name === 'User' ? 'user' : 'agent',
    sidechain: sidechain !== undefined,
    model: model || null,
    at: Number.isNaN(at) ? null : at,
    stamp: Number.isNaN(at) ? 'none' : second === undefined ? 'minutes' : 'seconds',
  };
}

const MINUTE_MS = 60_000;

/**
 * Tells a person's turn from a heading that somebody quotes. What an agent reads or writes may hold an export, so a person
 * has the word only behind a rule (SpecStory sets one wherever the speaker changes), with a stamp like that of the first
 * prompt, and not before what was said already. An agent always gets it: at worst a quoted heading takes words from a
 * prompt, and never adds any.
 */
export class Order {
  #stamp: Stamp | null = null;
  #latest = 0;

  /**
   * Whether a heading may begin a turn.
   * @param before the turn it would end
   * @param isBehindRule whether `---` stands before it
   */
  admits(heading: Heading, before: Heading | null, isBehindRule: boolean): boolean {
    if (heading.speaker === 'agent' || before === null) return true;
    if (before.speaker === 'agent' && !isBehindRule) return false;
    if (this.#stamp !== null && !heading.sidechain && heading.stamp !== this.#stamp) return false;
    // An export may tell prompts by the minute and answers by the second.
    return heading.at === null || heading.at >= this.#latest - (this.#latest % MINUTE_MS);
  }

  /** Goes on behind a heading that begins a turn. */
  pass({ speaker, sidechain, stamp, at }: Heading): void {
    if (speaker === 'user' && !sidechain) this.#stamp ??= stamp;
    this.#latest = Math.max(this.#latest, at ?? 0);
  }
}
