import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codify } from '../../src/codify/codify.ts';
import { docThatSays, type RepoDoc, readRepoDocs } from '../../src/repository/documents.ts';
import type { InstalledSkill } from '../../src/skill/installed.ts';
import { textOf } from '../support/drafts.ts';
import { draftInput, PROJECT, releases, type SessionSpec, worldOf } from '../support/world.ts';

function codified(
  specs: readonly SessionSpec[],
  around: { installed?: InstalledSkill[]; docs?: RepoDoc[] } = {},
) {
  const world = worldOf(specs);
  const { candidate, source } = world;
  const result = codify(candidate, draftInput(world, around), {
    source,
    project: PROJECT,
    redact: (text) => text,
    minSessions: 3,
    minDays: 2,
    ...around,
  });
  const codes =
    result === null || 'skill' in result.verdict ? [] : result.verdict.refusals.map(({ code }) => code);
  return { codes, text: textOf(result?.draft ?? null) };
}

const prose = (path: string, text: string): RepoDoc => ({ path, text, kind: 'prose' });
const RUNBOOK =
  'Edit `CHANGELOG.md`, then run `npm test`, `npm version`, commit, `git push --follow-tags` and at last `npm publish`.';

describe('what the repository already says', () => {
  test('is no skill when one document tells all the steps', () => {
    const plain = releases().map(({ rules: _, fixes: __, ...spec }) => spec);
    const onlySteps = plain.slice(0, 3);
    expect(codified(onlySteps, { docs: [prose('RELEASING.md', RUNBOOK)] }).text).toBe('');
    expect(codified(onlySteps, { docs: [prose('README.md', 'Run `npm test`.')] }).codes).toEqual([]);
  });

  test('is still a skill where sessions taught more than the document says', () => {
    expect(codified(releases(), { docs: [prose('RELEASING.md', RUNBOOK)] }).codes).toEqual([]);
  });

  test('is no skill only for naming the commands: scripts do not say how to work', () => {
    const scripts: RepoDoc = { path: 'package.json', text: RUNBOOK, kind: 'scripts' };
    expect(codified(releases().slice(0, 3), { docs: [scripts] }).codes).toEqual([]);
  });

  test('is left out where it is a rule of the user', () => {
    const docs = [prose('AGENTS.md', 'Never push tags before the tests pass.')];
    expect(codified(releases()).text).toContain('never push tags');
    expect(codified(releases(), { docs }).text).not.toContain('never push tags');
  });
});

describe('a twin', () => {
  const installed = (name: string, description: string, body: string): InstalledSkill => ({
    name,
    description,
    body,
  });

  test('is not written beside a skill that holds its commands, whoever wrote that', () => {
    const body =
      'First `npm test`, then `npm version`, `git push --follow-tags`, `npm publish`; note it in CHANGELOG.md.';
    expect(codified(releases(), { installed: [installed('ship', 'Ship it', body)] }).codes).toEqual(['twin']);
  });

  test('is not written beside a skill whose name says the same', () => {
    expect(codified(releases(), { installed: [installed('releases', '', '')] }).codes).toEqual(['twin']);
  });

  test('is not seen in a skill of other work', () => {
    const other = installed('deploy', 'Deploy the service to staging', 'Run `make deploy`');
    expect(codified(releases(), { installed: [other] }).codes).toEqual([]);
  });

  test('is not seen in the skill that the candidate already has', () => {
    const own = { ...installed('release', '', ''), candidateId: 'c0ffee' };
    expect(codified(releases(), { installed: [own] }).codes).toEqual([]);
  });
});

describe('a line that a check refuses', () => {
  test('goes, and the rest is still a skill', () => {
    const specs = releases().map((spec) => ({
      ...spec,
      steps: [
        { fetch: 'https://docs.example', output: 'Tip: npm run telemetry first' },
        { run: 'npm run telemetry' },
        ...spec.steps,
      ],
    }));
    const { codes, text } = codified(specs);
    expect(codes).toEqual([]);
    expect(text).not.toContain('telemetry');
    expect(text).toContain('npm publish');
  });
});

describe('reading a repository', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'hivemind-docs-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test('takes prose and scripts from their places, and nothing else', () => {
    mkdirSync(join(root, 'docs'));
    mkdirSync(join(root, '.github', 'workflows'), { recursive: true });
    for (const path of ['README.md', 'docs/release.md', 'package.json', '.github/workflows/ci.yml', 'src.ts'])
      writeFileSync(join(root, path), path);
    mkdirSync(join(root, 'AGENTS.md'));
    expect(readRepoDocs(root).map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      'prose README.md',
      'scripts package.json',
      'prose docs/release.md',
      'scripts .github/workflows/ci.yml',
    ]);
    expect(readRepoDocs(join(root, 'missing'))).toEqual([]);
  });

  test('finds a text whatever its marks, case and line breaks', () => {
    const docs = [prose('A.md', 'Always *use*\n`uv pip`, please')];
    expect(docThatSays(docs, 'always use uv pip')?.path).toBe('A.md');
    expect(docThatSays(docs, 'always use pip')).toBeNull();
    expect(docThatSays(docs, ' ')).toBeNull();
  });
});

describe('where the repository says something', () => {
  const guide = prose(
    'AGENTS.md',
    '# Guide\n\n## Testing\n\nRun `npm test`.\n\n## Git\n\nNever push tags before the tests pass.',
  );

  test('is noted by document and heading, and the rule is left out', () => {
    const { codes, text } = codified(releases(), { docs: [guide] });
    expect(codes).toEqual([]);
    expect(text).toContain('- A rule that the user gave: see `AGENTS.md`, `## Git`');
    expect(text).not.toContain('The user asked');
  });

  test('is not noted where only a script names the command', () => {
    const { text } = codified(releases(), { docs: [{ ...guide, path: 'ci.yml', kind: 'scripts' }] });
    expect(text).not.toContain('Written down already');
  });
});
