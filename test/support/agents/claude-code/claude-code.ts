/** The real Claude Code in a sandbox: sessions with `-p` and in a terminal, on any day. */

import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunResult, run } from '../../../../src/lib/run.ts';
import type { MockModel } from '../mock-model.ts';
import type { Sandbox } from '../sandbox.ts';
import { Terminal } from '../terminal.ts';
import { Conversation } from './conversation.ts';

const API_KEY = 'sk-ant-test';
export const DAY_MS = 24 * 60 * 60 * 1000;

export interface SessionOptions {
  /** The day the session takes place, counted back from today. */
  daysAgo?: number;
  /** More of Claude Code's own flags. */
  flags?: readonly string[];
  /** More environment. */
  env?: Readonly<Record<string, string>>;
  /** Where it is started; the repository's root when absent. */
  cwd?: string;
  /** A session to go on with. */
  resume?: string;
  /** Whether to go on with it under a new id. */
  fork?: boolean;
}

/** What `-p` gave. */
export interface PrintedSession extends RunResult {
  sessionId: string;
}

export class ClaudeCode {
  readonly #program: string;
  readonly #sandbox: Sandbox;
  readonly #env: Readonly<Record<string, string>>;
  #clock: string | undefined;
  readonly #terminals: Terminal[] = [];

  constructor(program: string, sandbox: Sandbox, model: MockModel) {
    this.#program = program;
    this.#sandbox = sandbox;
    this.#env = {
      ...sandbox.env,
      ANTHROPIC_BASE_URL: model.url,
      ANTHROPIC_API_KEY: API_KEY,
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DISABLE_AUTOUPDATER: '1',
      DISABLE_ERROR_REPORTING: '1',
      DISABLE_TELEMETRY: '1',
    };
  }

  get settingsPath(): string {
    return join(this.#sandbox.home, '.claude', 'settings.json');
  }

  settings(): string {
    return readFileSync(this.settingsPath, 'utf8');
  }

  /** Makes the home of someone who has used Claude Code here before, and lets it run commands without asking. */
  settleIn(): void {
    const { home, repo } = this.#sandbox;
    mkdirSync(join(home, '.claude'));
    // Four spaces and no final newline, as no program writes it: what uninstall has to bring back.
    writeFileSync(this.settingsPath, JSON.stringify(OWN_SETTINGS, null, 4));
    writeFileSync(
      join(home, '.claude.json'),
      JSON.stringify({
        hasCompletedOnboarding: true,
        theme: 'dark',
        // Otherwise it offers another permission mode at some starts.
        hasSeenAutoDefaultNudge: true,
        customApiKeyResponses: { approved: [API_KEY], rejected: [] },
        projects: { [repo]: { hasTrustDialogAccepted: true } },
      }),
    );
  }

  /** One prompt on the command line, to its end. */
  async print(prompt: string, options: SessionOptions = {}): Promise<PrintedSession> {
    const { sessionId, flags } = sessionFlags(options);
    const result = await run(this.#program, ['-p', prompt, ...flags], {
      cwd: options.cwd ?? this.#sandbox.repo,
      env: this.#envOf(options),
    });
    return { ...result, sessionId };
  }

  /** One prompt with an image, as programs hand it over: on stdin. @param image base64 */
  async printImage(prompt: string, image: string): Promise<PrintedSession> {
    const { sessionId, flags } = sessionFlags({});
    const format = ['--input-format', 'stream-json', '--output-format', 'stream-json', '--verbose'];
    const source = { type: 'base64', media_type: 'image/png', data: image };
    const content = [
      { type: 'text', text: prompt },
      { type: 'image', source },
    ];
    const result = await run(this.#program, ['-p', ...format, ...flags], {
      cwd: this.#sandbox.repo,
      env: this.#envOf({}),
      input: `${JSON.stringify({ type: 'user', message: { role: 'user', content } })}\n`,
    });
    return { ...result, sessionId };
  }

  /** A session that takes its prompts from a program, one turn after the other. */
  converse(): Conversation {
    const { flags } = sessionFlags({});
    return new Conversation(this.#program, flags, { cwd: this.#sandbox.repo, env: this.#env });
  }

  /** A session at the prompt of a terminal. */
  async open(options: SessionOptions = {}): Promise<ClaudeSession> {
    const { sessionId, flags } = sessionFlags(options);
    const terminal = await Terminal.open(this.#program, flags, {
      folder: this.#sandbox.folder('terminal'),
      cwd: options.cwd ?? this.#sandbox.repo,
      env: this.#envOf(options),
    });
    this.#terminals.push(terminal);
    await terminal.waitUntil('the prompt', (screen) => /^❯/m.test(screen));
    return new ClaudeSession(sessionId, terminal);
  }

  /** The text of a session's main transcript as it is now. */
  transcript(sessionId: string): string {
    const folder = this.#sandbox.repo.replaceAll(/[^A-Za-z0-9]/g, '-');
    return readFileSync(
      join(this.#sandbox.home, '.claude', 'projects', folder, `${sessionId}.jsonl`),
      'utf8',
    );
  }

  /** Closes the terminals that are still open, as a failed test leaves them. */
  async closeAll(): Promise<void> {
    for (const terminal of this.#terminals) await terminal.close();
  }

  #envOf({ daysAgo = 0, env = {} }: SessionOptions): Readonly<Record<string, string>> {
    if (daysAgo === 0) return { ...this.#env, ...env };
    const shift = -daysAgo * DAY_MS;
    this.#clock ??= this.#sandbox.borrow(join(import.meta.dirname, 'shifted-clock.ts'));
    const day = new Date(Date.now() + shift).toISOString();
    return {
      ...this.#env,
      ...env,
      BUN_OPTIONS: `--preload=${this.#clock}`,
      HIVEMIND_TEST_CLOCK_SHIFT_MS: String(shift),
      GIT_AUTHOR_DATE: day,
      GIT_COMMITTER_DATE: day,
    };
  }
}

/** One session in a terminal. */
export class ClaudeSession {
  readonly sessionId: string;
  readonly terminal: Terminal;

  constructor(sessionId: string, terminal: Terminal) {
    this.sessionId = sessionId;
    this.terminal = terminal;
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

  /** Waits until a turn whose last reply ends like this is over: Claude Code then says how long it took. */
  async waitForAnswer(lastWords: string): Promise<void> {
    await this.terminal.waitUntil(`the turn that answers ${JSON.stringify(lastWords)} is over`, (screen) => {
      const answered = screen.lastIndexOf(lastWords);
      return answered >= 0 && /✻ .* done/.test(screen.slice(answered));
    });
  }

  /** Leaves by `/exit`, and waits for the program's end. */
  async exit(): Promise<void> {
    await this.send('/exit');
    await this.terminal.waitForEnd();
  }
}

const OWN_SETTINGS = {
  permissions: {
    defaultMode: 'acceptEdits',
    allow: ['Bash', 'Edit', 'Write', 'Read', 'Agent', 'Skill'],
  },
};

/** Claude Code lets the caller choose a session's id, except where it goes on with an old one. */
function sessionFlags({ resume, fork = false, flags = [] }: SessionOptions) {
  if (resume !== undefined && !fork) return { sessionId: resume, flags: ['--resume', resume, ...flags] };
  const sessionId = randomUUID();
  const origin = resume === undefined ? [] : ['--resume', resume, '--fork-session'];
  return { sessionId, flags: [...origin, '--session-id', sessionId, ...flags] };
}
