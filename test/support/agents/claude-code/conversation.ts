/** A session of the real Claude Code that a program holds: prompts go to its stdin, what happens comes from its stdout. */

import { type ChildProcess, spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';

const FORMAT = ['-p', '--input-format', 'stream-json', '--output-format', 'stream-json', '--verbose'];

export class Conversation {
  readonly #child: ChildProcess;
  readonly #lines: Interface;

  constructor(
    program: string,
    flags: readonly string[],
    place: { cwd: string; env: Readonly<Record<string, string>> },
  ) {
    this.#child = spawn(program, [...FORMAT, ...flags], { ...place, stdio: ['pipe', 'pipe', 'ignore'] });
    if (this.#child.stdout === null) throw new Error('no stdout');
    this.#lines = createInterface(this.#child.stdout);
  }

  /** Sends a prompt, and waits until its turn is over. */
  async ask(prompt: string): Promise<void> {
    const message = { role: 'user', content: [{ type: 'text', text: prompt }] };
    this.#child.stdin?.write(`${JSON.stringify({ type: 'user', message })}\n`);
    for await (const [line] of on(this.#lines, 'line', { close: ['close'] }) as AsyncIterable<[string]>) {
      if ((JSON.parse(line) as { type?: string }).type === 'result') return;
    }
    throw new Error('Claude Code ended within a turn');
  }

  /** Ends the session, and waits for the program's end. */
  async end(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.stdin?.end();
    await ended;
  }
}
