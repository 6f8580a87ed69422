/** Tool calls and their results become steps: what was done, comparable between sessions. */

import { callKind, commandOf, handedTo, readPath } from '../../agents/call.ts';
import { editsOf } from '../../agents/edits.ts';
import { templatesOf } from '../../commands/template.ts';
import type { StoredEvent } from '../../store/events.ts';
import type { FileChange, Step } from '../../types.ts';
import { errorSignature } from './error-signature.ts';
import { fileRole, pathPlaceholder, relativePath } from './path-role.ts';

/**
 * The steps of a run of events, in order; results are matched by tool-use id wherever they arrive.
 * @param folders what paths are made relative to, see {@link relativePath}
 */
export function stepsOf(events: readonly StoredEvent[], folders: readonly string[] = []): Step[] {
  const results = new Map<string, StoredEvent>();
  const scripts = new Set(events.map(({ meta }) => meta?.script));
  for (const event of events) {
    if (event.kind === 'tool_result' && event.toolUseId !== undefined) results.set(event.toolUseId, event);
  }
  return (
    events
      // What a script did are steps; the script is one only where nobody told what it did.
      .filter(
        ({ kind, toolUseId }) => kind === 'tool_call' && (toolUseId === undefined || !scripts.has(toolUseId)),
      )
      .map((call) =>
        toStep(call, call.toolUseId === undefined ? undefined : results.get(call.toolUseId), folders),
      )
  );
}

function toStep(call: StoredEvent, result: StoredEvent | undefined, folders: readonly string[]): Step {
  const kind = callKind(call);
  const read = readPath(call);
  const done = {
    kind,
    command: kind === 'command' ? commandOf(call) : null,
    readPath: read === null ? null : relativePath(read, folders),
    edits: changesOf(call, folders),
  };
  const ok = succeeded(result);
  return {
    ...done,
    eventId: call.id,
    resultId: result?.id ?? null,
    tool: call.tool ?? '',
    template: templateOf(done, call),
    ok,
    errorSignature: ok === false && result !== undefined ? errorSignature(result) : null,
    by: call.origin === 'user' ? 'user' : call.meta?.subagentId === undefined ? 'agent' : 'subagent',
  };
}

/** Each file once: what was done to it last is what came of it, but a file that is new stays new. */
function changesOf(call: StoredEvent, folders: readonly string[]): FileChange[] {
  const changes = new Map<string, FileChange>();
  for (const { path: given, change } of editsOf(call)) {
    const path = relativePath(given, folders);
    const stays = changes.get(path)?.change === 'created' && change === 'changed';
    changes.set(path, { path, change: stays ? 'created' : change });
  }
  return [...changes.values()];
}

function succeeded(result: StoredEvent | undefined): boolean | null {
  if (result === undefined) return null;
  if (result.meta?.denied === true) return false;
  if (result.meta?.exitCode !== undefined) return result.meta.exitCode === 0;
  return result.ok ?? null;
}

function templateOf(
  { kind, command, readPath, edits }: Pick<Step, 'kind' | 'command' | 'readPath' | 'edits'>,
  call: StoredEvent,
): string {
  if (command !== null) return templatesOf(command, pathPlaceholder).join(' && ');
  if (readPath !== null) return `${kind} ${fileRole(readPath)}`;
  if (edits.length > 0) return joined(edits.map(({ path }) => `${kind} ${fileRole(path)}`));
  const named = handedTo(call);
  if (named !== null) return `${kind} ${named}`;
  return kind === 'other' ? (call.tool ?? '') : kind;
}

const joined = (parts: readonly string[]): string => [...new Set(parts)].join(' && ');
