/** The projects of the folders that an import's sessions ran in, each asked once. */

import { existsSync } from 'node:fs';
import type { RepositoryClaim } from '../agent-adapter.ts';
import { claimedProject, settleProject } from '../capture/locate-project.ts';
import type { Project } from '../types.ts';
import type { WorkerContext } from './context.ts';

export class ImportedProjects {
  readonly #context: Pick<WorkerContext, 'store' | 'env'>;
  readonly #known = new Map<string, Project>();
  /** Folders that may be clones which nobody has asked about yet. */
  #expected: readonly string[] = [];

  constructor(context: Pick<WorkerContext, 'store' | 'env'>) {
    this.#context = context;
  }

  /** Tells the folders of all that is to come: what a record claims is held against each clone, whichever was used first. */
  expect(folders: readonly string[]): void {
    this.#expected = folders;
  }

  /** The project of a folder; where that is gone and in no repository's, by what its record claims. */
  async at(cwd: string, repository: RepositoryClaim | null): Promise<Project> {
    const { store, env } = this.#context;
    const project = await this.#settled(cwd);
    if (repository === null || project.remote !== null || existsSync(cwd)) return project;
    const clones = this.#expected.filter(existsSync);
    this.#expected = [];
    for (const clone of clones) await this.#settled(clone);
    return (await claimedProject(store, cwd, repository, env)) ?? project;
  }

  async #settled(cwd: string): Promise<Project> {
    const project =
      this.#known.get(cwd) ?? (await settleProject(this.#context.store, cwd, this.#context.env));
    this.#known.set(cwd, project);
    return project;
  }
}
