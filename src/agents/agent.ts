/** What an agent is, as data: its folders, its tools, how it finds skills. One file an agent, `registry.ts` lists them. */

import type { Environment } from '../paths.ts';
import type { AgentId, StepKind } from '../types.ts';

/** What a tool is for. `delete` takes a file away, `edit` writes into one. */
export type ToolUse = Exclude<StepKind, 'other'> | 'delete';

/** Names of tools as the agent records them; upper and lower case are the same. */
export type Tools = Readonly<Record<ToolUse, readonly string[]>>;

/** The fields of a tool's input that hold what we ask for; where several are given, the first that is there counts. */
export interface InputFields {
  /** The file that is read or changed. */
  readonly path: readonly string[];
  /** A command line, as a text or an argument vector. */
  readonly command: readonly string[];
  /** A patch of any number of files. */
  readonly patch: readonly string[];
  /** All that a file is to hold. */
  readonly whole: readonly string[];
  /** A part of a file and what takes its place. */
  readonly oldText: readonly string[];
  readonly newText: readonly string[];
  /** A list of such parts. */
  readonly parts: readonly string[];
  readonly skill: readonly string[];
  readonly subagent: readonly string[];
  readonly plan: readonly string[];
}

/** How an agent finds and lists skills. */
export interface SkillReading {
  /** Folders below a project's root, `/` between names; into the first one a skill is put for it. */
  readonly project: readonly string[];
  user(env: Environment): string[];
  /** Whether a skill is called what its folder or what its frontmatter says. */
  readonly namedBy: 'folder' | 'frontmatter';
  /** Whether a skill without a description is left out. */
  readonly needsDescription: boolean;
  /** Longer descriptions are cut; in characters. */
  readonly descriptionLimit: number;
  /** A name that is there twice: the user's skill hides the project's, that one hides the user's, or both are listed. */
  readonly sameName: 'user-wins' | 'project-wins' | 'both';
  /** Characters for all listings together; beyond it, skills that were used least are listed by name alone. */
  readonly budget: number;
}

/** Folders of prompts that a person calls by `/name`. */
export interface CommandFolders {
  /** Below a project's root, `/` between names. */
  readonly project: readonly string[];
  user(env: Environment): string[];
}

export interface Agent {
  readonly id: AgentId;
  /** For people: `Claude Code`. */
  readonly name: string;
  /** Its settings folder. */
  folder(env: Environment): string;
  /** Folders in projects and homes that hold what it is told: settings, hooks, skills, commands. */
  readonly ownFolders: readonly string[];
  /** Files of instructions that it reads by itself, without their extension. */
  readonly instructions: readonly string[];
  readonly tools: Tools;
  readonly fields: InputFields;
  /** Subagents that it has by itself and sends out unasked, in lower case. */
  readonly ownSubagents: readonly string[];
  /** Names that it has commands and skills of its own under: a skill of such a name would stand in for them. */
  readonly ownCommands: readonly string[];
  readonly skills: SkillReading;
  readonly commands: CommandFolders;
  /** Folders below a project's root of rules that it reads by itself. */
  readonly rules: readonly string[];
}

/** What is known of an agent that is none of ours yet, from sessions that others exported. */
export type ForeignAgent = Pick<
  Agent,
  'ownFolders' | 'instructions' | 'tools' | 'fields' | 'ownSubagents' | 'commands' | 'rules'
>;
