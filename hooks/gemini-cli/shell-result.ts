/** What Gemini CLI tells its model of a command that ran: the output between lines about the process. */

export interface ShellResult {
  output: string;
  /** Null where it tells none: it leaves the line out where the command succeeded, and where it was stopped. */
  exitCode: number | null;
  ok: boolean;
}

/** Around what the output holds, since 0.5x. */
const UNTRUSTED = /^<untrusted_context>\n?([\s\S]*?)\n?<\/untrusted_context>$/;
const OUTPUT = /^(?:Output|Stdout): /m;
/** Behind the output, one a line; 0.1x to 0.4x wrote each of them always, `(none)` where there was nothing to tell. */
const TOLD = /^(?:Stderr|Error|Exit Code|Signal|Background PIDs|Process Group PGID): .*$/;
const NOTHING = new Set(['(none)', '(empty)']);
/** A call that never ran. */
const FAILED = /^(?:\[Operation Cancelled\]|Error\b)/;

/** Reads the text of a `run_shell_command` result, as 0.15 to 0.61 write it. One in no such form is all output. */
export function readShellResult(text: string): ShellResult {
  const plain = UNTRUSTED.exec(text.trim())?.[1] ?? text;
  const start = OUTPUT.exec(plain);
  if (start === null) return { output: plain, exitCode: null, ok: !FAILED.test(plain) };
  const lines = plain.slice(start.index + start[0].length).split('\n');
  const told = new Map<string, string>();
  while (lines.length > 1 && TOLD.test(lines.at(-1) ?? '')) {
    const line = lines.pop() ?? '';
    const colon = line.indexOf(': ');
    if (!NOTHING.has(line.slice(colon + 2))) told.set(line.slice(0, colon), line.slice(colon + 2));
  }
  const texts = [lines.join('\n'), told.get('Stderr') ?? '', told.get('Error') ?? ''];
  const code = told.get('Exit Code') ?? '';
  const exitCode = /^\d{1,3}$/.test(code) ? Number(code) : null;
  return {
    output: texts.filter((one) => one !== '' && !NOTHING.has(one)).join('\n'),
    exitCode,
    ok: exitCode === null ? !told.has('Error') && !told.has('Signal') : exitCode === 0,
  };
}
