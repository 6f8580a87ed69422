/** A machine for one person: a home, a repository, hivemind's command line and a look into its store. */

import { randomBytes } from 'node:crypto';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { packageRoot } from '../../../src/lib/package.ts';
import { type RunResult, run } from '../../../src/lib/run.ts';
import { type HomePaths, homePaths } from '../../../src/paths.ts';
import { eventsOfSession, type StoredEvent } from '../../../src/store/events.ts';
import { allHeads } from '../../../src/store/heads.ts';
import { openStoreToRead, type Store } from '../../../src/store/open.ts';
import { eventually } from './eventually.ts';

export class Sandbox {
  readonly root: string;
  readonly home: string;
  readonly repo: string;
  readonly paths: HomePaths;
  /** The environment of this person's terminals: nothing of the machine that runs the tests but PATH. */
  readonly env: Readonly<Record<string, string>>;

  constructor() {
    // The name must not say hivemind: tests look for that word on screens that show paths.
    this.root = realpathSync(mkdtempSync(join(tmpdir(), 'agent-')));
    this.home = join(this.root, 'home');
    this.repo = join(this.root, 'repo');
    this.paths = homePaths(join(this.home, '.hivemind'));
    mkdirSync(this.home);
    mkdirSync(this.repo);
    this.env = {
      HOME: this.home,
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
      SHELL: '/bin/sh',
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      GIT_CONFIG_NOSYSTEM: '1',
      // Whatever an agent looks for beside the model, it finds no way out of this machine.
      HTTPS_PROXY: 'http://127.0.0.1:9',
      NO_PROXY: '127.0.0.1,localhost',
    };
  }

  /** A folder of its own for each terminal and the like. */
  folder(name: string): string {
    const folder = join(this.root, `${name}-${randomBytes(3).toString('hex')}`);
    mkdirSync(folder);
    return folder;
  }

  /** Makes the repository, with one commit of these files. */
  async commitRepository(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.repo, path)), { recursive: true });
      writeFileSync(join(this.repo, path), content);
    }
    writeFileSync(join(this.home, '.gitconfig'), '[user]\n\tname = Robin\n\temail = robin@example.com\n');
    await this.git('init', '--quiet', '--initial-branch=main');
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--message=Start');
  }

  async git(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await run('git', args, { cwd: this.repo, env: this.env });
    if (exitCode !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout;
  }

  /** Runs `bin/hivemind` as this person would, in the repository. */
  hivemind(...args: string[]): Promise<RunResult> {
    const program = resolve(packageRoot(), 'bin/hivemind');
    return run(program, args, { cwd: this.repo, env: this.env });
  }

  /** Like {@link hivemind}; a failure of the command is a failure of the test. */
  async expectHivemind(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.hivemind(...args);
    if (exitCode !== 0) throw new Error(`hivemind ${args.join(' ')} exited ${exitCode}: ${stdout}${stderr}`);
    return stdout;
  }

  /** A mining run of this repository, once no other one is under way; it first reads all there is. */
  async mine(): Promise<void> {
    await eventually('a mining run of its own', async () => {
      const { exitCode, stdout, stderr } = await this.hivemind('skillify', 'run');
      if (exitCode === 1 && stderr.includes('Another mining run is under way')) return false;
      if (exitCode !== 0) throw new Error(`hivemind skillify run exited ${exitCode}: ${stdout}${stderr}`);
      return true;
    });
  }

  /** Looks into the store as it is now; `otherwise` where there is none yet. */
  read<T>(look: (store: Store) => T, otherwise: T): T {
    const store = openStoreToRead(this.paths.database);
    if (store === null) return otherwise;
    try {
      return look(store);
    } finally {
      store.close();
    }
  }

  /** A session's rows as they are in the store now. */
  rows(sessionId: string): StoredEvent[] {
    return this.read((store) => eventsOfSession(store, sessionId), []);
  }

  /** A session's rows once its end is among them. */
  rowsOfEnded(sessionId: string): Promise<StoredEvent[]> {
    return this.rowsWhen(sessionId, 'its end', (rows) => rows.some(({ kind }) => kind === 'session_end'));
  }

  /** A session's rows once they fulfil a condition. */
  rowsWhen(
    sessionId: string,
    condition: string,
    fulfilled: (rows: StoredEvent[]) => boolean,
  ): Promise<StoredEvent[]> {
    return eventually(
      `rows of session ${sessionId} with ${condition}`,
      () => {
        const rows = this.rows(sessionId);
        return fulfilled(rows) && rows;
      },
      () =>
        `${this.rows(sessionId)
          .map(({ kind, tool }) => `${kind} ${tool ?? ''}`)
          .join(', ')}\n${this.diary()}`,
    );
  }

  /** Waits until everything that hooks told has been stored. */
  async waitForEmptySpool(): Promise<void> {
    await eventually(
      'an empty spool',
      () => listFolder(this.paths.spool).length === 0,
      () => this.diary(),
    );
  }

  /** Ids of the sessions the store knows. */
  sessionIds(): string[] {
    return this.read((store) => allHeads(store).map(({ sessionId }) => sessionId), []);
  }

  /** Files below HIVEMIND_HOME, of any kind, that hold a word. */
  filesWith(word: string): string[] {
    const files = listFolder(this.paths.home, true).map((name) => join(this.paths.home, name));
    return files.filter((file) => lstatSync(file).isFile() && readFileSync(file).includes(word));
  }

  /** Names of the skills in the repository. */
  skills(): string[] {
    const folder = join(this.repo, '.claude', 'skills');
    return listFolder(folder).filter((name) => existsSync(join(folder, name, 'SKILL.md')));
  }

  /** Why there is no skill yet. */
  async describeMining(): Promise<string> {
    const { stdout, stderr } = await this.hivemind('skillify', 'why', '--json');
    return `${stdout}${stderr}\n${this.diary()}`;
  }

  /** What hivemind itself has to say about what went wrong. */
  diary(): string {
    const logs = listFolder(this.paths.log).map((name) => readFileSync(join(this.paths.log, name), 'utf8'));
    return [`spool: ${listFolder(this.paths.spool).join(' ')}`, ...logs].join('\n');
  }

  /** Process id of the running daemon, or null. */
  daemonPid(): number | null {
    try {
      const pid = Number.parseInt(readFileSync(this.paths.daemonPid, 'utf8'), 10);
      process.kill(pid, 0);
      return pid;
    } catch {
      return null;
    }
  }

  /** Copies a file into the sandbox, where its path holds no character that needs quoting. */
  borrow(path: string): string {
    const copy = join(this.folder('borrowed'), path.slice(path.lastIndexOf('/') + 1));
    cpSync(path, copy);
    return copy;
  }

  /** Removes everything. The daemon must not run any more. */
  remove(): void {
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5 });
  }
}

function listFolder(path: string, recursive = false): string[] {
  try {
    return readdirSync(path, { recursive, encoding: 'utf8' });
  } catch {
    return [];
  }
}
