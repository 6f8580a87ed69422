/** Work as Codex 0.169 leaves it: a rollout, with the lengths of `generated-work.ts`. */

import type { JsonObject } from '../../src/types.ts';
import { CALLS, linesOf, type TurnLines, textOf } from './generated-work.ts';

/** One turn as lines of a rollout; before the first, the line that names the session. */
export const codexLines: TurnLines = (sessionId, turn) => {
  const begin = turn === 0 ? [sessionMeta(sessionId)] : [];
  return linesOf([...begin, ...codexTurn(sessionId, turn)]);
};

const line = (turn: number, type: string, payload: JsonObject): JsonObject => ({
  timestamp: new Date(Date.UTC(2026, 0, 5) + turn * 60_000).toISOString(),
  type,
  payload,
});

function sessionMeta(sessionId: string): JsonObject {
  const payload = { id: sessionId, session_id: sessionId, cwd: '/home/robin/thing', source: 'cli' };
  return line(0, 'session_meta', { ...payload, originator: 'codex-tui', cli_version: '0.169.0' });
}

/** A prompt, four calls with what they printed, told twice and counted as Codex does, and an answer. */
function codexTurn(sessionId: string, turn: number): JsonObject[] {
  const seed = turn + Number.parseInt(sessionId.slice(-6), 16);
  const turnId = `${sessionId}-${turn}`;
  const event = (payload: JsonObject) => line(turn, 'event_msg', { turn_id: turnId, ...payload });
  const item = (payload: JsonObject) => line(turn, 'response_item', payload);
  const completed = (fields: JsonObject) => event({ type: 'item_completed', item: fields });
  const calls = CALLS.flatMap(({ input, result }, index) => {
    const command = textOf(seed + index, input);
    const output = textOf(seed * 7 + index, result);
    const call = `call_${turnId}_${index}`;
    const shell = ['/bin/bash', '-lc', command];
    return [
      item({
        type: 'function_call',
        name: 'exec_command',
        call_id: call,
        arguments: JSON.stringify({ cmd: command }),
      }),
      completed({
        type: 'CommandExecution',
        id: call,
        command: shell,
        status: 'completed',
        aggregated_output: output,
        exit_code: 0,
      }),
      item({
        type: 'function_call_output',
        call_id: call,
        output: `Process exited with code 0\nOutput:\n${output}`,
      }),
      event({ type: 'token_count', info: { total_token_usage: { total_tokens: 120 * index } } }),
    ];
  });
  const prompt = textOf(seed, 200);
  const answer = textOf(seed + 99, 800);
  return [
    event({ type: 'task_started' }),
    line(turn, 'turn_context', { turn_id: turnId, cwd: '/home/robin/thing', model: 'm-1' }),
    item({ type: 'message', role: 'user', content: [{ type: 'input_text', text: prompt }] }),
    completed({
      type: 'UserMessage',
      id: `u-${turnId}`,
      content: [{ type: 'text', text: prompt, text_elements: [] }],
    }),
    ...calls,
    completed({ type: 'AgentMessage', id: `a-${turnId}`, content: [{ type: 'Text', text: answer }] }),
    item({
      type: 'message',
      role: 'assistant',
      id: `a-${turnId}`,
      content: [{ type: 'output_text', text: answer }],
    }),
    event({ type: 'task_complete', last_agent_message: answer }),
  ];
}
