import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allHeads, allProjects, everyNTurnsOf, findHead, isCaptureOff } from '../../src/store/heads.ts';
import { recentProblems } from '../../src/store/problems.ts';
import { isRealPrompt } from '../../src/types.ts';
import { Transcript } from '../hooks/claude-code-records.ts';
import { AgentHome, finishedWork } from './agent-home.ts';

const FIXTURES = resolve(import.meta.dirname, '../fixtures/claude-code');
const kinds = (home: AgentHome, sessionId: string) => home.rows(sessionId).map(({ kind }) => kind);

/** A session from its start to its end, as hooks and transcript tell it. */
function playSession(home: AgentHome, sessionId: string, env: Record<string, string> = {}): void {
  home.hook(sessionId, 'SessionStart', { source: 'startup' }, env);
  home.write(finishedWork(sessionId));
  home.hook(sessionId, 'Stop', {}, env);
  home.hook(sessionId, 'SessionEnd', { reason: 'other' }, env);
}

const WHOLE = [
  'user_prompt',
  'tool_call',
  'tool_result',
  'assistant_message',
  'session_start',
  'turn_end',
  'session_end',
];

test.each(readdirSync(FIXTURES).filter((name) => !name.endsWith('.md')))(
  'recorded hooks and transcripts become a session’s rows: %s',
  async (scene) => {
    const home = new AgentHome();
    cpSync(join(FIXTURES, scene, 'projects', '-home-robin-thing'), home.projects, { recursive: true });
    const played = JSON.parse(readFileSync(join(FIXTURES, scene, 'played.json'), 'utf8'));
    const hooks = readFileSync(join(FIXTURES, scene, 'hooks.jsonl'), 'utf8')
      .trimEnd()
      .split('\n');
    for (const payload of hooks) {
      home.rawHook(payload.replaceAll('/home/robin/.claude/projects/-home-robin-thing', home.projects));
    }
    await home.catchUp();
    const rows = home.rows(played.sessionId);
    expect(rows.filter(isRealPrompt).map(({ text }) => text)).toEqual(played.prompts);
    expect(findHead(home.store, played.sessionId)).toMatchObject({
      headless: false,
      cwd: '/home/robin/thing',
    });
    expect(findHead(home.store, played.sessionId)?.endedAt).not.toBeNull();
    expect(readdirSync(home.paths.spool)).toEqual([]);
    expect((await home.catchUp()).events).toBe(0);
    expect(recentProblems(home.store, 10)).toEqual([]);
  },
);

test('of a spool that is larger than what is kept in memory, each record is stored once and removed', async () => {
  const home = new AgentHome();
  const text = 'x'.repeat(7 << 20);
  for (const sessionId of ['s1', 's2', 's3', 's4']) {
    home.hook(sessionId, 'SessionStart', { source: 'startup', text });
  }
  expect(await home.catchUp()).toEqual({ spooled: 4, events: 4 });
  expect(readdirSync(home.paths.spool)).toEqual([]);
});

test('a session is stored with its workspace, its project and the turns its terminal asked for', async () => {
  const home = new AgentHome();
  execFileSync('git', ['init', '--quiet', home.project]);
  execFileSync('git', ['-C', home.project, 'remote', 'add', 'origin', 'git@example.com:robin/thing.git']);
  playSession(home, 's', { HIVEMIND_WORKSPACE_ID: 'team-a', HIVEMIND_SKILLIFY_EVERY_N_TURNS: '7' });
  expect(await home.catchUp()).toEqual({ spooled: 3, events: 7 });
  expect(kinds(home, 's').sort()).toEqual([...WHOLE].sort());
  const [project] = allProjects(home.store);
  expect(project).toMatchObject({ remote: 'example.com/robin/thing', root: home.project });
  expect(home.rows('s').every((row) => row.workspaceId === 'team-a' && row.projectId === project?.id)).toBe(
    true,
  );
  expect(home.store.prepare('SELECT id FROM workspaces').all()).toEqual([{ id: 'team-a' }]);
  expect(everyNTurnsOf(home.store, project?.id ?? '')).toBe(7);
});

test('an invalid workspace counts to the default one, and is told', async () => {
  const home = new AgentHome();
  playSession(home, 's', { HIVEMIND_WORKSPACE_ID: '-no' });
  playSession(home, 't', { HIVEMIND_WORKSPACE_ID: 'no way' });
  await home.catchUp();
  expect(allHeads(home.store).map(({ workspaceId }) => workspaceId)).toEqual(['default', 'default']);
  // Told once, however often it happens.
  expect(recentProblems(home.store, 10)).toHaveLength(1);
});

test('the terminal that catches up says nothing about the sessions of others', async () => {
  const home = new AgentHome();
  playSession(home, 's');
  await home.catchUp({ ...process.env, HIVEMIND_CAPTURE: 'false', HIVEMIND_WORKSPACE_ID: 'mine' });
  expect(findHead(home.store, 's')?.workspaceId).toBe('default');
  expect(kinds(home, 's')).toHaveLength(7);
});

test('lines that come after the last hook are read without another one', async () => {
  const home = new AgentHome();
  playSession(home, 's');
  await home.catchUp();
  const late = JSON.stringify(new Transcript('late').says('One more word.').records[0]);
  appendFileSync(home.transcriptPath('s'), `${late}\n`);
  expect(await home.catchUp()).toEqual({ spooled: 0, events: 1 });
});

test('prompts of a session whose agent was killed in its first turn are read', async () => {
  const home = new AgentHome();
  home.hook('s', 'SessionStart');
  await home.catchUp();
  home.write(new Transcript('s').typed('go'));
  await home.catchUp();
  expect(kinds(home, 's')).toContain('user_prompt');
});

test('a subagent’s transcript belongs to its session', async () => {
  const home = new AgentHome();
  playSession(home, 's');
  const folder = join(home.projects, 's', 'subagents', 'workflows', 'w1');
  mkdirSync(folder, { recursive: true });
  const subagent = new Transcript('sub').user('list the files').says('Two.');
  writeFileSync(join(folder, 'agent-a1.jsonl'), subagent.text);
  await home.catchUp();
  const own = home.rows('s').filter(({ meta }) => meta?.subagentId === 'a1');
  expect(own.map(({ kind, origin }) => [kind, origin])).toEqual([
    ['user_prompt', 'assistant'],
    ['assistant_message', 'assistant'],
  ]);
});

describe('the end of a session', () => {
  test('it ends with its last hook, and goes on when it is resumed', async () => {
    const home = new AgentHome();
    playSession(home, 's');
    await home.catchUp();
    expect(findHead(home.store, 's')?.endedAt).not.toBeNull();
    home.hook('s', 'SessionStart', { source: 'resume' });
    await home.catchUp();
    expect(findHead(home.store, 's')?.endedAt).toBeNull();
  });

  test('a hook that is read late does not open it again', async () => {
    const home = new AgentHome();
    playSession(home, 's');
    await home.catchUp();
    home.hook('s', 'Stop');
    const [name = ''] = readdirSync(home.paths.spool);
    utimesSync(join(home.paths.spool, name), 1_000, 1_000);
    await home.catchUp();
    expect(findHead(home.store, 's')?.endedAt).not.toBeNull();
  });

  test('a session that its agent did not keep leaves nothing', async () => {
    const home = new AgentHome();
    for (const event of ['SessionStart', 'Stop', 'SessionEnd']) home.hook('s', event);
    await home.catchUp();
    home.later = 10_000;
    await home.catchUp();
    const count = (table: string) => home.store.prepare(`SELECT count(*) AS n FROM ${table}`).get();
    for (const table of ['sessions', 'session_heads', 'transcripts']) expect(count(table)).toEqual({ n: 0 });
  });
});

describe('capture off', () => {
  const OFF = { HIVEMIND_CAPTURE: 'false' };

  test('a session with capture off leaves no row, also not when it is resumed without', async () => {
    const home = new AgentHome();
    playSession(home, 's', OFF);
    await home.catchUp();
    playSession(home, 's');
    await home.catchUp();
    expect([kinds(home, 's'), findHead(home.store, 's')]).toEqual([[], null]);
    expect(isCaptureOff(home.store, 's')).toBe(true);
  });

  test('one hook with capture off is enough, wherever it stands in the spool', async () => {
    const home = new AgentHome();
    home.hook('s', 'SessionStart');
    home.write(finishedWork('s'));
    home.hook('s', 'Stop');
    home.hook('s', 'SessionEnd', {}, OFF);
    await home.catchUp();
    expect(kinds(home, 's')).toEqual([]);
  });

  test('what was stored before capture was turned off stays, and nothing is added', async () => {
    const home = new AgentHome();
    playSession(home, 's');
    await home.catchUp();
    const before = home.rows('s');
    home.write(finishedWork('s').typed('secret plan'));
    home.hook('s', 'Stop', {}, OFF);
    await home.catchUp();
    await home.catchUp();
    expect(home.rows('s')).toEqual(before);
  });

  test('turned off in config.json, it marks every session that runs meanwhile', async () => {
    const home = new AgentHome();
    writeFileSync(home.paths.config, '{"capture.enabled": false}');
    playSession(home, 's');
    await home.catchUp();
    rmSync(home.paths.config);
    playSession(home, 's');
    playSession(home, 't');
    await home.catchUp();
    expect(allHeads(home.store).map(({ sessionId }) => sessionId)).toEqual(['t']);
  });
});

describe('what cannot be read', () => {
  test('is set aside and told, and stops nothing', async () => {
    const home = new AgentHome();
    home.rawHook('no json');
    home.rawHook('{"hook_event_name":"Stop"}');
    playSession(home, 's');
    writeFileSync(join(home.paths.spool, 'half'), 'hivemind-spool 1\n');
    await home.catchUp();
    expect(kinds(home, 's')).toHaveLength(7);
    expect(readdirSync(home.paths.spool)).toEqual(['half']);
    expect(readdirSync(home.paths.spoolRejected)).toHaveLength(1);
    expect(recentProblems(home.store, 10).map(({ area }) => area)).toEqual(['spool']);
    home.later = 3_600_000;
    await home.catchUp();
    expect(readdirSync(home.paths.spool)).toEqual([]);
  });

  test('a transcript that is a folder is told, and stops nothing', async () => {
    const home = new AgentHome();
    mkdirSync(home.transcriptPath('s'));
    playSession(home, 't');
    home.hook('s', 'Stop');
    await home.catchUp();
    expect(kinds(home, 't')).toHaveLength(7);
    expect(kinds(home, 's')).toEqual(['turn_end']);
  });

  test('a broken config.json leaves everything where it is', async () => {
    const home = new AgentHome();
    playSession(home, 's');
    writeFileSync(home.paths.config, '{');
    // The caller has good settings from before.
    const caught = await home.catchUp().catch((error: unknown) => error);
    expect(String(caught)).toMatch(/not valid JSON/);
    expect(readdirSync(home.paths.spool)).toHaveLength(3);
  });
});
