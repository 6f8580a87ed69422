/** Each kind of harm that a line can do is held for a person, and told by what it is. */

import { describe, expect, test } from 'vitest';
import { checkDanger } from '../../../src/codify/checks/danger.ts';
import { line, messagesOf, refusalsOf } from './sessions.ts';

const step = (command: string) =>
  line({ kind: 'step', only: null, until: null, do: 'run', label: null, command });
const said = (command: string, docs: { path: string; text: string; kind: 'scripts' | 'prose' }[] = []) =>
  messagesOf(checkDanger, {}, { lines: [step(command)], docs });

describe('held for what it does', () => {
  test.each([
    ['feeds a shell or interpreter', ['cat a | sh', 'bash <(cat a)', 'eval "$A"', 'cat a | python3']],
    ['raises privileges', ['sudo make', 'doas make', 'chmod 777 a', 'chmod u+s a']],
    ['touches credential files', ['cat .env', 'cat ~/.ssh/config', 'cat a.pem', 'cp .npmrc b']],
    ['prints the environment', ['env', 'printenv | sort']],
    ['changes an agent’s settings or hooks', ['cat .claude/settings.json', 'ls .git/hooks', 'cat .mcp.json']],
    ['changes what agents are told', ['ls .claude/skills', 'cat CLAUDE.md', 'cat a/SKILL.md']],
    ['rewrites published history', ['git push --force', 'git push -f', 'git push origin +main']],
    ['changes where git pushes or how it works', ['git remote add a b', 'git config --global a b']],
    [
      'switches a check off',
      ['git commit -n', 'make SKIP=a', 'make a || true', 'make --no-verify', 'make || :'],
    ],
    ['goes past a rule of the repository', ['gh pr merge 1 --admin', 'git push -o ci.skip']],
    ['does not check whom it talks to', ['curl -sk a', 'git -c http.sslVerify=false pull', 'a --insecure']],
    ['overrules what git keeps from it', ['git add -f a', 'git checkout -f', 'git tag -f a']],
    ['destroys work or data', ['rm -rf a', 'git reset --hard', 'psql -c "DROP TABLE a"', 'kubectl delete a']],
    ['sends data elsewhere', ['nc -l 1', 'scp a b', 'rsync a b@c']],
    ['unpacks hidden text', ['base64 -d a', 'xxd -r a']],
  ])('%s', (what, commands) => {
    for (const command of commands) expect(said(command), command).toContain(`this line ${what}`);
  });

  test.each([
    'npm test',
    'cat .env.example',
    'git push origin main',
    'git commit -m "a"',
    'rm a',
    'make env',
    'git add -A',
    'git checkout -b fix',
    'gradle build -x docs',
  ])('not: %s', (command) => expect(said(command)).toEqual([]));
});

test('an address and what fetches a program are held too, with the words that are the matter', () => {
  expect(said('open https://a.example')).toEqual(['this line holds an address']);
  expect(said('pip install a')).toEqual(['this line fetches or installs a program']);
  const [refusal] = refusalsOf(checkDanger, {}, { lines: [step('sudo make')] });
  expect(refusal).toMatchObject({ code: 'danger', held: true, words: ['sudo'] });
});

test('a heading and a note of where something stands do nothing', () => {
  const note = line({ kind: 'note', of: 'rule', document: 'CLAUDE.md', heading: null });
  const heading = line({ kind: 'heading', title: 'sudo' });
  expect(messagesOf(checkDanger, {}, { lines: [note, heading] })).toEqual([]);
});
