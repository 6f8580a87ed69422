import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SETTINGS } from '../../src/settings.ts';
import { place } from './command-line.ts';

describe('config', () => {
  test('list names every setting with its value and where it comes from', async () => {
    const here = place({ env: { HIVEMIND_SKILLIFY_EVERY_N_TURNS: '7' } });
    await here.hivemind('config', 'set', 'skillify.minDays', '4');
    const listed = (await here.json('config', 'list')) as { key: string }[];
    expect(listed.map((setting) => setting.key)).toEqual(Object.keys(SETTINGS));
    expect(listed).toContainEqual(
      expect.objectContaining({ key: 'workspace.id', value: 'default', source: 'default' }),
    );
    expect(listed).toContainEqual(
      expect.objectContaining({ key: 'skillify.minDays', value: 4, source: 'config.json' }),
    );
    expect(listed).toContainEqual(
      expect.objectContaining({
        key: 'skillify.everyNTurns',
        value: 7,
        source: 'HIVEMIND_SKILLIFY_EVERY_N_TURNS',
      }),
    );
  });

  test('reading creates nothing', async () => {
    const here = place();
    await here.hivemind('config', 'list');
    expect((await here.hivemind('config', 'get', 'skillify.everyNTurns')).out).toBe('20\n');
    expect(existsSync(here.paths.home)).toBe(false);
  });

  test('set keeps the other settings, and the file is closed to others', async () => {
    const here = place();
    await here.hivemind('config', 'set', 'skillify.everyNTurns', '5');
    const { code, out } = await here.hivemind('config', 'set', 'capture.enabled', 'off');
    expect({ code, out }).toEqual({ code: 0, out: 'capture.enabled = false  ~/.hivemind/config.json\n' });
    expect(JSON.parse(readFileSync(here.paths.config, 'utf8'))).toEqual({
      'skillify.everyNTurns': 5,
      'capture.enabled': false,
    });
    expect(statSync(here.paths.config).mode & 0o777).toBe(0o600);
  });

  test('set says when the environment has the last word', async () => {
    const here = place({ env: { HIVEMIND_SKILLIFY_EVERY_N_TURNS: '7' } });
    expect((await here.hivemind('config', 'set', 'skillify.everyNTurns', '5')).err).toContain(
      'HIVEMIND_SKILLIFY_EVERY_N_TURNS is set to 7',
    );
  });

  test('a wrong value is refused and changes nothing', async () => {
    const here = place();
    await here.hivemind('config', 'set', 'skillify.everyNTurns', '5');
    const { code, err } = await here.hivemind('config', 'set', 'skillify.everyNTurns', 'often');
    expect(code).toBe(1);
    expect(err).toContain('must be a number from 1 to 10000');
    expect((await here.hivemind('config', 'get', 'skillify.everyNTurns')).out).toBe('5\n');
  });

  test('a list is set as JSON, and a redaction rule that cannot be used is refused', async () => {
    const here = place();
    const rules = '["acme=ACME-[0-9A-F]{24}"]';
    expect((await here.hivemind('config', 'set', 'redact.rules', rules)).out).toBe(
      `redact.rules = ${rules}  ~/.hivemind/config.json\n`,
    );
    const { code, err } = await here.hivemind('config', 'set', 'redact.rules', '["acme=(a+)+"]');
    expect({ code, err: err.split('\n')[0] }).toEqual({
      code: 1,
      err: 'hivemind: redact.rules: "(a+)+" has "(", which is not understood here.',
    });
    expect((await here.hivemind('config', 'get', 'redact.rules')).out).toBe(`${rules}\n`);
  });

  test.each([
    ['skillify.confidence', '1', 'a number from 0.5 to 0.999'],
    ['skillify.twinCosine', 'high', 'a number from 0.1 to 1'],
    ['skillify.minTurns', '0', 'a number from 1 to 1000'],
    [
      'embeddings.url',
      'localhost:11434',
      'an address as in http://localhost:11434/v1, without a password, or empty',
    ],
    ['embeddings.url', 'https://me:secret@example.org/v1', 'an address as in'],
    ['embeddings.keyFile', 'key.txt', 'a path from / or ~/ on, or empty'],
    ['embeddings.keyEnv', 'sk-123', 'the name of an environment variable, or empty'],
  ])('%s refuses "%s" and says what it may be', async (key, value, allowed) => {
    const here = place();
    const { code, err } = await here.hivemind('config', 'set', key, value);
    expect(code).toBe(1);
    expect(err).toContain(`must be ${allowed}`);
    expect(existsSync(here.paths.config)).toBe(false);
  });

  test('an unknown key is a usage error that names the nearest', async () => {
    const { code, err } = await place().hivemind('config', 'get', 'skilify.everyNTurn');
    expect({ code, err }).toEqual({
      code: 2,
      err: 'hivemind: There is no setting "skilify.everyNTurn".\n  Did you mean skillify.everyNTurns?\n',
    });
  });

  test('a config.json that is no JSON is left as it is, with its path in the error', async () => {
    const here = place();
    mkdirSync(here.paths.home);
    writeFileSync(here.paths.config, '{"a": ');
    const { code, err } = await here.hivemind('config', 'set', 'skillify.minDays', '3');
    expect(code).toBe(1);
    expect(err).toContain(here.paths.config);
    expect(readFileSync(here.paths.config, 'utf8')).toBe('{"a": ');
  });
});
