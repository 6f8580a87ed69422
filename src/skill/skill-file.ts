/** Reads and writes SKILL.md. The only user of gray-matter, with every engine but YAML off. */

import matter from 'gray-matter';
import { messageOf } from '../errors.ts';
import { isSkillName, SKILL_LIMITS } from './name.ts';

/** Top-level keys of the Agent Skills specification; the reference validator rejects any other. */
const SPEC_KEYS = new Set(['name', 'description', 'license', 'compatibility', 'metadata', 'allowed-tools']);

/** Longer than any skill: a guard against YAML that takes for ever. In characters. */
const MAX_FILE = 200_000;

export interface SkillDocument {
  name: string;
  /** One line. */
  description: string;
  /** What else we know, as the specification wants it: string to string. */
  metadata: Readonly<Record<string, string>>;
  /** Markdown below the frontmatter, without leading blank lines, ending in one newline. */
  body: string;
}

export type ParsedSkill = { file: SkillDocument } | { problem: string };

const denied = () => {
  throw new Error('only YAML frontmatter is read');
};

/**
 * gray-matter's own engines would evaluate JavaScript frontmatter. Each is replaced, under every name it is
 * looked up by; CoffeeScript and TOML have none built in and stay so.
 */
const ENGINES = Object.fromEntries(
  ['javascript', 'js', 'json', 'coffee', 'coffeescript', 'cson', 'toml'].map((name) => [
    name,
    { parse: denied, stringify: denied },
  ]),
);

/**
 * Reads a SKILL.md, ours or another's. Never executes or throws: whatever is not plain YAML frontmatter with the keys
 * of the specification is a problem.
 */
export function parseSkillFile(text: string): ParsedSkill {
  if (text.length > MAX_FILE) return { problem: 'is longer than any skill' };
  // gray-matter takes what follows the first "---" as the name of a language to run.
  const opening = /^\uFEFF?---([^\r\n]*)\r?\n/.exec(text);
  if (opening === null) return { problem: 'has no frontmatter' };
  if (opening[1]?.trim() !== '') return { problem: 'names a language for its frontmatter' };
  if (!/\n---[ \t]*(?:\r?\n|$)/.test(text)) return { problem: 'has frontmatter that never ends' };
  let parsed: { data: Record<string, unknown>; content: string };
  try {
    parsed = matter(text, { language: 'yaml', engines: ENGINES });
  } catch (error) {
    return { problem: `has frontmatter that is no YAML: ${messageOf(error).slice(0, 200)}` };
  }
  const problem = frontmatterProblem(parsed.data);
  if (problem !== null) return { problem };
  return {
    file: {
      name: parsed.data.name as string,
      description: parsed.data.description as string,
      metadata: (parsed.data.metadata ?? {}) as Record<string, string>,
      body: `${parsed.content.trim()}\n`,
    },
  };
}

/** What an agent lists of a skill, hand-written ones with keys of their own included. */
export interface SkillListing {
  name: string | null;
  /** Empty when there is none. */
  description: string;
  /** Markdown below the frontmatter. */
  body: string;
}

/** Reads a SKILL.md as leniently as agents do. Never executes or throws; null when its frontmatter is no YAML. */
export function readListing(text: string): SkillListing | null {
  if (text.length > MAX_FILE || !/^\uFEFF?---[ \t]*\r?\n/.test(text)) return null;
  try {
    const { data, content } = matter(text, { language: 'yaml', engines: ENGINES }) as {
      data: Record<string, unknown>;
      content: string;
    };
    const texts = [data.description, data.when_to_use].filter((value) => typeof value === 'string');
    const name = typeof data.name === 'string' ? data.name : null;
    return { name, description: texts.join(' ').trim(), body: content };
  } catch {
    return null;
  }
}

/** The specification's rules, strictly; null when all hold. */
function frontmatterProblem(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return 'has frontmatter without keys';
  const fields = data as Record<string, unknown>;
  const unknown = Object.keys(fields).find((key) => !SPEC_KEYS.has(key));
  if (unknown !== undefined) return `has a key that is not in the specification: ${unknown}`;
  if (typeof fields.name !== 'string' || !isSkillName(fields.name)) return 'has no valid name';
  const { description, metadata } = fields;
  if (typeof description !== 'string' || description.trim() === '') return 'has no description';
  if (description.length > SKILL_LIMITS.description)
    return `has a description of more than ${SKILL_LIMITS.description} characters`;
  if (metadata === undefined) return null;
  const isMap = typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata);
  const strings = isMap && Object.values(metadata).every((value) => typeof value === 'string');
  return strings ? null : 'has metadata that does not map strings to strings';
}

/** The whole SKILL.md. The description is on line 3 and the body begins at `bodyOffset`. */
export function renderSkillFile(file: SkillDocument): string {
  const { name, description, metadata, body } = file;
  // lineWidth -1: a folded description would move the lines below it.
  const options = { language: 'yaml', engines: ENGINES, lineWidth: -1 };
  const frontmatter = matter.stringify('', { name, description, metadata: { ...metadata } }, options);
  return `${frontmatter.trimEnd()}\n\n${body.trim()}\n`;
}
