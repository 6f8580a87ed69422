/** Behind an explicit label or option everything is masked that is no stand-in, no variable and no code. */

import { describe, expect, test } from 'vitest';
import { redactText } from '../../../src/capture/redact/redact-text.ts';
import { COMMANDS, DRAWN, LABELLED, LANGUAGES } from '../../support/explicit-forms.ts';
import { seededDraw } from '../../support/seeded-draw.ts';

const DRAWS = 1_000;
/** Of values drawn at random, at most this share may be left. */
const MOST_LEFT = 0.001;

describe('the share of random values that is left behind', () => {
  test.each(Object.entries({ ...LABELLED, ...COMMANDS, ...LANGUAGES }))(
    '%s is below a thousandth',
    (_name, put) => {
      for (const [drawn, [alphabet, length]] of Object.entries(DRAWN)) {
        const draw = seededDraw(length * 7 + alphabet.length);
        const left = Array.from({ length: DRAWS }, () => draw(alphabet, length)).filter((value) =>
          redactText(put(value)).includes(value.slice(-5)),
        );
        expect(left.length / DRAWS, `${drawn}: ${left.slice(0, 3).join(' ')}`).toBeLessThanOrEqual(MOST_LEFT);
      }
    },
  );
});

describe('what people choose', () => {
  test.each([
    ['password: ОченьДлинныйПароль2026', 'Пароль2026'],
    ['비밀번호: 가나다라마바사1', '가나다라'],
    ['пароль «Осень-2025-лес»', 'Осень'],
    ['密码「红烧肉爱好者88」', '红烧肉'],
    ['auth: { pass: "swordfish" }', 'swordfish'],
    ['smtp:\n  user: ann\n  pass: hunter22x\n', 'hunter22x'],
    ['contraseña: girasol', 'girasol'],
    ['Recovery codes:\n  a1b2c-3d4e5\n  f6g7h-8i9j0\n', 'f6g7h'],
    ['{"name":"DB_PASSWORD","value":"Tr0ub4dor-and"}', 'Tr0ub4dor'],
    ['<add key="Password" value="Tr0ub4dor-and" />', 'Tr0ub4dor'],
    ['password = process.env.DB_PASSWORD ?? "Tr0ub4dor-and"', 'Tr0ub4dor'],
    ['source.setPassword("Tr0ub4dor-and");', 'Tr0ub4dor'],
    ['curl -d "{&quot;password&quot;:&quot;Tr0ub4dor-and&quot;}"', 'Tr0ub4dor'],
    ['비밀번호는 x7Gq-pw29 입니다', 'x7Gq'],
    ['auth token 61e5a40fde802357419d1a8f25c875fe', '61e5a40f'],
  ])('%s', (text, secret) => {
    expect(redactText(text)).not.toContain(secret);
  });

  test('the words of a wallet', () => {
    const words = 'legal winner thank year wave sausage worth useful legal winner thank yellow';
    expect(redactText(`seed phrase: ${words}`)).not.toContain('sausage');
    expect(redactText(`the seed of it: ${words}`)).toContain('sausage');
  });
});

describe('what stays, though a label stands before it', () => {
  test.each([
    'password: string',
    'password: hashedPassword,',
    'password="password"',
    'password: $DB_PASSWORD',
    `password: $${'{DB_PASSWORD:-postgres}'}`,
    'secret: process.env.SECRET',
    'const token = "identifier"',
    'PASS: TestFoo (0.1s)',
    'tests: 3, pass: 3, fail: 0',
    '"verdict":"pass","assertions":[1]',
    'the first-pass "wide" read',
    'the password is required',
    'the password was encrypted',
    '--api-key without a value',
    '"@scope/credential-providers": "^3.0.82"',
    'suffixes = ["_API_KEY", "_BASE_URL"]',
    '"no_password": "尚未设置密码"',
    'src/app.ts:1204:5:error:unexpected',
    'zip -r a.zip dir',
    'ssh-keygen -t ed25519 -f key',
    'docker run -p 8080:80 image',
    'docker run -u 1000:1000 image',
    'privateKey: Uint8Array',
    'SECRET_KEY: string;',
    '<label for="password">Kennwort</label>',
    'reset your password to continue',
    'echo $PASSWORD | base64',
    "apiKey: process.env.API_KEY ?? 'not-required'",
    "login('user', 'password')",
    'PASS src/app.test.ts',
    '| Password | Description |',
  ])('%s', (text) => {
    expect(redactText(text)).toBe(text);
  });
});
