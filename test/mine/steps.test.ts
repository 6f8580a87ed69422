import { expect, test } from 'vitest';
import { stepsOf } from '../../src/mine/read/steps.ts';
import type { StoredEvent } from '../../src/store/events.ts';
import type { EventMeta } from '../../src/types.ts';

function call(seq: number, tool: string, cmd: string, meta: EventMeta = {}): StoredEvent {
  return {
    seq,
    id: `e${seq}`,
    sessionId: 's',
    at: seq,
    position: seq,
    kind: 'tool_call',
    origin: 'assistant',
    tool,
    toolUseId: `use-${seq}`,
    input: { cmd },
    meta,
    agent: 'codex',
    workspaceId: 'default',
    projectId: 'p',
  };
}

const kindsOf = (...events: StoredEvent[]) => stepsOf(events).map(({ kind, command }) => [kind, command]);

test('what a script did takes the place of the script', () => {
  const script = call(1, 'exec', '');
  const made = [
    call(2, 'exec_command', 'npm test', { script: 'use-1' }),
    call(3, 'exec_command', 'git push', { script: 'use-1' }),
  ];
  expect(kindsOf(script, ...made)).toEqual([
    ['command', 'npm test'],
    ['command', 'git push'],
  ]);
});

test('a script of which nobody told what it did stays a step of its own', () => {
  expect(kindsOf(call(1, 'exec', ''), call(2, 'exec_command', 'ls'))).toEqual([
    ['other', null],
    ['command', 'ls'],
  ]);
});
