/** Every setting there is, with its default and what it may be. */

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
  /** What the pattern allows, for the error. */
  allowed: string;
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
export type Setting = (BooleanSetting | NumberSetting | StringSetting | ChoiceSetting | ListSetting) & {
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
    allowed: 'letters, digits, ".", "_" or "-", starting with a letter or digit (at most 64)',
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
    about: 'distinct days, by the local clock, that those sessions must span',
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
  'embeddings.url': {
    kind: 'string',
    default: '',
    pattern: /^$|^https?:\/\/[^\s@]+$/,
    allowed: 'an address as in http://localhost:11434/v1, without a password, or empty',
    about: 'OpenAI-compatible endpoint that requests are sent to for vectors; empty: none, nothing is sent',
  },
  'embeddings.model': {
    kind: 'string',
    default: '',
    pattern: /^\S{0,200}$/,
    allowed: 'a name without spaces',
    about: 'the model asked there',
  },
  'embeddings.keyFile': {
    kind: 'string',
    default: '',
    pattern: /^$|^(?:~?\/)[^\n]{1,1000}$/,
    allowed: 'a path from / or ~/ on, or empty',
    about: 'file that holds its key, readable by you alone; empty: none',
  },
  'embeddings.keyEnv': {
    kind: 'string',
    default: '',
    pattern: /^$|^[A-Za-z_]\w{0,99}$/,
    allowed: 'the name of an environment variable, or empty',
    about: 'or the environment variable that holds it: for `skillify run` in a terminal, the daemon has none',
  },
  'publish.mode': {
    kind: 'choice',
    default: 'drafts-first',
    choices: ['drafts-first', 'auto', 'review'],
    about:
      'drafts-first: the first skill of a repository and what imported history taught wait for your word · auto: write what passed every check · review: every skill waits',
  },
  'publish.scratchRoots': {
    kind: 'boolean',
    default: false,
    about: 'allow skills in temporary folders (for tests and the demo)',
  },
  'publish.foreignRoots': {
    kind: 'boolean',
    default: false,
    about: 'as root, write skills into repositories of other users unasked',
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

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(SETTINGS, key);
}
