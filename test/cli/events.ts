/** Stores small sessions, as capture would. */

import { appendEvent } from '../../src/store/events.ts';
import { registerProject, saveHead } from '../../src/store/heads.ts';
import { openStore } from '../../src/store/open.ts';
import type { Project, SessionEvent } from '../../src/types.ts';

export const START = Date.parse('2026-03-09T10:00:00.000Z');

export const project = (over: Partial<Project> = {}): Project => ({
  id: '0123456789abcdef',
  remote: 'github.com/acme/shop',
  root: '/src/shop',
  ...over,
});

/** One session: a prompt, a command with its result, an answer. */
export function storeSession(database: string, sessionId: string, over: Partial<SessionEvent> = {}): void {
  const store = openStore(database);
  const at = over.at ?? START;
  const whose = { sessionId, agent: 'claude-code', workspaceId: 'default', projectId: project().id } as const;
  const event = (name: string, position: number, rest: Partial<SessionEvent>): SessionEvent => ({
    ...whose,
    ...over,
    id: `${sessionId}:${name}`,
    at: at + position * 1_000,
    position,
    kind: 'assistant_message',
    origin: 'assistant',
    ...rest,
  });
  const events: SessionEvent[] = [
    event('start', 0, { kind: 'session_start', origin: 'system', meta: { reason: 'startup' } }),
    event('prompt', 1, { kind: 'user_prompt', origin: 'user', text: 'bump the version' }),
    event('call', 2, {
      kind: 'tool_call',
      tool: 'Bash',
      toolUseId: 't1',
      input: { command: 'npm version patch' },
    }),
    event('result', 3, { kind: 'tool_result', origin: 'tool', toolUseId: 't1', output: 'v1.4.2', ok: true }),
    event('answer', 4, { text: 'Done: 1.4.2.' }),
  ];
  const { projectId, workspaceId, agent } = { ...whose, ...over };
  registerProject(store, { ...project(), id: projectId }, at);
  saveHead(store, {
    ...{ sessionId, agent, workspaceId, projectId },
    cwd: project().root,
    startedAt: at,
    lastEventAt: at + 4_000,
    endedAt: null,
    headless: false,
  });
  for (const one of events) appendEvent(store, one);
  store.close();
}
