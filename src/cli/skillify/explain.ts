/** `hivemind skillify explain`: the events behind each line of a skill. */

import { Command } from 'commander';
import { HivemindError } from '../../errors.ts';
import { userHome } from '../../paths.ts';
import { MAIN_FILE } from '../../skill/draft.ts';
import { eventsById } from '../../store/events.ts';
import { openStoreToRead, type Store } from '../../store/open.ts';
import { currentFiles, receiptsOf, type SkillRecord } from '../../store/skills.ts';
import type { CliContext } from '../context.ts';
import { fileHeading, iso, localTime, shorten, tildePath } from '../terminal/output.ts';
import { oneLine, printable } from '../terminal/visible.ts';
import { fileState, findSkillNamed } from './find-skill.ts';

/** Receipts of one line that a terminal shows. */
const SHOWN_RECEIPTS = 4;
/** Characters of a session's id that a person sees; `sessions show` takes the beginning of an id. */
const SHORT_ID = 8;

interface ExplainedLine {
  /** Of its file, from 1. */
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
  const { name, path, line } = parseTarget(target);
  const store = openStoreToRead(context.paths.database);
  const { skill } = await findSkillNamed(context, store, name, options.project);
  const all = store === null ? [] : explainedLines(store, skill);
  const own = all.filter((one) => one.path === path);
  if (line !== null && line > own.length) {
    throw new HivemindError(
      'USAGE',
      `${path} of ${name} has ${own.length} lines, so there is no line ${line}.`,
      {
        hint: `hivemind skillify explain ${name}`,
      },
    );
  }
  const lines = line === null ? all : own.filter((one) => one.line === line);
  if (options.json) {
    context.json({ skill: skill.name, version: skill.version, lines: lines.map(lineJson) });
    return;
  }
  const place = tildePath(skill.path, userHome(context.env));
  context.out(`${context.style('bold', skill.name)}, version ${skill.version}  ${place}`);
  for (const one of lines) {
    if (one.line === 1 && one.path !== MAIN_FILE && line === null) context.out(`\n${fileHeading(one.path)}`);
    printLine(context, one, line === null);
  }
  const state = fileState(store, skill);
  if (state !== 'as written') context.note(`The file is ${state}; the lines are those last written.`);
}

interface Target {
  name: string;
  path: string;
  line: number | null;
}

/**
 * `release`, `release:10` (a line of SKILL.md), `release:references/more-1a2b3c4d.md:3`.
 * @throws HivemindError USAGE
 */
function parseTarget(target: string): Target {
  const [, name = '', path, line] = /^([^:]*)(?::([^:]*\/[^:]*))?(?::(.*))?$/.exec(target) ?? [];
  if (line !== undefined && !/^[1-9]\d*$/.test(line)) {
    throw new HivemindError('USAGE', `${JSON.stringify(line)} is no line number.`, {
      hint: `For example hivemind skillify explain ${name}:10`,
    });
  }
  return { name, path: path ?? MAIN_FILE, line: line === undefined ? null : Number(line) };
}

/** Every line of the skill's current version with the receipts of what it claims, oldest first. */
function explainedLines(store: Store, skill: SkillRecord): ExplainedLine[] {
  const receipts = receiptsOf(store, skill.projectId, skill.name, skill.version);
  const events = new Map(
    eventsById(store, [...new Set(receipts.map(({ eventId }) => eventId))]).map((event) => [event.id, event]),
  );
  const evidenceOf = (path: string, claim: string | null) =>
    receipts
      .filter((receipt) => receipt.path === path && receipt.claim === claim)
      .flatMap(({ eventId, quote }) => {
        const event = events.get(eventId);
        return event === undefined ? [] : [{ sessionId: event.sessionId, eventId, at: event.at, quote }];
      })
      .sort((a, b) => a.at - b.at);
  return currentFiles(store, skill).flatMap(({ path, text, claims }) =>
    text
      .trimEnd()
      .split('\n')
      .map((one, index) => ({
        line: index + 1,
        path,
        text: one,
        evidence: evidenceOf(path, claims[index] ?? null),
      })),
  );
}

function lineJson({ line, path, text, evidence }: ExplainedLine) {
  return { line, path, text, evidence: evidence.map((one) => ({ ...one, at: iso(one.at) })) };
}

/** Lines that claim nothing (headings, blanks) are left out of a whole skill. */
function printLine(context: CliContext, { line, text, evidence }: ExplainedLine, partOfWhole: boolean): void {
  if (partOfWhole && evidence.length === 0) return;
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
