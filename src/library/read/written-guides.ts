/** Reads what users write for their agents besides skills: commands that they call by `/name`, and rules. */

import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { COMMAND_FOLDERS, RULE_FOLDERS } from '../../agents/own.ts';
import { readableNamesIn } from '../../lib/list-folder.ts';
import { parseToml } from '../../lib/toml.ts';
import type { Environment } from '../../paths.ts';
import { readListing } from '../../skill/skill-file.ts';
import type { FoundSkill } from './installed.ts';

/** What such files end in: Markdown of any agent (`.mdc` of Cursor, `.prompt.md` of Copilot), and Gemini CLI's TOML. */
const ENDING = /(?:\.(?:prompt|instructions))?\.mdc?$|\.toml$/;
/** Deeper folders, more files and longer ones are no prompts. Bytes. */
const LIMITS = { depth: 4, files: 300, bytes: 200_000 } as const;

/**
 * The commands and rules of the project and of the user. Folders of commands are part of their names: `db:migrate` of
 * `commands/db/migrate.md`. What cannot be read is left out.
 */
export function writtenGuides(root: string, env: Environment): FoundSkill[] {
  const folders = [
    ...COMMAND_FOLDERS.flatMap(({ project }) => project.map((folder) => join(root, folder))),
    ...RULE_FOLDERS.map((folder) => join(root, folder)),
    ...COMMAND_FOLDERS.flatMap(({ user }) => user(env)),
  ];
  return [...new Set(folders)]
    .flatMap((folder) => filesBelow(folder).map((path) => ({ folder, path })))
    .slice(0, LIMITS.files)
    .flatMap(({ folder, path }) => readGuide(join(folder, ...path), path) ?? []);
}

/** Paths below a folder, each as its parts. */
function filesBelow(folder: string, parts: readonly string[] = []): string[][] {
  if (parts.length >= LIMITS.depth) return [];
  return readableNamesIn(join(folder, ...parts)).flatMap((name) =>
    ENDING.test(name) ? [[...parts, name]] : filesBelow(folder, [...parts, name]),
  );
}

function readGuide(path: string, parts: readonly string[]): FoundSkill | null {
  let text: string;
  try {
    const stat = statSync(path);
    if (!stat.isFile() || stat.size > LIMITS.bytes) return null;
    text = readFileSync(path, 'utf8');
  } catch {
    // Gone since it was listed, or not ours to read.
    return null;
  }
  const name = parts.join(':').replace(ENDING, '').toLowerCase();
  const told = path.endsWith('.toml') ? readPrompt(path, text) : readListing(text);
  const body = told?.body ?? text;
  return { name, description: told?.description || firstWords(body), body, path };
}

/** A command of Gemini CLI: `description` and `prompt`. */
function readPrompt(path: string, text: string): { description: string; body: string } | null {
  try {
    const { description, prompt } = parseToml(path, text);
    const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
    return { description: textOf(description), body: textOf(prompt) };
  } catch {
    // No TOML: its words count as they are.
    return null;
  }
}

/** Without a description agents list a command with its first line. */
const firstWords = (body: string): string =>
  (body.split('\n').find((line) => line.trim() !== '') ?? '').replace(/^[#\s]+/, '').trim();
