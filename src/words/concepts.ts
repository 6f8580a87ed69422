/**
 * The vocabulary of software work: words that name the same act or object of work, whatever the project. Two requests
 * that share no word ("write a spec for the parser", "cover the parser with tests") share concepts.
 */

import type { Language } from './languages.ts';
import { stem } from './stem.ts';

/** Acts: what is asked to be done. */
const ACTS: Readonly<Record<string, string>> = {
  add: 'add create implement introduce build write generate support insert include extend develop scaffold hinzufügen erstelle ajoute crée añade crea',
  fix: 'fix repair resolve solve debug troubleshoot patch correct behebe repariere korrigiere corrige répare arregla',
  change:
    'change update modify adjust tweak edit convert replace alter set adapt improve enhance polish ändere passe modifie cambia',
  remove:
    'remove delete drop eliminate strip prune discard purge kill entferne lösche supprime enlève elimina borra',
  rename: 'rename move relocate invert reorder sort',
  refactor:
    'refactor simplify clean cleanup dedupe deduplicate extract unify consolidate reuse restructure reorganize modularize centralize standardize factor tidy',
  review: 'review audit critique assess evaluate compare reviewer',
  check: 'check verify validate confirm ensure sweep recheck inspect prüfe überprüfe vérifie comprueba',
  explain:
    'explain understand describe clarify tell why how what when does summarize erkläre warum explique pourquoi explica',
  plan: 'plan design propose brainstorm discuss strategize outline draft scope',
  investigate: 'investigate analyze analyse research explore examine diagnose identify find figure trace',
  run: 'run start launch execute serve rerun restart spawn',
  release: 'release publish deploy ship rollout goreleaser',
  configure: 'configure setup install enable disable initialize connect provision',
  upgrade: 'upgrade bump migrate port downgrade',
  continue: 'continue resume proceed',
  merge: 'merge rebase conflict',
  push: 'push pull commit fetch',
  checkout: 'checkout switch back stash',
  optimize: 'optimize speed performance slow latency memory cache profile',
  translate: 'translate localize translation',
  document: 'document documentation docs readme changelog docstring guide',
  close: 'close triage stale label assign prioritize rank',
  address: 'address respond reply handle tackle pick',
};

/** Objects: what the work is about. */
const OBJECTS: Readonly<Record<string, string>> = {
  test: 'test testing coverage spec e2e unittest fixture mock pytest jest vitest',
  error:
    'error exception traceback crash failure fail failing failed broken bug bombing throw undefined nan warning panic stacktrace fehler erreur',
  ci: 'ci pipeline workflow actions lint linter typecheck goreleaser',
  pr: 'pr pull mr prs',
  comment: 'comment feedback finding nitpick suggestion discussion remark reviewer',
  issue: 'issue ticket backlog bead linear jira',
  todo: 'todo task checklist phase milestone roadmap progress',
  branch: 'branch main master worktree checkout',
  config: 'config configuration setting settings env environment option flag toggle telemetry',
  dependency: 'dependency package library module version',
  api: 'api endpoint route request response sdk client',
  database: 'database migration schema query sql postgres sqlite',
  ui: 'ui layout css style button color colour page component modal dialog sidebar icon theme chart',
  log: 'log logging logger',
  command: 'command cli subcommand flag argument',
  auth: 'auth login password oauth permission credential authentication',
  security: 'security vulnerability secret leak encryption key',
  type: 'type interface enum generics',
  data: 'data csv json dataset dataframe',
  agent: 'agent subagent worker',
  name: 'name naming constant variable',
  output: 'output message print display format text wording',
};

/** The languages of the words above; each is known under its stem in any of them. */
const SPOKEN: readonly Language[] = ['en', 'de', 'fr', 'es'];

const byStem = (table: Readonly<Record<string, string>>, prefix: string) =>
  Object.entries(table).flatMap(([concept, words]) =>
    words
      .split(' ')
      .flatMap((word) => [...new Set(SPOKEN.map((language) => stem(word, language)))])
      .map((term) => [term, `${prefix}${concept}`] as const),
  );

/** Made on the first question: stemming every word in four languages takes longer than most commands. */
let known: ReadonlyMap<string, readonly string[]> | null = null;

function readTables(): Map<string, string[]> {
  const concepts = new Map<string, string[]>();
  for (const [word, concept] of [...byStem(ACTS, '!'), ...byStem(OBJECTS, '#')]) {
    concepts.set(word, [...(concepts.get(word) ?? []), concept]);
  }
  return concepts;
}

/** The concepts a stemmed term names: acts as `!fix`, objects as `#test`; none for a word of the project's own. */
export function conceptsOf(term: string): readonly string[] {
  known ??= readTables();
  return known.get(term) ?? [];
}

/** The acts among a stemmed term's concepts. */
export function actsOf(term: string): readonly string[] {
  return conceptsOf(term).filter((concept) => concept.startsWith('!'));
}

/** Whether a stemmed term names an act of work. */
export function isAct(term: string): boolean {
  return actsOf(term).length > 0;
}
