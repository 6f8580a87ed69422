/** Trust that an agent's user gives to our hooks: looked up read-only, and granted only when the user asks by name. */

import { readTextFile } from '../src/lib/json-file.ts';
import type { HookTrust, Installer } from './installer.ts';
import { digest, readManifest } from './manifest.ts';
import { hooksIn, type Place, reviewPath } from './place.ts';
import type { SettingsPlan } from './settings-plan.ts';

/**
 * Whether the agent runs the hooks in its settings; null where it asks for no review.
 * @param text of the settings file
 * @throws HivemindError SETTINGS_UNREADABLE
 */
export function trustOfHooks(installer: Installer, text: string, place: Place): HookTrust | null {
  const path = reviewPath(installer, place.env);
  if (installer.review === undefined || path === null) return null;
  return installer.review.trust(path, readTextFile(path).text ?? '', hooksIn(installer, text, place));
}

/**
 * Trusts the hooks that another plan puts in place; null where the agent asks for no review.
 * @throws HivemindError SETTINGS_UNREADABLE, REFUSED
 */
export function planTrust(installer: Installer, settings: SettingsPlan, place: Place): SettingsPlan | null {
  const path = reviewPath(installer, place.env);
  if (installer.review === undefined || path === null || settings.after === null) return null;
  const file = readTextFile(path);
  const before = file.text ?? '';
  const after = installer.review.grant(path, before, hooksIn(installer, settings.after, place));
  const known = readManifest(place.paths).find((entry) => entry.path === path);
  if (after === before) return { installer, file, after: file.text, record: known ?? null };
  // A table at the end can be taken back exactly; a changed line cannot, and is looked for by what it says.
  const added = after.startsWith(before) ? [{ offset: before.length, text: after.slice(before.length) }] : [];
  const record = {
    agent: installer.id,
    path,
    created: known?.created ?? file.text === null,
    createdFolders: known?.createdFolders ?? [],
    made: [],
    changes: [
      ...(known?.changes ?? []),
      { before: digest(file.text), after: digest(after), insertions: added },
    ],
  };
  return { installer, file, after, record };
}
