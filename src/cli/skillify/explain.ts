/** `hivemind skillify explain`: the events behind each line of a skill. */

import { Command } from 'commander';
import { HivemindError } from '../../errors.ts';
import { localTime, tildePath } from '../../lib/in-words.ts';
import { userHome } from '../../paths.ts';
import { MAIN_FILE } from '../../skill/draft.ts';
import { type ExplainedLine, explainSkill, type LineTarget } from '../../views/receipts.ts';
import { showSkill } from '../../views/skill.ts';
import type { CliContext } from '../context.ts';
import { fileHeading, shorten } from '../terminal/output.ts';
import { oneLine, printable } from '../terminal/visible.ts';
import { viewerOf } from '../viewer.ts';

/** Receipts of one line that a terminal shows. */
const SHOWN_RECEIPTS = 4;
/** Characters of a session's id that a person sees; `sessions show` takes the beginning of an id. */
const SHORT_ID = 8;

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

async function explain(context: CliContext, text: string, options: ExplainOptions): Promise<void> {
  const target = parseTarget(text);
  const viewer = viewerOf(context);
  const explained = await explainSkill(viewer, target, options.project);
  if (options.json) {
    context.json(explained);
    return;
  }
  const { path, file } = await showSkill(viewer, target.skill, options.project);
  const place = tildePath(path, userHome(context.env));
  context.out(`${context.style('bold', explained.skill)}, version ${explained.version}  ${place}`);
  const isWhole = target.line === undefined;
  for (const one of explained.lines) {
    if (one.line === 1 && one.path !== MAIN_FILE && isWhole) context.out(`\n${fileHeading(one.path)}`);
    printLine(context, one, isWhole);
  }
  if (file !== 'as written') context.note(`The file is ${file}; the lines are those last written.`);
}

/**
 * `release`, `release:10` (a line of SKILL.md), `release:references/more-1a2b3c4d.md:3`.
 * @throws HivemindError USAGE
 */
function parseTarget(target: string): LineTarget {
  const [, name = '', path, line] = /^([^:]*)(?::([^:]*\/[^:]*))?(?::(.*))?$/.exec(target) ?? [];
  if (line !== undefined && !/^[1-9]\d*$/.test(line)) {
    throw new HivemindError('USAGE', `${JSON.stringify(line)} is no line number.`, {
      hint: `For example hivemind skillify explain ${name}:10`,
    });
  }
  return { skill: name, path, line: line === undefined ? undefined : Number(line) };
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
