import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hookCommand } from '../../installers/hook-command.ts';
import { COMMAND_SHELLS } from '../shells.ts';

const HOMES = ['plain', 'with space', "it's", 'back\\slash', 'two\\\\', "\\'", '$HOME `id` "x" *', 'ünï'];

function scratchHome(name: string, script: string | null): string {
  const home = join(mkdtempSync(join(process.env.HOME ?? '', 'hook-command-')), name);
  mkdirSync(join(home, 'hooks'), { recursive: true });
  if (script !== null) writeFileSync(join(home, 'hooks', 'capture'), script);
  return home;
}

function runIn([program, ...args]: [string, ...string[]], command: string) {
  const result = spawnSync(program, [...args, command], { input: '{"a":1}', encoding: 'utf8' });
  // A shell that is missing is a failure, never a skip. One that ends before it read its input is neither.
  if (result.error !== undefined && !/EPIPE/.test(result.error.message)) throw result.error;
  return { status: result.status, stdout: result.stdout, stderr: result.stderr };
}

describe.each(Object.entries(COMMAND_SHELLS))('%s', (_name, shell) => {
  test.each(HOMES)('hands agent and payload to the script in a home named %s', (name) => {
    const home = scratchHome(name, 'printf "%s " "$0" "$@"; cat');
    const result = runIn(shell, hookCommand(home, 'claude-code'));
    expect(result).toEqual({
      status: 0,
      stdout: `${home}/hooks/capture claude-code {"a":1}`,
      stderr: '',
    });
  });

  test('says nothing and exits 0 when the script is gone', () => {
    const command = hookCommand(scratchHome('gone', null), 'claude-code');
    expect(runIn(shell, command)).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});

test('the command line is constant: a change would make agents ask for trust again', () => {
  expect(hookCommand('/home/me/.hivemind', 'claude-code')).toBe(
    "[ -r '/home/me/.hivemind/hooks/capture' ] && exec /bin/sh '/home/me/.hivemind/hooks/capture' claude-code; true",
  );
});

test('on Windows the same line holds for cmd, PowerShell and Git Bash: Node, and no backslash', () => {
  expect(hookCommand('C:\\Users\\Jo Doe\\.hivemind', 'codex', 'win32')).toBe(
    'node "C:/Users/Jo Doe/.hivemind/hooks/capture.mjs" codex',
  );
});
