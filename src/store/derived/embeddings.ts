/** Vectors of requests, from the endpoint that the user named. Kept, so that each text is sent once. */

import { inTransaction, type Store } from '../open.ts';
import { sql } from '../statements.ts';

/** A text's vector under the hash of model and text. */
export interface Embedding {
  hash: string;
  /** A session that holds the text: forgetting it forgets the vector. */
  sessionId: string;
  vector: Float32Array;
}

/** The vectors that are stored under these hashes; unknown ones are left out. */
export function embeddingsOf(store: Store, hashes: readonly string[]): Map<string, Float32Array> {
  const one = sql(store, 'SELECT vector FROM embeddings WHERE hash = ?').pluck();
  return new Map(
    hashes.flatMap((hash) => {
      const blob = one.get(hash) as Buffer | undefined;
      return blob === undefined ? [] : [[hash, fromBlob(blob)] as const];
    }),
  );
}

export function saveEmbeddings(store: Store, embeddings: readonly Embedding[]): void {
  const insert = sql(
    store,
    'INSERT OR REPLACE INTO embeddings (hash, session_id, vector) VALUES (@hash, @sessionId, @vector)',
  );
  inTransaction(store, () => {
    for (const { hash, sessionId, vector } of embeddings)
      insert.run({
        hash,
        sessionId,
        vector: Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
      });
  });
}

/** A copy: SQLite's buffer need not begin where four bytes begin. */
const fromBlob = (blob: Buffer): Float32Array =>
  new Float32Array(blob.buffer.slice(blob.byteOffset, blob.byteOffset + blob.byteLength));
