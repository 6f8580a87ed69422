/** Has the requests of a project embedded, where the user named an endpoint for it. */

import { createHash } from 'node:crypto';
import { type CustomRules, compileCustomRules } from '../capture/redact/custom-rules.ts';
import { redactText } from '../capture/redact/redact-text.ts';
import { HivemindError } from '../errors.ts';
import { type EmbeddingsEndpoint, fetchEmbeddings } from '../lib/embeddings-client.ts';
import { momentsOf } from '../mine/episodes/moments.ts';
import { refreshEpisodes } from '../mine/mine-project.ts';
import { embeddingsOf, saveEmbeddings } from '../store/derived/embeddings.ts';
import { episodesOfProject } from '../store/derived/episodes.ts';
import { recordProblem } from '../store/problems.ts';
import type { Episode, Project } from '../types.ts';
import type { WorkerContext } from './context.ts';
import { embeddingsKey } from './embeddings-key.ts';

/** Texts sent at once; every compatible server takes as many. */
const BATCH = 64;
/** A request says early what it wants, and models read a few hundred words. */
const MAX_CHARS = 1_000;

/**
 * The vectors of the project's episodes, by their ids; those that are stored are not asked for again. Null when no endpoint is
 * set, or when it fails: mining then does without for all of them, since half of them would be told apart from the others.
 */
export async function embedEpisodes(
  context: WorkerContext,
  project: Project,
): Promise<ReadonlyMap<string, Float32Array> | null> {
  const endpoint = endpointOf(context);
  if (endpoint === null) return null;
  const { store, config } = context;
  const custom = compileCustomRules(config.get('redact.rules'), config.get('redact.allow'));
  refreshEpisodes(store, project.id);
  const texts = episodesOfProject(store, project.id)
    .flatMap(momentsOf)
    .map((episode) => {
      const text = textOf(episode, custom);
      return { episode, text, hash: hashOf(endpoint, text) };
    });
  const vectors = embeddingsOf(store, [...new Set(texts.map(({ hash }) => hash))]);
  const missing = [...new Map(texts.map((entry) => [entry.hash, entry])).values()].filter(
    ({ hash }) => !vectors.has(hash),
  );
  try {
    const key = missing.length === 0 ? undefined : embeddingsKey(context);
    for (let at = 0; at < missing.length; at += BATCH) {
      const batch = missing.slice(at, at + BATCH);
      const answers = await fetchEmbeddings(
        { ...endpoint, key },
        batch.map(({ text }) => text),
      );
      const embeddings = batch.map(({ hash, episode }, index) => {
        return { hash, sessionId: episode.sessionId, vector: answers[index] as Float32Array };
      });
      saveEmbeddings(store, embeddings);
      for (const { hash, vector } of embeddings) vectors.set(hash, vector);
    }
    return aligned(
      new Map(texts.map(({ episode, hash }) => [episode.id, vectors.get(hash) as Float32Array])),
    );
  } catch (error) {
    if (!(error instanceof HivemindError)) throw error;
    const { message } = error;
    recordProblem(store, { at: context.now(), area: 'skillify', subject: 'embeddings', message });
    return null;
  }
}

/** @throws HivemindError EMBEDDINGS_FAILED when a server sends other vectors under the same model's name than before */
function aligned(vectors: ReadonlyMap<string, Float32Array>): ReadonlyMap<string, Float32Array> {
  const lengths = new Set([...vectors.values()].map(({ length }) => length));
  if (lengths.size <= 1) return vectors;
  throw new HivemindError(
    'EMBEDDINGS_FAILED',
    `The model's vectors are of ${[...lengths].join(' and ')} numbers.`,
    {
      hint: 'hivemind config set embeddings.model <another name>',
    },
  );
}

/** Null when the user named none, or no model there. */
function endpointOf({ config }: WorkerContext): Pick<EmbeddingsEndpoint, 'url' | 'model'> | null {
  const [url, model] = [config.get('embeddings.url'), config.get('embeddings.model')];
  return url === '' || model === '' ? null : { url, model };
}

/** What is sent: stored texts are masked already, once more by the rules of today. */
function textOf({ memory, prompt }: Episode, custom: CustomRules): string {
  const said = memory.goal.trim() || prompt.trim() || '-';
  return redactText(said.slice(0, MAX_CHARS), custom);
}

function hashOf({ model }: Pick<EmbeddingsEndpoint, 'model'>, text: string): string {
  return createHash('sha256').update(`${model}\n${text}`).digest('hex');
}
