/** `hivemind config`: each setting, its value and where it comes from. */

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Command } from 'commander';
import { compileCustomRules } from '../capture/redact/custom-rules.ts';
import { type AnyValue, parseSetting, readConfigFile } from '../config.ts';
import { writeFileAtomic } from '../lib/atomic-write.ts';
import { tildePath } from '../lib/in-words.ts';
import { userHome } from '../paths.ts';
import { findSettingNamed, listSettings, showSetting } from '../views/settings.ts';
import type { CliContext } from './context.ts';
import { printTable } from './terminal/output.ts';

export function configCommand(context: CliContext): Command {
  const command = new Command('config').description('settings and where each comes from');
  command
    .command('list')
    .description('every setting')
    .option('--json', 'print one JSON document')
    .action((options: { json?: boolean }) => printSettings(context, options.json === true));
  command
    .command('get')
    .description('one value')
    .argument('<key>')
    .option('--json', 'print one JSON document')
    .action((key: string, options: { json?: boolean }) => getSetting(context, key, options.json === true));
  command
    .command('set')
    .description('write one value to config.json')
    .argument('<key>')
    .argument('<value>')
    .action((key: string, value: string) => setSetting(context, key, value));
  return command;
}

function printSettings(context: CliContext, json: boolean): void {
  const settings = listSettings(context);
  if (json) {
    context.json(settings);
    return;
  }
  printTable(
    context,
    [
      { title: 'SETTING', whole: true },
      { title: 'VALUE' },
      { title: 'FROM' },
      { title: 'WHAT IT DOES', wrap: true },
    ],
    settings.map(({ key, value, source, about }) => [key, shown(value), source, about]),
  );
}

function getSetting(context: CliContext, name: string, json: boolean): void {
  const setting = showSetting(context, findSettingNamed(name));
  if (json) context.json(setting);
  else context.out(shown(setting.value));
}

function setSetting(context: CliContext, name: string, text: string): void {
  const key = findSettingNamed(name);
  const path = context.paths.config;
  const values = readConfigFile(path).set(key, parseSetting(key, text));
  // A rule that cannot be used must not reach the file: until mended, nothing could be stored.
  compileCustomRules(listOf(values.get('redact.rules')), listOf(values.get('redact.allow')));
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileAtomic(path, `${JSON.stringify(Object.fromEntries(values), null, 2)}\n`, 0o600);
  context.out(`${key} = ${shown(values.get(key))}  ${tildePath(path, userHome(context.env))}`);
  const inForce = context.config().explain(key);
  if (inForce.source !== 'config.json') {
    context.note(`${inForce.source} is set to ${shown(inForce.value)} here and has the last word.`);
  }
}

/** Lists as `config set` takes them. */
function shown(value: AnyValue | undefined): string {
  return Array.isArray(value) ? JSON.stringify(value) : String(value);
}

function listOf(value: AnyValue | undefined): readonly string[] {
  return Array.isArray(value) ? value : [];
}
