/** The schema, as an ordered list of steps. A step is never edited once released: add the next one. */

import type { Database } from 'better-sqlite3';
import { splitSkillTexts } from './split-skill-texts.ts';

/** SQL, or what SQL cannot say. */
export type Migration = string | ((database: Database) => void);

/** Applied in order; the number applied is SQLite's `user_version`. */
export const MIGRATIONS: readonly Migration[] = [
  `
  CREATE TABLE workspaces (
    id TEXT PRIMARY KEY,
    first_seen_at INTEGER NOT NULL
  ) WITHOUT ROWID;

  CREATE TABLE projects (
    id TEXT PRIMARY KEY,
    remote TEXT,
    root TEXT NOT NULL,
    first_seen_at INTEGER NOT NULL
  ) WITHOUT ROWID;

  -- One row a session: whom it belongs to, and whether it may be stored at all.
  CREATE TABLE session_heads (
    session_id TEXT PRIMARY KEY,
    agent TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    cwd TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    last_event_at INTEGER NOT NULL,
    ended_at INTEGER,
    headless INTEGER NOT NULL DEFAULT 0,
    every_n_turns INTEGER
  ) WITHOUT ROWID;
  CREATE INDEX session_heads_by_project ON session_heads (project_id, last_event_at);
  CREATE INDEX session_heads_by_agent ON session_heads (agent, last_event_at);
  CREATE INDEX session_heads_by_start ON session_heads (started_at);

  -- Sessions that must never be stored, by the one word of any hook. Ids only.
  CREATE TABLE capture_off (
    session_id TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL
  ) WITHOUT ROWID;

  -- The record: typed session events. seq is the order of arrival.
  CREATE TABLE sessions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    session_id TEXT NOT NULL,
    agent TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    origin TEXT NOT NULL,
    text TEXT,
    tool TEXT,
    tool_use_id TEXT,
    input TEXT,
    output TEXT,
    ok INTEGER,
    meta TEXT
  );
  CREATE INDEX sessions_by_session ON sessions (session_id, at, position);
  CREATE INDEX sessions_by_project ON sessions (project_id, kind, seq);
  CREATE TRIGGER sessions_append_only BEFORE UPDATE ON sessions
    BEGIN SELECT RAISE(ABORT, 'sessions is append-only'); END;

  -- How many rows sessions has: counting a million of them takes a tenth of a second.
  CREATE TABLE totals (
    of TEXT PRIMARY KEY,
    rows INTEGER NOT NULL
  ) WITHOUT ROWID;
  INSERT INTO totals (of, rows) VALUES ('sessions', 0);
  CREATE TRIGGER sessions_counted AFTER INSERT ON sessions
    BEGIN UPDATE totals SET rows = rows + 1 WHERE of = 'sessions'; END;
  CREATE TRIGGER sessions_uncounted AFTER DELETE ON sessions
    BEGIN UPDATE totals SET rows = rows - 1 WHERE of = 'sessions'; END;

  -- Events that a damaged store knew of and its rebuilding did not bring back, unless a transcript has since.
  CREATE TABLE missing_events (
    id TEXT PRIMARY KEY
  ) WITHOUT ROWID;

  -- A fork or resume repeats events of another session under the same id: stored once, named here again.
  CREATE TABLE session_copies (
    event_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    PRIMARY KEY (event_id, session_id)
  ) WITHOUT ROWID;
  CREATE INDEX session_copies_by_session ON session_copies (session_id);

  -- How far each transcript file was read. Moves in the same transaction as the rows it gave.
  CREATE TABLE transcripts (
    path TEXT PRIMARY KEY,
    agent TEXT NOT NULL,
    session_id TEXT NOT NULL,
    subagent_id TEXT,
    inode INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    lines INTEGER NOT NULL,
    invalid_lines INTEGER NOT NULL,
    unknown_types TEXT NOT NULL,
    parser_state TEXT NOT NULL,
    read_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX transcripts_by_session ON transcripts (session_id);
  CREATE INDEX transcripts_by_news ON transcripts (read_at);

  -- Marks that doctor sends through an agent's hooks. They are no session events, and none is made of them.
  CREATE TABLE probes (
    token TEXT PRIMARY KEY,
    agent TEXT NOT NULL,
    at INTEGER NOT NULL
  ) WITHOUT ROWID;

  -- What went wrong without stopping anything; status and doctor read it. Bounded by the writer.
  CREATE TABLE problems (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    area TEXT NOT NULL,
    subject TEXT NOT NULL,
    message TEXT NOT NULL
  );

  -- Derived: a session's episodes, with outcome, signals, features and memory in body (JSON).
  CREATE TABLE episodes (
    id TEXT PRIMARY KEY,
    session_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    prompt_index INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    body TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX episodes_by_project ON episodes (project_id, started_at);
  CREATE INDEX episodes_by_session ON episodes (session_id);
  CREATE TABLE episode_cursors (
    session_id TEXT PRIMARY KEY,
    through_seq INTEGER NOT NULL,
    rules_version INTEGER NOT NULL
  ) WITHOUT ROWID;

  -- One row a mining run, written before the attempt starts.
  CREATE TABLE skillify_runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    pid INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    through_seq INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    stats TEXT,
    error TEXT
  );
  CREATE INDEX skillify_runs_by_project ON skillify_runs (project_id, id);

  -- The ledger: the last run's candidates of a project, each with why or why not (body, JSON).
  CREATE TABLE candidates (
    project_id TEXT NOT NULL,
    id TEXT NOT NULL,
    rank INTEGER NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (project_id, id)
  ) WITHOUT ROWID;

  -- version is the one on disk, 0 before the first. pending_version is being written: its row and receipts are
  -- there before the file is, so that a crash in between can be told from a hand edit.
  CREATE TABLE skills (
    project_id TEXT NOT NULL,
    name TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    pending_version INTEGER,
    path TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (project_id, name)
  ) WITHOUT ROWID;
  CREATE TABLE skill_versions (
    project_id TEXT NOT NULL,
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    path TEXT NOT NULL,
    content TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    run_id INTEGER,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (project_id, name, version)
  ) WITHOUT ROWID;
  -- Drafts that wait for a person, and what the person said. One a candidate; body is JSON.
  CREATE TABLE drafts (
    project_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL,
    accepted_lines TEXT NOT NULL DEFAULT '[]',
    created_at INTEGER NOT NULL,
    decided_at INTEGER,
    PRIMARY KEY (project_id, candidate_id)
  ) WITHOUT ROWID;
  -- A line's pointer to an event behind it.
  CREATE TABLE receipts (
    project_id TEXT NOT NULL,
    skill TEXT NOT NULL,
    version INTEGER NOT NULL,
    line INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    quote TEXT NOT NULL,
    PRIMARY KEY (project_id, skill, version, line, event_id, quote)
  ) WITHOUT ROWID;
  CREATE INDEX receipts_by_event ON receipts (event_id);
  `,
  `
  -- Derived: what the repository's history tells of an episode (a signal's kind and event).
  CREATE TABLE survival (
    episode_id TEXT PRIMARY KEY,
    session_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    event_id TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX survival_by_session ON survival (session_id);
  CREATE INDEX survival_by_project ON survival (project_id);

  -- What that was read from (commit and episodes, as a hash), so that it is read once.
  CREATE TABLE survival_reads (
    project_id TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL
  ) WITHOUT ROWID;

  -- Vectors from the endpoint that the user named: by the hash of model and text, with a session that holds the text.
  CREATE TABLE embeddings (
    hash TEXT PRIMARY KEY,
    session_id TEXT NOT NULL,
    vector BLOB NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX embeddings_by_session ON embeddings (session_id);

  -- What was forgotten, without a word of it: ids of events, hashes of prompts with their time. Forks and exports
  -- under other ids repeat them.
  CREATE TABLE forgotten_events (
    id TEXT PRIMARY KEY
  ) WITHOUT ROWID;
  CREATE TABLE forgotten_prompts (
    hash TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (hash, at)
  ) WITHOUT ROWID;

  -- Folders that publishing made in projects.
  CREATE TABLE made_folders (
    path TEXT PRIMARY KEY
  ) WITHOUT ROWID;

  -- A run's report holds counts only: names of skills would outlive the sessions behind them.
  UPDATE skillify_runs SET stats = json_remove(stats, '$.published', '$.pending') WHERE stats IS NOT NULL;
  `,
  `
  -- Derived: lines that commands printed, as 32-bit hashes: of each that failed, by its call; of all that worked, under ''.
  CREATE TABLE printed_lines (
    session_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    lines BLOB NOT NULL,
    PRIMARY KEY (session_id, event_id)
  ) WITHOUT ROWID;
  `,
  `
  -- Which project each root is of, settled when it was first seen, for the remote that its settings claimed then.
  CREATE TABLE project_roots (
    root TEXT PRIMARY KEY,
    remote TEXT,
    project_id TEXT NOT NULL,
    first_commits TEXT NOT NULL
  ) WITHOUT ROWID;

  -- What is recorded never changes; which project it is filed under may, by the user's word.
  DROP TRIGGER sessions_append_only;
  CREATE TRIGGER sessions_append_only
    BEFORE UPDATE OF seq, id, session_id, agent, workspace_id, at, position, kind, origin, text, tool, tool_use_id,
      input, output, ok, meta ON sessions
    BEGIN SELECT RAISE(ABORT, 'sessions is append-only'); END;
  `,
  splitSkillTexts,
];
