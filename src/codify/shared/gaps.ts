/** Names for what varies: one meaning each across the skill. Two gaps have one name where they held the same in most members. */

import type { WorkStep } from './work-step.ts';

/** A gap with its name and what it held. */
export interface NamedGap {
  /** Without angle brackets. */
  name: string;
  type: string;
  values: ReadonlyMap<number, ReadonlySet<string>>;
}

/** Texts are written anew each time, so equal names promise nothing about what they hold. */
const WRITTEN = new Set(['message', 'title', 'text', 'body', 'reply']);
/** Gaps of files and the things named after them: these may be one thing under two types. */
const THINGS = new Set(['name', 'note', 'file', 'folder']);
/** Share of the members that have both in which two gaps hold the same thing. */
const AGREES = 0.5;

/** Names gaps in the order in which they are asked for. */
export class GapNames {
  readonly named: NamedGap[] = [];

  /** The name of a gap, with its brackets. */
  nameOf(type: string, values: ReadonlyMap<number, ReadonlySet<string>>): string {
    const known = this.named.find((gap) => isSameThing(gap, type, values));
    if (known !== undefined) return `<${known.name}>`;
    const name = this.freeName(type);
    this.named.push({ name, type, values });
    return `<${name}>`;
  }

  private freeName(type: string): string {
    const isTaken = (name: string) => this.named.some((gap) => gap.name === name);
    if (!isTaken(type)) return type;
    for (let next = 2; ; next += 1) if (!isTaken(`${type}-${next}`)) return `${type}-${next}`;
  }
}

function isSameThing(gap: NamedGap, type: string, values: ReadonlyMap<number, ReadonlySet<string>>): boolean {
  const isAlike = gap.type === type || (THINGS.has(gap.type) && THINGS.has(type));
  if (!isAlike) return false;
  if (WRITTEN.has(type)) return true;
  const both = [...values].filter(([member]) => gap.values.has(member));
  if (both.length === 0) return gap.type === type && !THINGS.has(type);
  const agreeing = both.filter(([member, own]) =>
    [...own].some((value) => gap.values.get(member)?.has(value)),
  );
  return agreeing.length >= Math.max(1, both.length * AGREES);
}

/** What the gap of a command's token held, by the member's number. */
export function valuesAt({ rows }: WorkStep, at: number): Map<number, Set<string>> {
  const values = new Map<number, Set<string>>();
  for (const { act, tokens } of rows) {
    const value = tokens[at]?.value;
    if (value != null) values.set(act.member, (values.get(act.member) ?? new Set()).add(value));
  }
  return values;
}

/** The command of a step, its gaps named. */
export function commandText(step: WorkStep, names: GapNames): string {
  return step.tokens
    .map(({ key, type }, at) =>
      type === null ? key : key.replace('<>', names.nameOf(type, valuesAt(step, at))),
    )
    .join(' ');
}

/** The paths of an edit step, their gaps named. */
export function pathTexts({ forms }: WorkStep, names: GapNames): string[] {
  return forms.map(({ form, slots }) =>
    form.gap === null
      ? form.key
      : form.key.replace(
          '<>',
          names.nameOf(form.gap === 'date' ? 'note' : form.gap === 'folder' ? 'folder' : 'name', slots),
        ),
  );
}
