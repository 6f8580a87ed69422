/** Writes small transcripts for tests, with words of their own. */

import { randomUUID } from 'node:crypto';

export interface Turn {
  prompt: string;
  command?: string;
  answer?: string;
}

export interface ClaudeOptions {
  sessionId?: string;
  cwd?: string;
  /** ISO 8601. */
  at?: string;
  /** `cli`, or `sdk-cli` for one started with `-p`. */
  entrypoint?: string;
}

/** Lines of a Claude Code transcript. */
export function claudeLines(turns: readonly Turn[], options: ClaudeOptions = {}): string[] {
  const sessionId = options.sessionId ?? randomUUID();
  const start = Date.parse(options.at ?? '2026-03-02T09:00:00.000Z');
  let step = 0;
  const line = (type: string, message: object, more: object = {}) => {
    const timestamp = new Date(start + 1000 * step++).toISOString();
    const common = {
      sessionId,
      cwd: options.cwd ?? '/home/robin/shop',
      version: '2.1.329',
      isSidechain: false,
    };
    return JSON.stringify({
      ...common,
      type,
      uuid: randomUUID(),
      timestamp,
      userType: 'external',
      entrypoint: options.entrypoint ?? 'cli',
      message,
      ...more,
    });
  };
  const origin = options.entrypoint === 'sdk-cli' ? { promptSource: 'sdk' } : {};
  return turns.flatMap(({ prompt, command, answer }) => {
    const lines = [line('user', { role: 'user', content: prompt }, origin)];
    if (command !== undefined) {
      const id = `toolu_${randomUUID()}`;
      const use = { type: 'tool_use', id, name: 'Bash', input: { command } };
      lines.push(line('assistant', { role: 'assistant', model: 'claude-test', content: [use] }));
      const result = { type: 'tool_result', tool_use_id: id, content: 'ok' };
      lines.push(line('user', { role: 'user', content: [result] }, { toolUseResult: { stdout: 'ok' } }));
    }
    const text = { type: 'text', text: answer ?? 'Done.' };
    lines.push(line('assistant', { role: 'assistant', model: 'claude-test', content: [text] }));
    return lines;
  });
}
