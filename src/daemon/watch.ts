/** Tells when the spool or a transcript changed. The only importer of chokidar. */

import { watch } from 'chokidar';

export interface ChangeWatch {
  /** Watches these files beside the spool, and no others. */
  follow(files: readonly string[]): void;
  close(): Promise<void>;
}

/**
 * Watches a folder's own files. What changed is not told: who is called looks for itself.
 * @param onError a watch that failed (too many of them, say); the caller must then look by the clock
 */
export function watchFolder(
  folder: string,
  onChange: () => void,
  onError: (error: unknown) => void,
): ChangeWatch {
  const watcher = watch(folder, { depth: 0, ignoreInitial: true });
  watcher.on('all', onChange);
  watcher.on('error', onError);
  let followed = new Set<string>();
  return {
    follow: (files) => {
      const wanted = new Set(files);
      watcher.unwatch([...followed].filter((file) => !wanted.has(file)));
      watcher.add(files.filter((file) => !followed.has(file)));
      followed = wanted;
    },
    close: () => watcher.close(),
  };
}
