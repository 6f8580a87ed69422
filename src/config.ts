/** Settings: environment over `config.json` over default. Every value knows where it came from. */

import { readFileSync } from 'node:fs';
import { HivemindError, messageOf, systemCode } from './errors.ts';
import type { Environment } from './paths.ts';
import { isSettingKey, SETTINGS, type Setting, type SettingKey, type SettingValue } from './settings.ts';

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
      throw wrong(setting.allowed);
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
