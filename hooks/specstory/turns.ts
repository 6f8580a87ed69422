/** A SpecStory export's turns: who spoke, when, and what stands there. */

export interface Turn {
  speaker: 'user' | 'agent';
  /** Spoken by or to a subagent. */
  sidechain: boolean;
  model: string | null;
  /** Milliseconds since the epoch; null in exports without times. */
  at: number | null;
  /** Of the turn's heading, in characters from the start of the text. */
  offset: number;
  body: string;
}

/** `_**User (2026-01-23 14:20:54Z)**_`, `_**Agent - sidechain (claude-opus-4-5 2026-01-23 14:21:00Z)**_`, `_**Assistant**_`, `_****_` */
const HEADING =
  /^_\*\*(User|Agent|Assistant|)( - sidechain)?(?: \((?:(.{0,80}?) )?(\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z)\))?\*\*_[ \t]*$/gm;
const TOOL_START = /^<tool-use data-tool-type="/gm;
const TOOL_END = /^<\/details><\/tool-use>[ \t]*$/gm;

/** The turns in order. A heading that a tool put out (an export read by an agent, say) is no turn. */
export function turnsOf(text: string): Turn[] {
  const inTools = toolBlocks(text);
  const headings = [...text.matchAll(HEADING)].filter(
    ({ index }) => !inTools.some(({ start, end }) => index > start && index < end),
  );
  return headings.map((heading, number) => {
    const [whole, name = '', sidechain, model = null, time] = heading;
    const next = headings[number + 1]?.index ?? text.length;
    return {
      speaker: name === 'User' ? 'user' : 'agent',
      sidechain: sidechain !== undefined,
      model: model?.trim() || null,
      at: time === undefined ? null : Date.parse(time.replace(' ', 'T')),
      offset: heading.index,
      body: withoutRule(text.slice(heading.index + whole.length, next)),
    };
  });
}

/** Turns are set apart by a rule, which is no part of either. */
function withoutRule(body: string): string {
  return body
    .trim()
    .replace(/(?:^|\n)---$/, '')
    .trim();
}

/** Where tool blocks lie: each from its start to the first end behind it. */
function toolBlocks(text: string): { start: number; end: number }[] {
  const blocks: { start: number; end: number }[] = [];
  TOOL_START.lastIndex = 0;
  for (let start = TOOL_START.exec(text); start !== null; start = TOOL_START.exec(text)) {
    TOOL_END.lastIndex = start.index;
    const end = TOOL_END.exec(text);
    if (end === null) break;
    blocks.push({ start: start.index, end: TOOL_END.lastIndex });
    TOOL_START.lastIndex = TOOL_END.lastIndex;
  }
  return blocks;
}
