/** Asks an OpenAI-compatible endpoint for embeddings (`POST <url>/embeddings`, OpenAI API reference, read 2026). */

import { HivemindError, messageOf } from '../errors.ts';

/** A local model on a slow machine takes seconds a batch. */
const TIMEOUT_MS = 30_000;

export interface EmbeddingsEndpoint {
  /** Up to and without `/embeddings`, as in `http://localhost:11434/v1`. */
  url: string;
  model: string;
  /** Sent as a bearer token; none for most local servers. */
  key: string | undefined;
}

/**
 * One vector a text, in the same order, all of one length.
 * @throws HivemindError EMBEDDINGS_FAILED when the endpoint is down, too slow, refuses, or answers with anything else
 */
export async function fetchEmbeddings(
  { url, model, key }: EmbeddingsEndpoint,
  texts: readonly string[],
  timeoutMs: number = TIMEOUT_MS,
): Promise<Float32Array[]> {
  const failed = (why: string, cause?: unknown) =>
    new HivemindError('EMBEDDINGS_FAILED', `The embeddings endpoint ${url} ${why}.`, {
      hint: 'hivemind config get embeddings.url',
      cause,
    });
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(`${url.replace(/\/+$/, '')}/embeddings`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ model, input: texts, encoding_format: 'float' }),
      // The texts are for the place that the user named, and for no other.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    body = response.ok ? await response.json() : null;
  } catch (error) {
    throw failed(`does not answer (${reasonOf(error)})`, error);
  }
  if (!response.ok) throw failed(`answers ${response.status}`);
  const vectors = vectorsIn(body, texts.length);
  if (vectors === null) throw failed(`did not send ${texts.length} vectors of one length`);
  return vectors;
}

/** `fetch failed` hides why; the cause has it. */
function reasonOf(error: unknown): string {
  return messageOf(error instanceof Error && error.cause !== undefined ? error.cause : error);
}

/** `{"data": [{"index": 0, "embedding": [0.1, …]}, …]}`; entries come in any order. */
function vectorsIn(body: unknown, count: number): Float32Array[] | null {
  if (typeof body !== 'object' || body === null || !('data' in body) || !Array.isArray(body.data))
    return null;
  const vectors = new Map<number, Float32Array>();
  for (const [place, entry] of (body.data as unknown[]).entries()) {
    if (typeof entry !== 'object' || entry === null || !('embedding' in entry)) return null;
    const { embedding } = entry;
    if (!Array.isArray(embedding) || !embedding.every((value) => Number.isFinite(value))) return null;
    const index = 'index' in entry && typeof entry.index === 'number' ? entry.index : place;
    vectors.set(index, Float32Array.from(embedding));
  }
  const ordered = Array.from({ length: count }, (_, index) => vectors.get(index));
  const length = ordered[0]?.length ?? 0;
  return length > 0 && ordered.every((vector): vector is Float32Array => vector?.length === length)
    ? ordered
    : null;
}
