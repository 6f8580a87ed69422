/**
 * Codex runs a hook only after its user reviewed it: `config.toml` then holds a hash of the hook. The hash is computed
 * here to tell, without running Codex, whether our hooks run. Found by experiment with codex-cli 0.169.0.
 */

import { createHash } from 'node:crypto';
import { HivemindError } from '../src/errors.ts';
import { parseToml, type TomlTable, tomlString } from '../src/lib/toml.ts';
import type { JsonObject, JsonValue } from '../src/types.ts';
import type { HookReview, HooksInFile, HookTrust } from './installer.ts';

/** One hook of a `hooks.json`, as `config.toml` names it. */
export interface ReviewedHook {
  /** `<path of hooks.json>:<event>:<group>:<handler>` */
  key: string;
  /** `sha256:<hex>` of what Codex reviews. */
  hash: string;
}

/** These two may take one second by default, and at most three; all others ten minutes by default. */
const SHORT_EVENTS = new Set(['SessionEnd', 'Interrupt']);
const SHORT = { default: 1, max: 3 };
const LONG_DEFAULT = 600;

export const codexReview: HookReview = {
  file: 'config.toml',
  how: 'start codex and choose "Trust all", or type /hooks in it',
  trust: (path, text, hooks) => {
    const config = parseToml(path, text);
    return hooksDisabled(config) ? 'off' : trustOf(config, reviewedHooks(hooks));
  },
  grant: (path, text, hooks) => withTrust(path, text, reviewedHooks(hooks)),
  revoke: (text, hooks) => withoutTrust(text, reviewedHooks(hooks)),
};

/** Our hooks among those of a `hooks.json`, as Codex names and hashes them. */
export function reviewedHooks({ path, hooks, command }: HooksInFile): ReviewedHook[] {
  return Object.entries(hooks).flatMap(([event, groups]) =>
    asList(groups).flatMap((group, groupIndex) =>
      asList(asRecord(group).hooks).flatMap((handler, index) =>
        asRecord(handler).command === command
          ? [reviewedHook(path, event, asRecord(group), asRecord(handler), groupIndex, index)]
          : [],
      ),
    ),
  );
}

function reviewedHook(
  file: string,
  event: string,
  group: JsonObject,
  handler: JsonObject,
  groupIndex: number,
  index: number,
): ReviewedHook {
  const name = event.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  const reviewed = {
    event_name: name,
    hooks: [
      {
        async: handler.async ?? false,
        command: handler.command,
        statusMessage: handler.statusMessage,
        timeout: timeoutOf(event, handler.timeout),
        type: 'command',
      },
    ],
    matcher: group.matcher,
  };
  // The keys above are in alphabetical order, which is how Codex writes what it hashes.
  const hash = createHash('sha256').update(JSON.stringify(reviewed)).digest('hex');
  return { key: `${file}:${name}:${groupIndex}:${index}`, hash: `sha256:${hash}` };
}

function timeoutOf(event: string, timeout: JsonValue | undefined): number {
  const given = typeof timeout === 'number' ? timeout : undefined;
  if (SHORT_EVENTS.has(event)) return Math.min(given ?? SHORT.default, SHORT.max);
  return Math.max(given ?? LONG_DEFAULT, 1);
}

/**
 * Whether Codex runs these hooks, by its `config.toml`; the least of them counts.
 * @param config the parsed file; an empty table where there is none
 */
export function trustOf(config: TomlTable, hooks: readonly ReviewedHook[]): HookTrust {
  const states = hooks.map((hook) => trustOfHook(config, hook));
  if (states.includes('off')) return 'off';
  return states.length > 0 && states.every((state) => state === 'trusted') ? 'trusted' : 'untrusted';
}

function trustOfHook(config: TomlTable, hook: ReviewedHook): HookTrust {
  const state = asTable(asTable(asTable(config.hooks).state)[hook.key]);
  if (state.enabled === false) return 'off';
  return state.trusted_hash === hook.hash ? 'trusted' : 'untrusted';
}

/** Whether `[features] hooks = false` switches every hook off. */
export function hooksDisabled(config: TomlTable): boolean {
  return asTable(config.features).hooks === false;
}

/**
 * The text of `config.toml` with these hooks trusted: one line changed for a hook Codex knows, a table at the end for
 * a new one, everything else byte for byte.
 * @throws HivemindError SETTINGS_UNREADABLE when the text is no TOML, REFUSED when the file's form does not allow it
 */
export function withTrust(path: string, text: string, hooks: readonly ReviewedHook[]): string {
  const missing = hooks.filter((hook) => trustOfHook(parseToml(path, text), hook) === 'untrusted');
  const trusted = missing.reduce((sofar, hook) => trustOne(sofar, hook), text);
  const refused = () =>
    new HivemindError('REFUSED', `${path} is written in a form that hivemind does not edit.`, {
      hint: 'Start codex and choose "Trust all", or type /hooks',
    });
  try {
    if (trustOf(parseToml(path, trusted), missing) === 'trusted' || missing.length === 0) return trusted;
  } catch {
    // Tables written inline cannot be added to: what we made is no TOML, and is not written.
    throw refused();
  }
  throw refused();
}

/**
 * The text without the tables that `withTrust` added for these hooks, whatever place in their lists they had then. A
 * table that holds more than our hash was touched by Codex or the user since, and stays.
 */
export function withoutTrust(text: string, hooks: readonly ReviewedHook[]): string {
  return hooks.reduce((sofar, hook) => sofar.replace(trustTablePattern(hook, newlineOf(sofar)), ''), text);
}

/** Each table that `trustTable` made for a hook, with only blank lines and comments between it and the next table. */
function trustTablePattern({ key, hash }: ReviewedHook, newline: string): RegExp {
  const header = tableHeader({ key: key.replace(/:\d+:\d+$/, ''), hash }).slice(0, -2);
  const setting = `"]${newline}trusted_hash = ${tomlString(hash)}${newline}`;
  const untilNextTable = /(?=(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*(?:\[|#[^\n]*$|$))/.source;
  return new RegExp(`${escaped(newline + header)}:\\d+:\\d+${escaped(setting)}${untilNextTable}`, 'g');
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function trustOne(text: string, hook: ReviewedHook): string {
  const newline = newlineOf(text);
  const lines = text.split('\n');
  const header = lines.findIndex((line) => line.trim() === tableHeader(hook));
  if (header === -1) return `${text}${trustTable(hook, newline)}`;
  const length = lines.slice(header + 1).findIndex((line) => line.startsWith('['));
  const end = length === -1 ? lines.length : header + 1 + length;
  const old = lines.findIndex((line, at) => at > header && at < end && /^\s*trusted_hash\s*=/.test(line));
  const setting = `trusted_hash = ${tomlString(hook.hash)}${newline === '\r\n' ? '\r' : ''}`;
  return lines.toSpliced(old === -1 ? header + 1 : old, old === -1 ? 0 : 1, setting).join('\n');
}

/** A leading newline ends a last line that has none; one too many is what TOML files have between tables. */
function trustTable(hook: ReviewedHook, newline: string): string {
  return ['', tableHeader(hook), `trusted_hash = ${tomlString(hook.hash)}`, ''].join(newline);
}

function tableHeader({ key }: ReviewedHook): string {
  return `[hooks.state.${tomlString(key)}]`;
}

function newlineOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

function asRecord(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function asList(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function asTable(value: unknown): TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as TomlTable) : {};
}
