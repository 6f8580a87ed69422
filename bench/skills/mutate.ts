/**
 * An independent look at the checks: changes one token of a sound draft at a time and counts how often the draft is still
 * taken for sound. Shares no code with drafting or checking.
 */

import type { Line, SkillDraft } from '../../src/skill/draft.ts';
import { readLine, sayLine } from '../../src/skill/forms.ts';
import { isScript } from '../../src/skill/page.ts';
import { groupBy } from '../mining/grouping.ts';

export type Place = 'command' | 'path' | 'claim' | 'quote';

export interface Mutant {
  place: Place;
  draft: SkillDraft;
  /** `old → new` with its line, for reading what slipped through. */
  what: string;
}

interface Token {
  place: Place;
  line: number;
  start: number;
  text: string;
}

/** Every token of the drafts replaced once by a token of the same place from anywhere in the drafts. */
export function mutantsOf(drafts: readonly SkillDraft[], random: () => number): Mutant[] {
  const tokens = drafts.map(tokensOf);
  const pools = groupBy(tokens.flat(), ({ place }) => place);
  return drafts.flatMap((draft, index) =>
    (tokens[index] ?? []).flatMap((token) => {
      const others = (pools.get(token.place) ?? [])
        .map(({ text }) => text)
        .filter((text) => text !== token.text);
      const other = others[Math.floor(random() * others.length)];
      return other === undefined ? [] : [mutant(draft, token, other)];
    }),
  );
}

function mutant(draft: SkillDraft, { place, line, start, text }: Token, other: string): Mutant {
  let at = -1;
  const change =
    (path: string) =>
    (one: Line): Line => {
      at += 1;
      if (at !== line) return one;
      const old = sayLine(one);
      const said = old.slice(0, start) + other + old.slice(start + text.length);
      const read: Line = isScript(path)
        ? { kind: 'code', language: null, text: said, evidence: [] }
        : readLine(said);
      return { ...read, evidence: one.evidence };
    };
  const mutated: SkillDraft = {
    ...draft,
    description: change('SKILL.md')(draft.description) as SkillDraft['description'],
    files: draft.files.map((file) => ({ ...file, lines: file.lines.map(change(file.path)) })),
  };
  return { place, draft: mutated, what: `${draft.name}:${line} ${text} → ${other}` };
}

function tokensOf({ description, files }: SkillDraft): Token[] {
  return [description, ...files.flatMap(({ lines }) => lines)]
    .map(sayLine)
    .flatMap((text, line) =>
      /^##? /.test(text) ? [] : tokensOfLine(text).map((token) => ({ ...token, line })),
    );
}

/** Words of a line with where they stand: in prose, in a code span, or in a quote. Placeholders are no words. */
function tokensOfLine(text: string): Omit<Token, 'line'>[] {
  const modes = { '`': ['code', 'prose'], '“': ['quote', 'quote'], '”': ['prose', 'prose'] } as const;
  let mode: 'prose' | 'code' | 'quote' = 'prose';
  return [...text.matchAll(/[`“”]|<[^>]*>|[^\s`“”<>,]+/g)].flatMap(({ 0: piece, index }) => {
    const turn = modes[piece as keyof typeof modes];
    if (turn !== undefined) {
      mode = mode === turn[0] ? turn[1] : turn[0];
      return [];
    }
    const isWord = /^[\w./:@=+-]*\w/.test(piece) && !/^\d+\.$/.test(piece);
    return isWord ? [{ place: placeOf(mode, piece, text), start: index, text: piece }] : [];
  });
}

function placeOf(mode: 'prose' | 'code' | 'quote', token: string, line: string): Place {
  if (mode === 'quote') return 'quote';
  if (mode === 'prose') return 'claim';
  return token.includes('/') || /^\d+\. (?:Update|Read) /.test(line) ? 'path' : 'command';
}
