/** Reads what Codex tells the model about a finished tool call: exit code, refusal, and the bare output. */

import type { JsonValue } from '../../src/types.ts';
import { asRecord, listOf, textOf } from '../fields.ts';

export interface CodexOutput {
  /** The output without Codex's header lines. */
  text: string;
  exitCode?: number;
  /** Session number of a process that still runs; a later `write_stdin` tells its end. */
  running?: string;
  /** Whether the call failed, or the script that made it, where no exit code tells. */
  failed?: boolean;
  /** The user refused the call. */
  denied: boolean;
  /** The user stopped the agent while the call ran. */
  aborted: boolean;
}

/**
 * Header of `exec_command`, `write_stdin`, `exec` and (since 2026) `apply_patch`: a few lines up to `Output:`. Read
 * from codex-cli 0.140 to 0.169 rollouts.
 */
const HEADER = /^(?:Chunk ID|Wall time|Exit code|Script|Process)\b[^\n]*\n(?:[A-Z][^\n]*\n){0,8}?Output:\n/;
const EXITED = /^(?:Process exited with code|Exit code:) (-?\d+)$/m;
const RUNNING = /^Process running with session ID (\d+)$/m;
const FAILED = /^Script failed$/m;
const DENIED = /^(?:exec command|patch|command)?\s*rejected by user/;
const ABORTED = /^(?:Wall time: [^\n]*\n)?(?:command )?aborted by user/;

/** Understands every form of `output` in a `function_call_output` or `custom_tool_call_output`. */
export function readCodexOutput(output: JsonValue | undefined): CodexOutput {
  const raw = outputText(output);
  const structured = readStructured(raw);
  if (structured !== null) return structured;
  const header = HEADER.exec(raw)?.[0] ?? '';
  const text = raw.slice(header.length);
  const exit = EXITED.exec(header)?.[1];
  const running = RUNNING.exec(header)?.[1];
  return {
    text,
    ...(exit === undefined ? {} : { exitCode: Number(exit) }),
    ...(running === undefined ? {} : { running }),
    ...(FAILED.test(header) ? { failed: true } : {}),
    denied: DENIED.test(raw),
    aborted: ABORTED.test(raw) || ABORTED.test(text),
  };
}

/** The text of an output that is a string, a list of content items, or an object with `content`. */
function outputText(output: JsonValue | undefined): string {
  if (typeof output === 'string') return output;
  if (Array.isArray(output))
    return listOf(output)
      .flatMap((item) => textOf(item.text) ?? [])
      .join('');
  const { content } = asRecord(output);
  return content === undefined ? '' : outputText(content);
}

/** The 2025 form of `shell`: `{"output": "…", "metadata": {"exit_code": 0}}` as a string. */
function readStructured(raw: string): CodexOutput | null {
  if (!raw.startsWith('{"output":')) return null;
  let parsed: JsonValue;
  try {
    parsed = JSON.parse(raw) as JsonValue;
  } catch {
    // A command that printed such a text itself; it is output like any other.
    return null;
  }
  const text = textOf(asRecord(parsed).output);
  if (text === null) return null;
  const code = asRecord(asRecord(parsed).metadata).exit_code;
  return { text, ...(typeof code === 'number' ? { exitCode: code } : {}), denied: false, aborted: false };
}
