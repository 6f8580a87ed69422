/** The real Codex in a sandbox: sessions with `exec` and in a terminal, with its background server and without. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunResult, run } from '../../../../src/lib/run.ts';
import type { MockModel } from '../mock-model.ts';
import type { Sandbox } from '../sandbox.ts';
import { Terminal } from '../terminal.ts';

export interface SessionOptions {
  /** A session to go on with. */
  resume?: string;
  /** More of Codex's own flags. */
  flags?: readonly string[];
  /** More environment. */
  env?: Readonly<Record<string, string>>;
}

export interface TerminalSessionOptions extends SessionOptions {
  /** Whether the session is run by the background server, as it is by default, or by the program in the terminal. */
  server?: boolean;
  /** The command line that starts Codex, its own words appended: `hivemind private --`. */
  through?: readonly string[];
}

/** What `exec` gave. Its stdout is the model's last message, its stderr the course of the session. */
export interface ExecutedSession extends RunResult {
  sessionId: string;
}

/** Commands run without asking and without Codex's own sandbox, which needs rights of the kernel not every machine gives. */
const UNASKED = '--dangerously-bypass-approvals-and-sandbox';

export class Codex {
  readonly #program: string;
  readonly #sandbox: Sandbox;
  readonly #model: MockModel;
  readonly #env: Readonly<Record<string, string>>;
  readonly #terminals: Terminal[] = [];

  constructor(program: string, sandbox: Sandbox, model: MockModel) {
    this.#program = program;
    this.#sandbox = sandbox;
    this.#model = model;
    this.#env = { ...sandbox.env, MOCK_KEY: 'none' };
  }

  get home(): string {
    return join(this.#sandbox.home, '.codex');
  }

  get hooksPath(): string {
    return join(this.home, 'hooks.json');
  }

  /** Makes the home of someone who has used Codex here before. */
  settleIn(): void {
    mkdirSync(this.home);
    writeFileSync(join(this.home, 'config.toml'), config(this.#model.url, this.#sandbox.repo));
  }

  /** One prompt on the command line, to its end. */
  async exec(
    prompt: string,
    { resume, flags = [], env = {} }: SessionOptions = {},
  ): Promise<ExecutedSession> {
    const what = resume === undefined ? [prompt] : ['resume', resume, prompt];
    const result = await run(this.#program, ['exec', UNASKED, ...flags, ...what], {
      cwd: this.#sandbox.repo,
      env: { ...this.#env, ...env },
    });
    const [, sessionId] = /^session id: (\S+)$/m.exec(result.stderr) ?? [];
    if (sessionId === undefined) throw new Error(`codex exec made no session: ${result.stderr}`);
    return { ...result, sessionId };
  }

  /** A session at the prompt of a terminal. Hooks that were never reviewed are trusted, as Codex offers. */
  async open({
    resume,
    server = false,
    flags = [],
    env = {},
    through = [],
  }: TerminalSessionOptions = {}): Promise<CodexSession> {
    const what = resume === undefined ? [] : ['resume', resume];
    const mode = server ? [] : ['--no-daemon'];
    const [program = this.#program, ...words] = [
      ...through,
      this.#program,
      ...what,
      ...mode,
      UNASKED,
      ...flags,
    ];
    const terminal = await Terminal.open(program, words, {
      folder: this.#sandbox.folder('terminal'),
      cwd: this.#sandbox.repo,
      env: { ...this.#env, ...env },
    });
    this.#terminals.push(terminal);
    await this.#getReady(terminal);
    return new CodexSession(terminal, this.#model);
  }

  /** Trusts the hooks as they are now, as a person does it: in the review Codex shows at its start. */
  async trustHooks(): Promise<void> {
    const session = await this.open();
    await session.quit();
  }

  async #getReady(terminal: Terminal): Promise<void> {
    const review = 'Hooks need review';
    const ready = (screen: string) => screen.includes('permissions: YOLO mode');
    await terminal.waitUntil(
      'the prompt or the review of hooks',
      (screen) => screen.includes(review) || ready(screen),
    );
    if ((await terminal.screen()).includes(review)) {
      await terminal.pressUntil('Down', (screen) => screen.includes('› 2. Trust all and continue'));
      await terminal.pressUntil('Enter', (screen) => !screen.includes(review));
      await terminal.waitUntil('the prompt', (screen) => !screen.includes(review) && ready(screen));
    }
  }

  /** Ends the background server of this home, which outlives its terminals. */
  async stopServer(): Promise<void> {
    const folder = join(this.home, 'app-server-daemon');
    if (!existsSync(folder)) return;
    await run(this.#program, ['app-server', 'daemon', 'stop'], { env: this.#env });
    // Its updater is a process of its own, which no command stops.
    const updater = join(folder, 'daemon-updater.pid');
    if (existsSync(updater)) stop((JSON.parse(readFileSync(updater, 'utf8')) as { pid: number }).pid);
  }

  /** Ends what still runs, as a failed test leaves it. */
  async closeAll(): Promise<void> {
    for (const terminal of this.#terminals) await terminal.close();
    await this.stopServer();
  }
}

/** One session in a terminal. */
export class CodexSession {
  readonly terminal: Terminal;
  readonly #model: MockModel;
  readonly #earlier: number;

  constructor(terminal: Terminal, model: MockModel) {
    this.terminal = terminal;
    this.#model = model;
    this.#earlier = model.exchanges.length;
  }

  /** Known once the model was first asked. */
  get sessionId(): string {
    const asked = this.#model.exchanges.slice(this.#earlier).find(({ request }) => !request.aside);
    if (asked === undefined) throw new Error('The session has not begun.');
    return asked.request.sessionId;
  }

  /** Types a text and sends it. */
  async send(text: string): Promise<void> {
    await this.terminal.type(text);
    await this.terminal.waitFor(text);
    await this.terminal.press('Enter');
  }

  /** Sends a prompt and waits until the turn is over. @param lastWords how the model's last reply ends */
  async ask(prompt: string, lastWords: string): Promise<void> {
    await this.send(prompt);
    await this.waitForAnswer(lastWords);
  }

  async waitForAnswer(lastWords: string): Promise<void> {
    await this.terminal.waitUntil(`the turn that answers ${JSON.stringify(lastWords)} is over`, (screen) => {
      const answered = screen.lastIndexOf(lastWords);
      return answered >= 0 && screen.slice(answered).includes('Worked for');
    });
  }

  /** Leaves by `/quit`, and waits for the program's end. */
  async quit(): Promise<void> {
    await this.send('/quit');
    await this.terminal.waitForEnd();
  }
}

function config(url: string, repo: string): string {
  return `model = "gpt-6-sol"
model_provider = "mock"

[model_providers.mock]
name = "mock"
base_url = "${url}/v1"
wire_api = "responses"
env_key = "MOCK_KEY"
request_max_retries = 0

[projects."${repo}"]
trust_level = "trusted"

[tui]
screen_reader_detection_done = true
animations = false

[tui.model_availability_nux]
"gpt-6.1-sol" = 4
`;
}

function stop(pid: number): void {
  try {
    process.kill(pid);
  } catch {
    // It has ended by itself.
  }
}
