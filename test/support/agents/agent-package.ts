/** Gets the published agents: pinned versions, from the package registry, into a cache outside the repository. */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** One agent as it is published for this machine. */
export interface AgentPackage {
  name: string;
  version: string;
  /** What `npm install` is given. */
  spec: string;
  /** The program, below the folder of the installation. */
  program: string;
}

/** Claude Code: its npm package is a wrapper, the program is in one package for each platform. */
export function claudeCodePackage(): AgentPackage {
  const version = '2.1.329';
  const name = `@anthropic-ai/claude-code-${process.platform}-${process.arch}${isMusl() ? '-musl' : ''}`;
  return {
    name: 'claude-code',
    version,
    spec: `${name}@${version}`,
    program: `node_modules/${name}/claude`,
  };
}

/** Codex: one package, whose versions carry the platform. */
export function codexPackage(): AgentPackage {
  const version = '0.169.0';
  return {
    name: 'codex',
    version,
    spec: `codex@npm:@openai/codex@${version}-${process.platform}-${process.arch}`,
    program: `node_modules/codex/vendor/${rustTarget()}/bin/codex`,
  };
}

/** Where agents are kept: `$XDG_CACHE_HOME` or `~/.cache`. */
export function agentCache(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'hivemind-agents');
}

/**
 * The path of an agent's program, fetched when the cache does not have it.
 * @throws when it cannot be fetched, or does not start: these tests are never skipped
 */
export function ensureAgent(agent: AgentPackage, cache: string): string {
  const folder = folderOf(agent, cache);
  const program = join(folder, agent.program);
  if (!existsSync(program)) fetchAgent(agent, cache, folder);
  const told = execFileSync(program, ['--version'], { encoding: 'utf8', timeout: 60_000 });
  if (!told.includes(agent.version))
    throw new Error(`${program} is ${told.trim()}, not ${agent.version}. Remove ${folder} and run again.`);
  return program;
}

/** The path of an agent's program in the cache; null where it was never fetched. */
export function findAgent(agent: AgentPackage, cache: string): string | null {
  const program = join(folderOf(agent, cache), agent.program);
  return existsSync(program) ? program : null;
}

const folderOf = ({ name, version }: AgentPackage, cache: string): string =>
  join(cache, `${name}-${version}-${process.platform}-${process.arch}`);

function fetchAgent(agent: AgentPackage, cache: string, folder: string): void {
  mkdirSync(cache, { recursive: true });
  const temporary = mkdtempSync(join(cache, '.fetching-'));
  try {
    const options = ['--ignore-scripts', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
    execFileSync('npm', ['install', '--prefix', temporary, ...options, agent.spec], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    renameSync(temporary, folder);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    // Another run of the tests may have been quicker.
    if (existsSync(join(folder, agent.program))) return;
    throw new Error(
      `${agent.spec} cannot be fetched, so the real ${agent.name} cannot be tested. It is kept in ${folder} once it was.`,
      { cause: error },
    );
  }
}

function isMusl(): boolean {
  if (process.platform !== 'linux') return false;
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime === undefined;
}

function rustTarget(): string {
  const machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  const systems: Partial<Record<NodeJS.Platform, string>> = {
    linux: 'unknown-linux-musl',
    darwin: 'apple-darwin',
    win32: 'pc-windows-msvc',
  };
  return `${machine}-${systems[process.platform]}`;
}
