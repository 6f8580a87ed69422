/** The key for the embeddings endpoint, from where the user keeps it: no key is ever in our settings. */

import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { HivemindError, messageOf } from '../errors.ts';
import { userHome } from '../paths.ts';
import type { WorkerContext } from './context.ts';

/** Group and others: a key that they may read or change is none. */
const NOT_OWNER = 0o077;
/** Far beyond any key. */
const MAX_BYTES = 8_192;
/** What a header may hold: fetch would name anything else in its error. */
const KEY = /^[\x21-\x7e]+$/;

/**
 * The key in the file `embeddings.keyFile`, else in the variable `embeddings.keyEnv`; undefined when the user named neither.
 * The daemon is started without the terminal's variables, so that only a file serves it too.
 * @throws HivemindError EMBEDDINGS_FAILED when there is no key in the place named, or others may read it
 */
export function embeddingsKey({ config, env }: Pick<WorkerContext, 'config' | 'env'>): string | undefined {
  const file = config.get('embeddings.keyFile');
  if (file !== '') return checked(keyIn(file.replace(/^~(?=\/)/, userHome(env))), file);
  const name = config.get('embeddings.keyEnv');
  if (name === '') return undefined;
  const value = env[name];
  if (value) return checked(value, name);
  throw failed(
    `The variable ${name} is not set here. The daemon has none of a terminal's: embeddings.keyFile serves it too`,
  );
}

function keyIn(path: string): string {
  let descriptor: number;
  try {
    // Without blocking: a pipe that nobody writes to would be waited for.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw failed(`embeddings.keyFile cannot be read: ${messageOf(error)}`, error);
  }
  try {
    const { mode, size } = fstatSync(descriptor);
    const isKeyFile = (mode & constants.S_IFMT) === constants.S_IFREG && size <= MAX_BYTES;
    if (!isKeyFile) throw failed(`embeddings.keyFile ${path} is no file with a key`);
    if ((mode & NOT_OWNER) !== 0) throw failed(`Others may read or change ${path}: chmod 600 ${path}`);
    return readFileSync(descriptor, 'utf8').trim();
  } finally {
    closeSync(descriptor);
  }
}

function checked(key: string, place: string): string {
  if (KEY.test(key)) return key;
  throw failed(`${place} does not hold a key: one line, without spaces`);
}

const failed = (why: string, cause?: unknown) =>
  new HivemindError('EMBEDDINGS_FAILED', `${why}.`, { hint: 'hivemind config list', cause });
