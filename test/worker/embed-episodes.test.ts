import { mkdtempSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { writeFileAtomic } from '../../src/lib/atomic-write.ts';
import { fetchEmbeddings } from '../../src/lib/embeddings-client.ts';
import { homePaths } from '../../src/paths.ts';
import { ledgerOfProject } from '../../src/store/derived/ledger.ts';
import { forgetRows } from '../../src/store/forget.ts';
import { recentProblems } from '../../src/store/problems.ts';
import type { Project } from '../../src/types.ts';
import type { WorkerContext } from '../../src/worker/context.ts';
import { embedEpisodes } from '../../src/worker/embed-episodes.ts';
import { skillifyProject } from '../../src/worker/skillify.ts';
import { mixedProject } from '../mine/kinds.ts';
import { storeSessions, storeWith } from '../mine/project.ts';
import { START } from '../mine/sessions.ts';

const PROJECT: Project = { id: 'p1', remote: null, root: '/nowhere/repo' };

interface Asked {
  path: string;
  authorization: string | undefined;
  model: string;
  input: string[];
}

let server: Server;
let asked: Asked[];
/** What the endpoint does with a request; by default it answers with the letters' counts. */
let answer: (request: Asked, response: ServerResponse) => void;

const letters = (text: string) => [...'aeiou'].map((letter) => text.split(letter).length);
const answerWell = ({ input }: Asked, response: ServerResponse) => {
  // In reverse, as the index allows.
  const data = input.map((text, index) => ({ index, embedding: letters(text) })).reverse();
  response.end(JSON.stringify({ data }));
};

async function bodyOf(request: IncomingMessage): Promise<{ model: string; input: string[] }> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text);
}

beforeEach(async () => {
  asked = [];
  answer = answerWell;
  server = createServer(async (request, response) => {
    const { url: path = '', headers } = request;
    const one = { path, authorization: headers.authorization, ...(await bodyOf(request)) };
    asked.push(one);
    answer(one, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(
  () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    }),
);

const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;

function contextWith(settings: Record<string, string>, env: Record<string, string> = {}): WorkerContext {
  const paths = homePaths(mkdtempSync(join(process.env.HOME ?? '', 'embed-')));
  writeFileAtomic(paths.config, JSON.stringify(settings), 0o600);
  const store = storeWith(mixedProject(3));
  return { paths, config: loadConfig(paths.config, env), store, env, now: () => START };
}

const named = (more: Record<string, string> = {}) => ({
  'embeddings.url': url(),
  'embeddings.model': 'small',
  ...more,
});

test('nothing is sent as long as no endpoint, or no model there, is named', async () => {
  expect(await embedEpisodes(contextWith({}), PROJECT)).toBeNull();
  expect(await embedEpisodes(contextWith({ 'embeddings.url': url() }), PROJECT)).toBeNull();
  expect(asked).toEqual([]);
});

test('each request is sent once, with the key of the named variable', async () => {
  const context = contextWith(named({ 'embeddings.keyEnv': 'MY_KEY' }), { MY_KEY: 'k-1' });
  const vectors = await embedEpisodes(context, PROJECT);
  expect(vectors?.size).toBeGreaterThan(9);
  const [first] = asked;
  expect(first).toMatchObject({ path: '/v1/embeddings', authorization: 'Bearer k-1', model: 'small' });
  expect([...(vectors?.values() ?? [])].map((vector) => vector.length)).toEqual(Array(vectors?.size).fill(5));
  const sent = asked.flatMap(({ input }) => input);
  expect(new Set(sent).size).toBe(sent.length);
  expect(await embedEpisodes(context, PROJECT)).toEqual(vectors);
  expect(asked.flatMap(({ input }) => input)).toEqual(sent);
});

test('where the key is missing nothing is sent and it is said; what is stored needs none', async () => {
  const context = contextWith(named({ 'embeddings.keyEnv': 'MY_KEY' }), { MY_KEY: 'k-1' });
  const keyless = { ...context, env: {} };
  expect(await embedEpisodes(keyless, PROJECT)).toBeNull();
  expect(asked).toEqual([]);
  expect(recentProblems(context.store, 1)[0]?.message).toMatch(/MY_KEY is not set/);
  const vectors = await embedEpisodes(context, PROJECT);
  expect(await embedEpisodes(keyless, PROJECT)).toEqual(vectors);
});

test('only new requests are sent later, in batches', async () => {
  const context = contextWith(named());
  await embedEpisodes(context, PROJECT);
  asked = [];
  const more = Array.from({ length: 70 }, (_, index) => ({
    id: `more-${index}`,
    at: START + index,
    lines: [{ user: `describe the number ${index} in words` }],
  }));
  storeSessions(context.store, more);
  await embedEpisodes(context, PROJECT);
  expect(asked.map(({ input }) => input.length)).toEqual([64, 6]);
});

test('a secret that today’s rules know is not sent', async () => {
  const context = contextWith(named({ 'redact.rules': 'acme=ACME-[0-9]{6}' }));
  const secret = {
    id: 'secret',
    at: START,
    lines: [{ user: 'deploy with the token ACME-123456 to staging' }],
  };
  storeSessions(context.store, [secret]);
  await embedEpisodes(context, PROJECT);
  const sent = asked.flatMap(({ input }) => input).join('\n');
  expect(sent).toContain('deploy with the token');
  expect(sent).not.toContain('ACME-123456');
});

const failures: [string, (request: Asked, response: ServerResponse) => void, RegExp][] = [
  ['refuses', (_, response) => response.writeHead(401).end('{}'), /answers 401/],
  ['breaks off', (_, response) => response.destroy(), /does not answer/],
  ['talks of something else', (_, response) => response.end('{"data": "no"}'), /did not send/],
  ['sends no JSON', (_, response) => response.end('<html>'), /does not answer/],
  ['leads elsewhere', (_, response) => response.writeHead(307, { location: '/v2' }).end(), /does not answer/],
  [
    'sends one vector too few',
    ({ input }, response) => answerWell({ input: input.slice(1) } as Asked, response),
    /did not send/,
  ],
];

test.each(failures)('where the endpoint %s, mining does without and says so', async (_, failing, message) => {
  const plain = contextWith({});
  await skillifyProject(plain, PROJECT, { reason: 'manual', dryRun: false });
  answer = failing;
  const context = contextWith(named());
  await skillifyProject(context, PROJECT, { reason: 'manual', dryRun: false });
  expect(ledgerOfProject(context.store, 'p1')).toEqual(ledgerOfProject(plain.store, 'p1'));
  expect(recentProblems(context.store, 10).map((problem) => problem.message)).toContainEqual(
    expect.stringMatching(message),
  );
});

test('an endpoint that does not answer in time is given up', async () => {
  answer = () => undefined;
  const endpoint = { url: url(), model: 'small', key: undefined };
  await expect(fetchEmbeddings(endpoint, ['a'], 50)).rejects.toMatchObject({ code: 'EMBEDDINGS_FAILED' });
});

test('vectors of two lengths are not mixed', async () => {
  const context = contextWith(named());
  await embedEpisodes(context, PROJECT);
  storeSessions(context.store, [{ id: 'new', at: START, lines: [{ user: 'paint the fence green again' }] }]);
  answer = ({ input }, response) =>
    response.end(JSON.stringify({ data: input.map(() => ({ embedding: [1, 2] })) }));
  expect(await embedEpisodes(context, PROJECT)).toBeNull();
});

test('forgetting a session forgets its vectors', async () => {
  const context = contextWith(named());
  await embedEpisodes(context, PROJECT);
  const count = () => context.store.prepare('SELECT count(*) FROM embeddings').pluck().get();
  const sessions = context.store
    .prepare('SELECT DISTINCT session_id FROM embeddings')
    .pluck()
    .all() as string[];
  expect(count()).toBeGreaterThan(0);
  forgetRows(context.store, sessions, 'forgotten', START);
  expect(count()).toBe(0);
});
