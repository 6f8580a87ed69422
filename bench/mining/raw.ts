/** Reads native transcripts of the data through the product's own parsers and ingest, into a scratch store. */

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ADAPTERS } from '../../hooks/registry.ts';
import { type AgentAdapter, growsByLines } from '../../src/agent-adapter.ts';
import { ingestTranscript } from '../../src/capture/ingest.ts';
import { parseRecord } from '../../src/capture/line-records.ts';
import { eventsOfSession } from '../../src/store/events.ts';
import { saveHead } from '../../src/store/heads.ts';
import { openStore } from '../../src/store/open.ts';
import type { BenchSession } from './normalised.ts';

/** The sessions with their events read from the native file, where the data holds one that a parser reads. */
export async function withRawEvents(
  data: string,
  sessions: readonly BenchSession[],
): Promise<BenchSession[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'hivemind-bench-'));
  try {
    const store = openStore(join(scratch, 'bench.db'));
    // Only speed is lost by a crash of the bench.
    store.pragma('synchronous = OFF');
    mkdirSync(join(scratch, 'transcripts'));
    const read: BenchSession[] = [];
    for (const [number, session] of sessions.entries()) {
      const adapter = Object.values<AgentAdapter>(ADAPTERS)
        .filter(growsByLines)
        .find(({ id }) => id === session.agent);
      const content = nativeContent(join(data, 'raw', session.file));
      if (adapter === undefined || content === null) {
        read.push(session);
        continue;
      }
      const transcript = join(scratch, 'transcripts', nativeName(session, number));
      writeFileSync(transcript, content);
      const first = parseRecord(content.subarray(0, content.indexOf('\n')).toString('utf8')) ?? undefined;
      const source = adapter.transcript.sourceOf(transcript, first) ?? {
        sessionId: session.file,
        subagentId: null,
      };
      const { sessionId } = source;
      const at = session.events[0]?.at ?? 0;
      saveHead(store, {
        sessionId,
        agent: adapter.id,
        workspaceId: 'default',
        projectId: session.project,
        cwd: session.cwd ?? '/',
        startedAt: at,
        lastEventAt: at,
        endedAt: null,
        headless: session.headless,
      });
      await ingestTranscript(store, adapter, transcript, source, at);
      rmSync(transcript);
      const events = eventsOfSession(store, sessionId).map((event) =>
        event.sessionId === sessionId ? { ...event, sessionId: session.file } : event,
      );
      read.push(events.length === 0 ? session : { ...session, events, native: true });
    }
    store.close();
    return read;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Null when there is no such file, packed or plain, or it is damaged: the normalised form is read then. */
function nativeContent(path: string): Buffer | null {
  try {
    if (existsSync(path)) return readFileSync(path);
    return existsSync(`${path}.gz`) ? gunzipSync(readFileSync(`${path}.gz`)) : null;
  } catch {
    return null;
  }
}

/** The file name by which the agent's parser knows a transcript: the data names Codex rollouts by their thread alone. */
function nativeName({ agent, file }: BenchSession, number: number): string {
  const thread = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=\.jsonl$)/.exec(file)?.[0];
  return agent === 'codex' && thread !== undefined
    ? `rollout-2026-01-01T00-00-00-${thread}.jsonl`
    : `${number}.jsonl`;
}
