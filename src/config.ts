/** Settings: environment over `config.json` over default. Every value knows where it came from. */

import { readFileSync } from 'node:fs';
import { HivemindError, messageOf, systemCode } from './errors.ts';
import type { Environment } from './paths.ts';

interface BooleanSetting {
  kind: 'boolean';
  default: boolean;
}
interface NumberSetting {
  kind: 'number';
  default: number;
  min: number;
  max: number;
}
interface StringSetting {
  kind: 'string';
  default: string;
  pattern: RegExp;
}
interface ChoiceSetting {
  kind: 'choice';
  default: string;
  choices: readonly string[];
}
interface ListSetting {
  kind: 'list';
  default: readonly string[];
}
type Setting = (BooleanSetting | NumberSetting | StringSetting | ChoiceSetting | ListSetting) & {
  /** What it does, in one line for `hivemind config list`. */
  about: string;
  env?: string;
};

/** Every setting there is. A key not listed here is an error, never ignored. */
export const SETTINGS = {
  'capture.enabled': {
    kind: 'boolean',
    default: true,
    env: 'HIVEMIND_CAPTURE',
    about: 'store what agents do',
  },
  'redact.rules': {
    kind: 'list',
    default: [],
    about: 'more secrets to mask, each name=pattern as in acme=ACME-[0-9A-F]{24}',
  },
  'redact.allow': {
    kind: 'list',
    default: [],
    about: 'patterns of values that are never masked',
  },
  'retention.days': {
    kind: 'number',
    default: 0,
    min: 0,
    max: 36_500,
    about: 'days after which a session is forgotten; 0 keeps all',
  },
  'retention.maxMegabytes': {
    kind: 'number',
    default: 2000,
    min: 0,
    max: 1_000_000,
    about: 'size of the store above which the oldest sessions are forgotten; 0 for no limit',
  },
  'workspace.id': {
    kind: 'string',
    default: 'default',
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    env: 'HIVEMIND_WORKSPACE_ID',
    about: 'the unit of sharing; registered by its first session',
  },
  'skillify.everyNTurns': {
    kind: 'number',
    default: 20,
    min: 1,
    max: 10_000,
    env: 'HIVEMIND_SKILLIFY_EVERY_N_TURNS',
    about: 'turns of a project between mining runs',
  },
  'skillify.idleMinutes': {
    kind: 'number',
    default: 5,
    min: 0,
    max: 1440,
    about: 'idle minutes after which a project is mined',
  },
  'skillify.minAcceptedSessions': {
    kind: 'number',
    default: 3,
    min: 1,
    max: 100,
    about: 'accepted sessions before a kind of work becomes a skill',
  },
  'skillify.minDays': {
    kind: 'number',
    default: 2,
    min: 1,
    max: 365,
    about: 'distinct days those sessions must span',
  },
  'skillify.minTurns': {
    kind: 'number',
    default: 1,
    min: 1,
    max: 1000,
    about: 'turns a piece of work must hold to count as a way of working',
  },
  'skillify.minToolCalls': {
    kind: 'number',
    default: 1,
    min: 0,
    max: 1000,
    about: 'tool calls it must hold',
  },
  'skillify.minAcceptance': {
    kind: 'number',
    default: 0.2,
    min: 0,
    max: 1,
    about: 'share of its sessions that must at least have been accepted (lower bound)',
  },
  'skillify.confidence': {
    kind: 'number',
    default: 0.95,
    min: 0.5,
    max: 0.999,
    about: 'confidence of that lower bound, one-sided',
  },
  'skillify.halfLifeDays': {
    kind: 'number',
    default: 90,
    min: 1,
    max: 36_500,
    about: 'days after which a session counts half',
  },
  'skillify.retryHours': {
    kind: 'number',
    default: 6,
    min: 0,
    max: 168,
    about: 'hours inside which the same request, not accepted the first time, is one attempt',
  },
  'skillify.twinCosine': {
    kind: 'number',
    default: 0.85,
    min: 0.1,
    max: 1,
    about: 'likeness (cosine) to an installed skill from which on it covers a kind of work',
  },
  'publish.mode': {
    kind: 'choice',
    default: 'auto',
    choices: ['auto', 'review'],
    about: 'auto: write what passed every check · review: every skill waits for your word',
  },
  'publish.scratchRoots': {
    kind: 'boolean',
    default: false,
    about: 'allow skills in temporary folders (for tests and the demo)',
  },
  'daemon.idleMinutes': {
    kind: 'number',
    default: 15,
    min: 0,
    max: 1440,
    about: 'idle minutes after which the daemon exits',
  },
} as const satisfies Record<string, Setting>;

export type SettingKey = keyof typeof SETTINGS;
type ValueOf<S> = S extends { kind: 'boolean' }
  ? boolean
  : S extends { kind: 'number' }
    ? number
    : S extends { kind: 'list' }
      ? readonly string[]
      : S extends { kind: 'choice'; choices: readonly (infer C)[] }
        ? C
        : string;
export type SettingValue<K extends SettingKey> = ValueOf<(typeof SETTINGS)[K]>;

/** What a setting of any kind may hold. */
export type AnyValue = boolean | number | string | readonly string[];

export interface ResolvedSetting {
  value: AnyValue;
  /** `default`, `config.json`, or the environment variable's name. */
  source: string;
}

export interface Config {
  get<K extends SettingKey>(key: K): SettingValue<K>;
  explain(key: SettingKey): ResolvedSetting;
}

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(SETTINGS, key);
}

/** Spellings of "no" that every switch understands, in any case. */
const OFF = new Set(['false', '0', 'off', 'no']);
const ON = new Set(['true', '1', 'on', 'yes']);

/**
 * Reads a text as the setting's type.
 * @throws HivemindError CONFIG_INVALID naming what is allowed
 */
export function parseSetting(key: SettingKey, text: string): AnyValue {
  const setting = SETTINGS[key] as Setting;
  const wrong = (allowed: string) =>
    new HivemindError('CONFIG_INVALID', `${key} is ${JSON.stringify(text)}, but must be ${allowed}.`);
  switch (setting.kind) {
    case 'boolean': {
      const word = text.trim().toLowerCase();
      if (ON.has(word)) return true;
      if (OFF.has(word)) return false;
      throw wrong('true or false');
    }
    case 'number': {
      const value = Number(text);
      if (text.trim() !== '' && value >= setting.min && value <= setting.max) return value;
      throw wrong(`a number from ${setting.min} to ${setting.max}`);
    }
    case 'list': {
      const list = parseList(text);
      if (list !== null) return list;
      throw wrong('a JSON list of texts, as in ["one","two"]');
    }
    case 'choice':
      if (setting.choices.includes(text)) return text;
      throw wrong(setting.choices.join(' or '));
    case 'string':
      if (setting.pattern.test(text)) return text;
      throw wrong(`letters, digits, ".", "_" or "-", starting with a letter or digit (at most 64)`);
  }
}

/** A JSON list of texts; a bare text is a list of one. Null when it is another kind of JSON. */
function parseList(text: string): readonly string[] | null {
  if (!text.trim().startsWith('[')) return [text];
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) && parsed.every((item) => typeof item === 'string') ? parsed : null;
  } catch {
    return null;
  }
}

/**
 * Reads `config.json` as a flat object of setting keys. A missing file is empty.
 * @throws HivemindError CONFIG_INVALID when it is no JSON object, or has an unknown key or a wrong value
 */
export function readConfigFile(path: string): Map<SettingKey, AnyValue> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return new Map();
    throw new HivemindError('CONFIG_INVALID', `${path} cannot be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
  const invalid = (why: string, cause?: unknown) =>
    new HivemindError('CONFIG_INVALID', `${path} ${why}.`, { hint: `Fix or remove ${path}`, cause });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw invalid(`is not valid JSON (${messageOf(error)})`, error);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw invalid('is not an object');
  const values = new Map<SettingKey, AnyValue>();
  for (const [key, value] of Object.entries(parsed)) {
    if (!isSettingKey(key)) throw invalid(`has an unknown setting ${JSON.stringify(key)}`);
    values.set(key, parseSetting(key, Array.isArray(value) ? JSON.stringify(value) : String(value)));
  }
  return values;
}

/**
 * The settings in force.
 * @throws HivemindError CONFIG_INVALID
 */
export function loadConfig(path: string, env: Environment): Config {
  const file = readConfigFile(path);
  const explain = (key: SettingKey): ResolvedSetting => {
    const setting: Setting = SETTINGS[key];
    const fromEnv = setting.env === undefined ? undefined : env[setting.env];
    // A switch that is off anywhere is off: the environment can turn capture off, never back on.
    if (key === 'capture.enabled' && file.get(key) === false) return { value: false, source: 'config.json' };
    if (setting.env !== undefined && fromEnv !== undefined && fromEnv !== '') {
      return { value: parseSetting(key, fromEnv), source: setting.env };
    }
    const value = file.get(key);
    return value === undefined
      ? { value: setting.default, source: 'default' }
      : { value, source: 'config.json' };
  };
  return {
    get: <K extends SettingKey>(key: K) => explain(key).value as SettingValue<K>,
    explain,
  };
}
