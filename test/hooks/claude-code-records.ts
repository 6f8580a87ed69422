/** Writes records as Claude Code 2.1 does, as small as they can be. */

import type { JsonObject, JsonValue } from '../../src/types.ts';

/** A transcript in the making: each call adds one record, one second after the last. */
export class Transcript {
  readonly records: JsonObject[] = [];
  readonly sessionId: string;
  #uuid = 0;

  constructor(sessionId: string) {
    this.sessionId = sessionId;
  }

  /** The file's content. */
  get text(): string {
    return this.records.map((record) => `${JSON.stringify(record)}\n`).join('');
  }

  add(record: JsonObject): this {
    this.#uuid += 1;
    this.records.push({
      uuid: `${this.sessionId}-${this.#uuid}`,
      timestamp: new Date(Date.UTC(2026, 0, 5, 9, 0, this.#uuid)).toISOString(),
      sessionId: this.sessionId,
      isSidechain: false,
      cwd: '/home/robin/thing',
      gitBranch: 'main',
      version: '2.1.329',
      entrypoint: 'cli',
      ...record,
    });
    return this;
  }

  user(content: JsonValue, over: JsonObject = {}): this {
    return this.add({ type: 'user', message: { role: 'user', content }, ...over });
  }

  typed(text: string): this {
    return this.user(text, { promptSource: 'typed', origin: { kind: 'human' } });
  }

  says(text: string): this {
    return this.assistant([{ type: 'text', text }]);
  }

  calls(id: string, name: string, input: JsonObject): this {
    return this.assistant([{ type: 'tool_use', id, name, input }]);
  }

  assistant(content: JsonObject[], over: JsonObject = {}): this {
    return this.add({ type: 'assistant', message: { role: 'assistant', model: 'm-1', content }, ...over });
  }

  result(id: string, content: JsonValue, over: JsonObject = {}, block: JsonObject = {}): this {
    return this.user([{ type: 'tool_result', tool_use_id: id, content, ...block }], over);
  }

  failure(id: string, content: string, over: JsonObject = {}): this {
    return this.result(id, content, { toolUseResult: `Error: ${content}`, ...over }, { is_error: true });
  }
}
