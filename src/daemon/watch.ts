/** Tells when the spool or a transcript changed. The only importer of chokidar. */

import { watch } from 'chokidar';

export interface ChangeWatch {
  /** Watches these files beside the spool, and no others. */
  follow(files: readonly string[]): void;
  close(): Promise<void>;
}

/**
 * Watches a folder's own files. What changed in them is not told: who is called looks for itself.
 * @param onChange gets the path that appeared, changed, or is a folder that went; once the watch has begun, the folder's own. A file that goes was taken by its reader
 * @param onError a watch that failed (too many of them, say); the caller must then look by the clock
 */
export function watchFolder(
  folder: string,
  onChange: (path: string) => void,
  onError: (error: unknown) => void,
): ChangeWatch {
  const watcher = watch(folder, { depth: 0, ignoreInitial: true });
  watcher.on('all', (event, path) => {
    if (event !== 'unlink') onChange(path);
  });
  // What came before the system watched is not told.
  watcher.on('ready', () => onChange(folder));
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
