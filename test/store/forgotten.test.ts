import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { homePaths } from '../../src/paths.ts';
import { appendEvent } from '../../src/store/events.ts';
import { isForgottenPrompt, rememberForgotten } from '../../src/store/forgotten.ts';
import { openStore } from '../../src/store/open.ts';

const WORDS = 'make the zebra faster than the horse, please';
const MINUTE = 60_000;

function storeWithPrompt(at: number) {
  const store = openStore(homePaths(mkdtempSync(join(process.env.HOME ?? '', 'forgotten-'))).database);
  const owner = { agent: 'codex', workspaceId: 'default', projectId: 'p1', sessionId: 's1' } as const;
  const prompt = { id: 'e1', at, position: 0, kind: 'user_prompt', origin: 'user', text: WORDS } as const;
  const answer = {
    id: 'e2',
    at,
    position: 1,
    kind: 'assistant_message',
    origin: 'assistant',
    text: 'ok',
  } as const;
  for (const event of [prompt, answer]) appendEvent(store, { ...owner, ...event });
  return { store, owner, prompt };
}

test('a prompt is known again by its words, its agent and its time', () => {
  const { store } = storeWithPrompt(100 * MINUTE);
  rememberForgotten(store, ['s1'], true);
  const isKnown = (
    minute: number,
    times: 'same' | 'near' | 'none',
    text = WORDS,
    agent: 'codex' | 'cursor' = 'codex',
  ) => isForgottenPrompt(store, agent, text, minute * MINUTE, times);
  expect([isKnown(100, 'same'), isKnown(101, 'same')]).toEqual([true, false]);
  expect([isKnown(109, 'near'), isKnown(111, 'near')]).toEqual([true, false]);
  expect([isKnown(9_999, 'none'), isKnown(9_999, 'none', 'yes')]).toEqual([true, false]);
  expect([isKnown(100, 'same', 'other'), isKnown(100, 'same', WORDS, 'cursor')]).toEqual([false, false]);
});

test('an event that was forgotten is not stored again; of prompts alone, only the hashes are kept', () => {
  for (const eventsToo of [true, false]) {
    const { store, owner, prompt } = storeWithPrompt(MINUTE);
    rememberForgotten(store, ['s1'], eventsToo);
    store.prepare('DELETE FROM sessions').run();
    expect(appendEvent(store, { ...owner, ...prompt, sessionId: 's2' })).toBe(!eventsToo);
    expect(isForgottenPrompt(store, 'codex', WORDS, MINUTE, 'same')).toBe(true);
  }
});
