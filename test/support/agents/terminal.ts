/** A terminal with a program in it, driven as a person drives one: by keys, watching the screen. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../src/lib/run.ts';
import { eventually } from './eventually.ts';

export interface TerminalOptions {
  /** A folder of this terminal's own; its socket and log go there. */
  folder: string;
  cwd: string;
  /** The whole environment of the program. */
  env: Readonly<Record<string, string>>;
}

/** A key that shows no effect for so long was not read. */
const LOST_AFTER_MS = 5_000;

/** A tmux server of its own with one window. */
export class Terminal {
  readonly #socket: string;
  readonly #log: string;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(options: TerminalOptions) {
    this.#socket = join(options.folder, 'tmux');
    this.#log = join(options.folder, 'terminal.log');
    this.#env = options.env;
  }

  /** Starts `program` with `args` in a new terminal. @throws when tmux is missing */
  static async open(program: string, args: readonly string[], options: TerminalOptions): Promise<Terminal> {
    const terminal = new Terminal(options);
    const size = ['-x', '180', '-y', '50'];
    // The shell waits until everything the program shows is being written down.
    const command = `read -r go; exec ${[program, ...args].map(quote).join(' ')}`;
    await terminal.#tmux('new-session', '-d', ...size, '-c', options.cwd, '/bin/sh', '-c', command);
    await terminal.#tmux('pipe-pane', `cat >> ${quote(terminal.#log)}`);
    await terminal.press('Enter');
    return terminal;
  }

  /** What is on the screen and above it, without the colours. */
  async screen(): Promise<string> {
    return this.#tmux('capture-pane', '-p', '-S', '-');
  }

  /** Every byte the program ever wrote to the terminal. */
  everShown(): string {
    return readFileSync(this.#log, 'utf8');
  }

  async type(text: string): Promise<void> {
    await this.#tmux('send-keys', '-l', '--', text);
  }

  /** Presses keys by tmux's names: `Enter`, `Escape`, `C-c`. */
  async press(...keys: string[]): Promise<void> {
    await this.#tmux('send-keys', ...keys);
  }

  /**
   * Presses a key until the screen fulfils a condition: a program that is still starting may draw a question before it
   * reads keys, and the press is lost.
   */
  async pressUntil(key: string, fulfilled: (screen: string) => boolean): Promise<void> {
    let pressedAt = Number.NEGATIVE_INFINITY;
    await this.waitUntil(`what ${key} leads to`, async (screen) => {
      if (fulfilled(screen)) return true;
      if (performance.now() - pressedAt > LOST_AFTER_MS) {
        pressedAt = performance.now();
        await this.press(key);
      }
      return false;
    });
  }

  async waitFor(text: string): Promise<void> {
    await this.waitUntil(`${JSON.stringify(text)} on the screen`, (screen) => screen.includes(text));
  }

  /** Waits until the screen fulfils a condition. @param what the condition, for the error */
  async waitUntil(what: string, fulfilled: (screen: string) => boolean | Promise<boolean>): Promise<void> {
    await eventually(
      what,
      async () => fulfilled(await this.screen()),
      () => this.screen(),
    );
  }

  /** Kills the program, which cannot do a thing about it. */
  async kill(): Promise<void> {
    process.kill(Number(await this.#tmux('display-message', '-p', '#{pane_pid}')), 'SIGKILL');
    await this.waitForEnd();
  }

  /** Waits until the program has ended. */
  async waitForEnd(): Promise<void> {
    await eventually(
      'the program ends',
      async () => (await this.#server('has-session')).exitCode !== 0,
      () => this.screen(),
    );
  }

  /** Closes the terminal; the program gets a hangup signal if it still runs. */
  async close(): Promise<void> {
    await this.#server('kill-server');
  }

  #server(...args: string[]) {
    return run('tmux', ['-S', this.#socket, '-f', '/dev/null', ...args], { env: this.#env });
  }

  async #tmux(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.#server(...args);
    if (exitCode !== 0) throw new Error(`tmux ${args[0]} failed: ${stderr}`);
    return stdout;
  }
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
