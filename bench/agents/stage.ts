/** The same agent twice: in a home where hivemind is installed, and in one where it is not. */

import { MockModel } from '../../test/support/agents/mock-model.ts';
import { Sandbox } from '../../test/support/agents/sandbox.ts';
import { answer, calling, conversation, type ToolCall } from '../../test/support/agents/script.ts';

/** Commands in a turn, one after the other. */
export const CALLS = 4;

/** One home with an agent in it. */
export class Stage {
  readonly sandbox = new Sandbox();
  readonly model: MockModel;

  private constructor(model: MockModel) {
    this.model = model;
  }

  static async set(): Promise<Stage> {
    const stage = new Stage(await MockModel.start());
    await stage.sandbox.commitRepository({ 'README.md': 'A thing.\n' });
    return stage;
  }

  /** Lets the model run its commands in the next turn, then answer. */
  scriptTurn(command: ToolCall): void {
    const calls = Array.from({ length: CALLS }, () => calling(command));
    this.model.script(conversation(...calls, answer('Done.')));
    this.model.exchanges.length = 0;
  }

  /**
   * From one request of the turn's conversation to the next, ms: the reply is read, a command run, its result sent.
   * @throws when the turn went otherwise
   */
  callTimes(): number[] {
    this.model.expectSpent();
    const asked = this.model.exchanges.filter(({ lane }) => lane === 'main').map(({ at }) => at);
    return asked.slice(1).map((at, index) => at - (asked[index] ?? at));
  }

  /** Ends what runs here, and removes it. */
  async strike(): Promise<void> {
    await this.model.stop();
    if (this.sandbox.daemonPid() !== null) await this.sandbox.expectHivemind('daemon', 'stop');
    this.sandbox.remove();
  }
}
