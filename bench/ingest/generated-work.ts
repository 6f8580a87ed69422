/** Work as agents leave it, in bulk: transcripts, and hook payloads for the agent that writes none. */

import { once } from 'node:events';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { JsonObject } from '../../src/types.ts';

/** Text of no meaning, as varied as prose and program output are. */
export function textOf(seed: number, characters: number): string {
  let state = (seed * 2_654_435_761) >>> 0;
  const words: string[] = [];
  for (let length = 0; length < characters; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const word = WORDS[state % WORDS.length] ?? 'x';
    words.push(state % 11 === 0 ? `src/${word}/${word}-${state % 997}.ts:${state % 300}` : word);
    length += word.length + 1;
  }
  return words.join(' ').slice(0, characters);
}
const WORDS =
  'the build failed because a test of orders expected total 42 but got undefined at line const result await fetch return error warning module import export function value null true false passing'.split(
    ' ',
  );

/**
 * The calls of a turn. Lengths are the means of recorded sessions: 2,200 characters of result, of which half are below 600 and
 * a tenth above 5,700; 500 of input; the tool's own account three times the result.
 */
export const CALLS = [
  { name: 'Bash', input: 130, result: 150 },
  { name: 'Read', input: 130, result: 2_000 },
  { name: 'Bash', input: 600, result: 600 },
  { name: 'Read', input: 1_100, result: 6_100 },
];

/** One turn of Claude Code: a prompt, four calls with thoughts, progress and results, an answer. */
export function claudeTurn(sessionId: string, turn: number): JsonObject[] {
  const seed = turn + Number.parseInt(sessionId.slice(-6), 16);
  const line = (part: string, fields: JsonObject): JsonObject => ({
    uuid: `${sessionId}-${turn}-${part}`,
    timestamp: new Date(Date.UTC(2026, 0, 5) + turn * 60_000).toISOString(),
    sessionId,
    isSidechain: false,
    cwd: '/home/robin/thing',
    version: '2.1.329',
    entrypoint: 'cli',
    ...fields,
  });
  const said = (content: JsonObject[]): JsonObject => ({
    type: 'assistant',
    message: { role: 'assistant', model: 'm-1', content },
  });
  const calls = CALLS.flatMap(({ name, input, result }, index) => {
    const id = `toolu_${sessionId}_${turn}_${index}`;
    const content = textOf(seed * 7 + index, result);
    const command = textOf(seed + index, input);
    return [
      line(
        `t${index}`,
        said([{ type: 'thinking', thinking: textOf(seed + index, 500), signature: 'x'.repeat(400) }]),
      ),
      line(`c${index}`, said([{ type: 'tool_use', id, name, input: { command } }])),
      line(`g${index}`, { type: 'progress', data: { type: 'hook_progress', output: textOf(seed, 3_300) } }),
      line(`r${index}`, {
        type: 'user',
        message: { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content }] },
        toolUseResult: {
          stdout: content,
          stderr: '',
          original: `${content}\n${content}`,
          interrupted: false,
        },
      }),
    ];
  });
  const prompt = { role: 'user', content: textOf(seed, 200) };
  return [
    line('p', { type: 'user', promptSource: 'typed', origin: { kind: 'human' }, message: prompt }),
    ...calls,
    line('a', said([{ type: 'text', text: textOf(seed + 99, 800) }])),
  ];
}

/** A turn as lines of a transcript. */
export type TurnLines = (sessionId: string, turn: number) => string;

export const claudeLines: TurnLines = (sessionId, turn) => linesOf(claudeTurn(sessionId, turn));

export function linesOf(records: readonly JsonObject[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

/** Writes a transcript of about so many bytes. @returns bytes written */
export async function writeTranscript(
  path: string,
  sessionId: string,
  bytes: number,
  lines: TurnLines = claudeLines,
): Promise<number> {
  const out = createWriteStream(path, { mode: 0o600 });
  let written = 0;
  for (let turn = 0; written < bytes; turn++) {
    const text = lines(sessionId, turn);
    written += Buffer.byteLength(text);
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
  return written;
}

/** Puts a record into a spool as `hooks/capture` does. @returns its bytes */
export function spoolRecord(spool: string, name: string, agent: string, payload: JsonObject): number {
  mkdirSync(spool, { recursive: true });
  const text = `hivemind-spool 1\nagent ${agent}\nworkspace \nevery-n-turns \noff \nsession \n\n${JSON.stringify(payload)}\nhivemind-end\n`;
  writeFileSync(join(spool, name), text);
  return Buffer.byteLength(text);
}

/** A finished call of Cursor, whose payloads are its record. */
export function cursorCall(conversation: string, call: number): JsonObject {
  return {
    conversation_id: conversation,
    generation_id: `g${call}`,
    hook_event_name: 'postToolUse',
    workspace_roots: ['/home/robin/thing'],
    cursor_version: '1.7.2',
    tool_name: 'Shell',
    tool_use_id: `${conversation}-${call}`,
    tool_input: { command: textOf(call, 80) },
    tool_output: JSON.stringify({ output: textOf(call * 13, 3_000), exitCode: 0 }),
    duration: 12,
  };
}
