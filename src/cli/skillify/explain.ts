/** `hivemind skillify explain`: the events behind each line of a skill. */

import { Command } from 'commander';
import { HivemindError } from '../../errors.ts';
import { userHome } from '../../paths.ts';
import { eventsById } from '../../store/events.ts';
import { openStoreToRead, type Store } from '../../store/open.ts';
import { receiptsOf, type SkillRecord, versionsOf } from '../../store/skills.ts';
import { partNamed } from '../../types.ts';
import type { CliContext } from '../context.ts';
import { iso, localTime, shorten, tildePath } from '../terminal/output.ts';
import { oneLine, printable } from '../terminal/visible.ts';
import { fileState, findSkillNamed } from './find-skill.ts';

/** Receipts of one line that a terminal shows. */
const SHOWN_RECEIPTS = 4;
/** Characters of a session's id that a person sees; `sessions show` takes the beginning of an id. */
const SHORT_ID = 8;

interface ExplainedLine {
  /** From 1: SKILL.md's own lines, then those of the folder's other files, each below a heading with its path. */
  line: number;
  /** The file that it stands in, relative to the skill's folder. */
  path: string;
  text: string;
  evidence: { sessionId: string; eventId: string; at: number; quote: string }[];
}

interface ExplainOptions {
  project?: string;
  json?: boolean;
}

export function skillifyExplainCommand(context: CliContext): Command {
  return new Command('explain')
    .description('the events behind each line of a skill')
    .argument('<skill[:line]>', 'a skill, or one line of it')
    .option('--project <project>', 'its path, remote or id (default: where you stand)')
    .option('--json', 'print one JSON document')
    .action((target: string, options: ExplainOptions) => explain(context, target, options));
}

async function explain(context: CliContext, target: string, options: ExplainOptions): Promise<void> {
  const { name, line } = parseTarget(target);
  const store = openStoreToRead(context.paths.database);
  const { skill } = await findSkillNamed(context, store, name, options.project);
  const all = store === null ? [] : explainedLines(store, skill);
  if (line !== null && line > all.length) {
    throw new HivemindError('USAGE', `${name} has ${all.length} lines, so there is no line ${line}.`, {
      hint: `hivemind skillify explain ${name}`,
    });
  }
  const lines = line === null ? all : all.filter((one) => one.line === line);
  if (options.json) {
    context.json({ skill: skill.name, version: skill.version, lines: lines.map(lineJson) });
    return;
  }
  const path = tildePath(skill.path, userHome(context.env));
  context.out(`${context.style('bold', skill.name)}, version ${skill.version}  ${path}`);
  for (const one of lines) printLine(context, one, line === null);
  const state = fileState(store, skill);
  if (state !== 'as written') context.note(`The file is ${state}; the lines are those last written.`);
}

/** @throws HivemindError USAGE */
function parseTarget(target: string): { name: string; line: number | null } {
  const [, name = '', line] = /^([^:]*)(?::(.*))?$/.exec(target) ?? [];
  if (line === undefined) return { name, line: null };
  if (!/^[1-9]\d*$/.test(line)) {
    throw new HivemindError('USAGE', `${JSON.stringify(line)} is no line number.`, {
      hint: `For example hivemind skillify explain ${name}:10`,
    });
  }
  return { name, line: Number(line) };
}

/** Every line of the skill's current version with its receipts, oldest first. */
function explainedLines(store: Store, skill: SkillRecord): ExplainedLine[] {
  const version = versionsOf(store, skill.projectId, skill.name).find((one) => one.version === skill.version);
  const receipts = receiptsOf(store, skill.projectId, skill.name, skill.version);
  const events = new Map(
    eventsById(store, [...new Set(receipts.map(({ eventId }) => eventId))]).map((event) => [event.id, event]),
  );
  const evidenceOf = (line: number) =>
    receipts
      .filter((receipt) => receipt.line === line)
      .flatMap(({ eventId, quote }) => {
        const event = events.get(eventId);
        return event === undefined ? [] : [{ sessionId: event.sessionId, eventId, at: event.at, quote }];
      })
      .sort((a, b) => a.at - b.at);
  const texts = (version?.content ?? '').trimEnd().split('\n');
  let path = 'SKILL.md';
  return texts.map((text, index) => {
    path = partNamed(text) ?? path;
    return { line: index + 1, path, text, evidence: evidenceOf(index + 1) };
  });
}

function lineJson({ line, path, text, evidence }: ExplainedLine) {
  return { line, path, text, evidence: evidence.map((one) => ({ ...one, at: iso(one.at) })) };
}

/** Lines that claim nothing (headings, blanks) are left out of a whole skill, but where another file begins is told. */
function printLine(context: CliContext, { line, text, evidence }: ExplainedLine, partOfWhole: boolean): void {
  if (partOfWhole && evidence.length === 0 && partNamed(text) === null) return;
  context.out();
  context.out(`${String(line).padStart(4)}  ${printable(text)}`);
  if (evidence.length === 0 && !partOfWhole) context.out('      claims nothing that would need evidence');
  const shown = partOfWhole ? evidence.slice(0, SHOWN_RECEIPTS) : evidence;
  for (const { sessionId, at, quote } of shown) {
    const source = `      ${localTime(at)}  ${sessionId.slice(0, SHORT_ID)}  `;
    const room = Number.isFinite(context.columns)
      ? Math.max(20, context.columns - source.length)
      : quote.length;
    context.out(context.style('dim', source) + shorten(oneLine(quote), room));
  }
  const hidden = evidence.length - shown.length;
  if (hidden > 0) context.out(context.style('dim', `      and ${hidden} more`));
}
