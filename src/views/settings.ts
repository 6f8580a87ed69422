/** Each setting, its value and where it comes from. */

import type { ResolvedSetting } from '../config.ts';
import { HivemindError } from '../errors.ts';
import { nearest } from '../lib/nearest.ts';
import { isSettingKey, SETTINGS, type SettingKey } from '../settings.ts';
import type { Standpoint } from './standpoint.ts';

export interface ListedSetting extends ResolvedSetting {
  key: SettingKey;
  /** What it does. */
  about: string;
}

const KEYS = Object.keys(SETTINGS) as SettingKey[];

/** @throws HivemindError CONFIG_INVALID */
export function listSettings(viewer: Pick<Standpoint, 'config'>): ListedSetting[] {
  return KEYS.map((key) => showSetting(viewer, key));
}

/** @throws HivemindError CONFIG_INVALID */
export function showSetting({ config }: Pick<Standpoint, 'config'>, key: SettingKey): ListedSetting {
  return { key, ...config().explain(key), about: SETTINGS[key].about };
}

/** @throws HivemindError USAGE naming the nearest key */
export function findSettingNamed(name: string): SettingKey {
  if (isSettingKey(name)) return name;
  const meant = nearest(name, KEYS);
  throw new HivemindError('USAGE', `There is no setting ${JSON.stringify(name)}.`, {
    hint: meant === undefined ? 'hivemind config list shows them all' : `Did you mean ${meant}?`,
  });
}
