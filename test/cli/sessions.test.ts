import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { appendEvent } from '../../src/store/events.ts';
import { openStore } from '../../src/store/open.ts';
import { place } from './command-line.ts';
import { project, START, storeSession } from './events.ts';

const DAY = 86_400_000;

describe('sessions list', () => {
  test('without a store is empty and creates nothing', async () => {
    const here = place();
    expect(await here.json('sessions', 'list')).toEqual([]);
    expect(existsSync(here.paths.home)).toBe(false);
  });

  test('has exactly the fields of the contract, the newest first', async () => {
    const here = place();
    storeSession(here.paths.database, 'old', { at: START - DAY });
    storeSession(here.paths.database, 'new');
    expect(await here.json('sessions', 'list')).toEqual([
      {
        sessionId: 'new',
        agent: 'claude-code',
        project: project().id,
        startedAt: '2026-03-09T10:00:00.000Z',
        endedAt: null,
        prompts: 1,
        toolCalls: 1,
        events: 5,
      },
      expect.objectContaining({ sessionId: 'old' }),
    ]);
  });

  test("counts a fork's repeated events in the fork too, and no subagent's prompt", async () => {
    const here = place();
    storeSession(here.paths.database, 's1');
    storeSession(here.paths.database, 'fork');
    const store = openStore(here.paths.database);
    const base = { agent: 'claude-code', workspaceId: 'default', projectId: project().id } as const;
    const prompt = { ...base, at: START, position: 9, kind: 'user_prompt', origin: 'user' } as const;
    appendEvent(store, { ...prompt, id: 's1:prompt', sessionId: 'fork' });
    appendEvent(store, { ...prompt, id: 'x', sessionId: 'fork', meta: { subagentId: 'a' } });
    store.close();
    const [fork] = (await here.json('sessions', 'list')) as { prompts: number; events: number }[];
    expect(fork).toMatchObject({ sessionId: 'fork', prompts: 2, events: 7 });
  });

  test.each([
    ['--project', 'github.com/acme/shop'],
    ['--project', project().id],
    ['--since', '36h'],
    ['--since', '2026-03-09'],
    ['--limit', '1'],
  ])('%s %s keeps the matching session only', async (...filter) => {
    const here = place({ now: START + DAY, env: { TZ: 'UTC' } });
    storeSession(here.paths.database, 'other', { at: START - 3 * DAY, projectId: 'ffff' });
    storeSession(here.paths.database, 'wanted');
    const found = (await here.json('sessions', 'list', ...filter)) as { sessionId: string }[];
    expect(found.map((session) => session.sessionId)).toEqual(['wanted']);
  });

  test('shows whole ids, and on a narrow terminal as much of each as names it', async () => {
    const ids = ['019f05f8-7f53-7492', '019f05f8-7f61-0000', 'aaaaaaaa-0000-4000'];
    const narrow = place({ columns: 80 });
    for (const id of ids) storeSession(narrow.paths.database, id);
    const { out } = await narrow.hivemind('sessions', 'list');
    expect(out.match(/^[019a]\S+/gm)?.sort()).toEqual(['019f05f8-7f5', '019f05f8-7f6', 'aaaaaaaa-000']);
    expect(await narrow.json('sessions', 'show', '019f05f8-7f6')).toMatchObject({ sessionId: ids[1] });
    const piped = place({ home: narrow.home, columns: Number.POSITIVE_INFINITY });
    expect((await piped.hivemind('sessions', 'list')).out).toContain(ids[0]);
  });

  test('tells how many older ones a limit hides', async () => {
    const here = place();
    for (const id of ['a', 'b', 'c']) storeSession(here.paths.database, id);
    const { out, err } = await here.hivemind('sessions', 'list', '--limit', '1');
    expect(out.trimEnd().split('\n')).toHaveLength(2);
    expect(err).toBe('2 older sessions; --limit shows more\n');
  });

  test('a project that is not known gets a hint to the nearest', async () => {
    const here = place();
    storeSession(here.paths.database, 's1');
    const { code, err } = await here.hivemind('sessions', 'list', '--project', 'github.com/acme/shpo');
    expect({ code, err }).toEqual({
      code: 1,
      err: 'hivemind: No project is named "github.com/acme/shpo".\n  Did you mean github.com/acme/shop?\n',
    });
  });

  test.each([
    ['--since', 'yesterday-ish'],
    ['--agent', 'nobody'],
    ['--limit', '0'],
  ])('%s %s is a usage error', async (...filter) => {
    expect((await place().hivemind('sessions', 'list', ...filter)).code).toBe(2);
  });
});

describe('sessions show', () => {
  test('has the contract\u2019s fields for every event, numbered within the session', async () => {
    const here = place();
    storeSession(here.paths.database, 'other');
    storeSession(here.paths.database, 's1');
    const shown = (await here.json('sessions', 'show', 's1')) as { events: { seq: number }[] };
    expect(shown).toMatchObject({
      sessionId: 's1',
      agent: 'claude-code',
      workspaceId: 'default',
      prompts: 1,
    });
    expect(shown.events.map((event) => event.seq)).toEqual([0, 1, 2, 3, 4]);
    expect(shown.events[2]).toEqual({
      id: 's1:call',
      seq: 2,
      at: '2026-03-09T10:00:02.000Z',
      kind: 'tool_call',
      origin: 'assistant',
      tool: 'Bash',
      toolUseId: 't1',
      input: { command: 'npm version patch' },
    });
  });

  test('reads as a conversation', async () => {
    const here = place();
    storeSession(here.paths.database, 's1');
    const { out } = await here.hivemind('sessions', 'show', 's1');
    expect(out).toMatch(
      /you +bump the version\n.*Bash +npm version patch\n.*result +v1\.4\.2\n.*agent +Done/,
    );
  });

  test('takes the beginning of an id, when only one session has it', async () => {
    const here = place();
    storeSession(here.paths.database, 'aa-1');
    storeSession(here.paths.database, 'ab-2');
    expect(await here.json('sessions', 'show', 'ab')).toMatchObject({ sessionId: 'ab-2' });
    expect(await here.hivemind('sessions', 'show', 'a')).toMatchObject({ code: 2 });
  });

  test('an unknown id is an expected failure with a hint', async () => {
    const here = place();
    storeSession(here.paths.database, 'session-one');
    const { code, err } = await here.hivemind('sessions', 'show', 'sesion-one');
    expect({ code, err }).toEqual({
      code: 1,
      err: 'hivemind: No session has the id "sesion-one".\n  Did you mean session-one?\n',
    });
  });

  test('a long text is cut on the terminal, and whole with --full', async () => {
    const here = place({ columns: 60 });
    storeSession(here.paths.database, 's1');
    const store = openStore(here.paths.database);
    const text = Array.from({ length: 20 }, (_, line) => `line ${line}`).join('\n');
    appendEvent(store, {
      ...{
        id: 'long',
        sessionId: 's1',
        agent: 'claude-code',
        workspaceId: 'default',
        projectId: project().id,
      },
      ...{ at: START + 9_000, position: 9, kind: 'assistant_message', origin: 'assistant', text },
    });
    store.close();
    const short = await here.hivemind('sessions', 'show', 's1');
    expect(short.out).not.toContain('line 6');
    expect(short.out).toContain('… 14 more lines');
    expect((await here.hivemind('sessions', 'show', 's1', '--full')).out).toContain('line 19');
  });
});
