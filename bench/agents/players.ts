/** The agents, each as the bench makes it take a turn. */

import {
  type AgentPackage,
  claudeCodePackage,
  codexPackage,
} from '../../test/support/agents/agent-package.ts';
import { ClaudeCode } from '../../test/support/agents/claude-code/claude-code.ts';
import type { Conversation } from '../../test/support/agents/claude-code/conversation.ts';
import { bash } from '../../test/support/agents/claude-code/tools.ts';
import { Codex } from '../../test/support/agents/codex/codex.ts';
import { scripted } from '../../test/support/agents/codex/tools.ts';
import { CALLS, type Stage } from './stage.ts';

/** What is measured of a turn. */
export interface Turn {
  /** ms */
  tookMs: number;
  /** ms, one for each command. */
  callsMs: number[];
}

/** An agent in its home, ready to take turns. */
export interface Player {
  /** Makes the home of someone who has used the agent before. */
  settleIn(): void;
  takeTurn(): Promise<Turn>;
  leave(): Promise<void>;
}

export interface AgentBench {
  /** For people. */
  name: string;
  /** What a turn's time covers. */
  turn: string;
  package: AgentPackage;
  /** Words of `hivemind install` for it. */
  install: readonly string[];
  play(program: string, stage: Stage): Player;
}

export const AGENT_BENCHES: readonly AgentBench[] = [
  {
    name: 'Claude Code',
    turn: `a turn with ${CALLS} commands, from prompt to result`,
    package: claudeCodePackage(),
    install: ['--only', 'claude-code'],
    play: (program, stage) => new ClaudePlayer(new ClaudeCode(program, stage.sandbox, stage.model), stage),
  },
  {
    name: 'Codex',
    turn: `codex exec, a turn with ${CALLS} commands, from start to exit`,
    package: codexPackage(),
    install: ['--only', 'codex', '--trust-codex'],
    play: (program, stage) => new CodexPlayer(new Codex(program, stage.sandbox, stage.model), stage),
  },
];

/** Turns of one session of Claude Code; what it sends grows with each. */
const TURNS_A_SESSION = 20;

class ClaudePlayer implements Player {
  readonly #claude: ClaudeCode;
  readonly #stage: Stage;
  #session: Conversation | null = null;
  #turns = 0;

  constructor(claude: ClaudeCode, stage: Stage) {
    this.#claude = claude;
    this.#stage = stage;
  }

  settleIn(): void {
    this.#claude.settleIn();
  }

  async takeTurn(): Promise<Turn> {
    if (this.#turns++ % TURNS_A_SESSION === 0) await this.#begin();
    return this.#ask();
  }

  /** A session's first turn starts the program: it is not measured. */
  async #begin(): Promise<void> {
    await this.leave();
    this.#session = this.#claude.converse();
    await this.#ask();
  }

  async #ask(): Promise<Turn> {
    this.#stage.scriptTurn(bash('true'));
    const start = performance.now();
    await this.#session?.ask('Run it');
    return { tookMs: performance.now() - start, callsMs: this.#stage.callTimes() };
  }

  async leave(): Promise<void> {
    await this.#session?.end();
    this.#session = null;
  }
}

class CodexPlayer implements Player {
  readonly #codex: Codex;
  readonly #stage: Stage;

  constructor(codex: Codex, stage: Stage) {
    this.#codex = codex;
    this.#stage = stage;
  }

  settleIn(): void {
    this.#codex.settleIn();
  }

  async takeTurn(): Promise<Turn> {
    this.#stage.scriptTurn(scripted('true'));
    const start = performance.now();
    await this.#codex.exec('Run it');
    return { tookMs: performance.now() - start, callsMs: this.#stage.callTimes() };
  }

  leave(): Promise<void> {
    return this.#codex.closeAll();
  }
}
