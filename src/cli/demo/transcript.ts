/** Writes sample sessions down the way Claude Code writes its transcripts (format of version 2.1). */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { JsonObject, JsonValue } from '../../types.ts';
import type { SampleSession, SampleStep, SampleTurn } from './sample.ts';

const AGENT_VERSION = '2.1.329';
const MODEL = 'claude-opus-5-5';
const STEP_MS = 9_000;
const READING_MS = 75_000;

export interface SampleTranscript {
  sessionId: string;
  /** The transcript's lines, as one text for each turn. */
  turns: string[];
}

/** Looks like a UUID and is the same whenever the same thing is named. */
function uuidOf(...parts: (string | number)[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

/**
 * The transcript of one sample.
 * @param root the project's folder
 * @param now ms since the epoch; the sample's days count back from it
 */
export function sampleTranscript(sample: SampleSession, root: string, now: number): SampleTranscript {
  const sessionId = uuidOf('session', sample.daysAgo, sample.hour);
  const writer = new TranscriptWriter(sessionId, root, startOf(sample, now));
  return { sessionId, turns: sample.turns.map((turn) => writer.turn(turn)) };
}

function startOf(sample: SampleSession, now: number): number {
  const date = new Date(now);
  date.setDate(date.getDate() - sample.daysAgo);
  return date.setHours(sample.hour, 12, 0, 0);
}

class TranscriptWriter {
  readonly #sessionId: string;
  readonly #root: string;
  #at: number;
  #lines: JsonObject[] = [];
  #count = 0;
  #parent: string | null = null;

  constructor(sessionId: string, root: string, startsAt: number) {
    this.#sessionId = sessionId;
    this.#root = root;
    this.#at = startsAt;
  }

  turn(turn: SampleTurn): string {
    this.#lines = [];
    this.#line(READING_MS, {
      type: 'user',
      message: { role: 'user', content: turn.prompt },
      origin: { kind: 'human' },
      promptSource: 'typed',
      turnOrigin: 'human',
    });
    for (const step of turn.steps) this.#step(step);
    this.#assistant({ type: 'text', text: turn.answer }, 'end_turn');
    return this.#lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  }

  #step(step: SampleStep): void {
    const id = `toolu_${uuidOf(this.#sessionId, this.#count).replaceAll('-', '').slice(0, 20)}`;
    const call = toolCall(step, this.#root);
    this.#assistant({ type: 'tool_use', id, name: call.name, input: call.input }, 'tool_use');
    const { content, isError, result } = toolResult(step, this.#root);
    this.#line(STEP_MS, {
      type: 'user',
      message: {
        role: 'user',
        content: [{ tool_use_id: id, type: 'tool_result', content, is_error: isError }],
      },
      toolUseResult: result,
    });
  }

  #assistant(block: JsonObject, stopReason: string): void {
    const id = uuidOf(this.#sessionId, 'message', this.#count).replaceAll('-', '').slice(0, 20);
    this.#line(STEP_MS, {
      type: 'assistant',
      message: {
        id: `msg_${id}`,
        type: 'message',
        role: 'assistant',
        model: MODEL,
        content: [block],
        stop_reason: stopReason,
        usage: { input_tokens: 100, output_tokens: 20 },
      },
      requestId: `req_${id}`,
      apiBlockIndex: 0,
    });
  }

  #line(afterMs: number, fields: JsonObject): void {
    this.#at += afterMs;
    this.#count += 1;
    const uuid = uuidOf(this.#sessionId, 'line', this.#count);
    this.#lines.push({
      parentUuid: this.#parent,
      isSidechain: false,
      ...fields,
      uuid,
      timestamp: new Date(this.#at).toISOString(),
      userType: 'external',
      entrypoint: 'cli',
      cwd: this.#root,
      sessionId: this.#sessionId,
      version: AGENT_VERSION,
      gitBranch: 'main',
    });
    this.#parent = uuid;
  }
}

function toolCall(step: SampleStep, root: string): { name: string; input: JsonObject } {
  switch (step.kind) {
    case 'run':
      return { name: 'Bash', input: { command: step.command } };
    case 'read':
      return { name: 'Read', input: { file_path: join(root, step.path) } };
    case 'edit':
      return {
        name: 'Edit',
        input: {
          file_path: join(root, step.path),
          old_string: step.from,
          new_string: step.to,
          replace_all: false,
        },
      };
    case 'write':
      return { name: 'Write', input: { file_path: join(root, step.path), content: step.content } };
  }
}

function toolResult(step: SampleStep, root: string) {
  switch (step.kind) {
    case 'run':
      return runResult(step.output, step.exitCode);
    case 'read': {
      const lines = step.content.split('\n');
      const numbered = lines.map((line, index) => `${index + 1}\t${line}`).join('\n');
      return succeeded(numbered, {
        type: 'text',
        file: { filePath: join(root, step.path), content: step.content, numLines: lines.length },
      });
    }
    case 'edit':
      return succeeded(`The file ${join(root, step.path)} has been updated successfully.`, {
        filePath: join(root, step.path),
        oldString: step.from,
        newString: step.to,
      });
    case 'write':
      return succeeded(`File created successfully at: ${join(root, step.path)}`, {
        type: 'create',
        filePath: join(root, step.path),
        content: step.content,
      });
  }
}

function runResult(output: string, exitCode: number) {
  if (exitCode !== 0) {
    const content = `Exit code ${exitCode}\n${output}`;
    return { content, isError: true, result: `Error: ${content}` as JsonValue };
  }
  return succeeded(output === '' ? '(Bash completed with no output)' : output, {
    stdout: output,
    stderr: '',
    interrupted: false,
    isImage: false,
  });
}

const succeeded = (content: string, result: JsonObject) => ({
  content,
  isError: false,
  result: result as JsonValue,
});
