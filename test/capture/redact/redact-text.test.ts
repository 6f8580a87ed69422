import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileCustomRules } from '../../../src/capture/redact/custom-rules.ts';
import { redactText } from '../../../src/capture/redact/redact-text.ts';
import { HivemindError } from '../../../src/errors.ts';
import {
  LINE_BREAKS,
  LOOK_ALIKES,
  leakOf,
  PLACED,
  POSITIONS,
  PRIVATE_KEY,
  QUOTED,
  type Sample,
  TOKENS,
  UNLABELLED,
} from './samples.ts';

const RUNS = { numRuns: 20 };
const entries = Object.entries;

describe('what is masked', () => {
  test.each(entries({ ...TOKENS, ...PLACED }))('%s, in every position', (_name, samples) => {
    for (const [position, put] of entries(POSITIONS)) {
      fc.assert(
        fc.property(samples, ({ text, core }) => {
          expect(redactText(put(text)), position).not.toContain(core);
        }),
        RUNS,
      );
    }
  });

  test.each(entries(QUOTED))('%s, at any depth of quoting', (_name, samples) => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 0, max: 3 }), ({ text, core }, depth) => {
        let quoted = text;
        for (let level = 0; level < depth; level++) quoted = JSON.stringify({ line: quoted });
        expect(redactText(quoted)).not.toContain(core);
      }),
      RUNS,
    );
  });

  test('long random text without a label, but not the ids that fill URLs', () => {
    fc.assert(
      fc.property(UNLABELLED, (text) => {
        expect(redactText(`it says ${text} there`)).toBe('it says «secret:high-entropy» there');
        const url = `https://example.org/watch?list=${text}`;
        expect(redactText(url)).toBe(url);
      }),
      // Shrinking would end at a text that no longer looks random.
      { ...RUNS, endOnFailure: true },
    );
  });

  test.each([
    ['a Dockerfile’s password', 'ENV PASSWORD ', 'Sommer24'],
    ['a Dockerfile’s token', 'ENV API_TOKEN ', 'f3K9xQ2mV7pL'],
    ['a passphrase of plain words', 'passphrase: ', 'correct horse battery staple'],
    ['a passphrase in quotes', '"passphrase": "', 'correct-horse-battery-staple'],
    ['a password of plain words', 'export DB_PASSWORD=', 'correct-horse-battery-staple'],
    ['all of a password with an ampersand', 'DB_PASS=', 'abc123&3'],
  ])('%s', (_what, label, value) => {
    const masked = redactText(`RUN true\n${label}${value}${label.endsWith('"') ? '"' : ''}\nnext`);
    expect(masked).toMatch(/«secret:[a-z-]+»"?\nnext$/);
    expect(masked).not.toContain(value.slice(-4));
  });

  const chosen = ['Tr0ub4', 'dor&3x!'].join('');
  test.each([
    ['piped to sudo', `echo '${chosen}' | sudo -S true`],
    ['piped to docker login', `echo ${chosen} | docker login -u a --password-stdin`],
    ['openssl’s', `openssl rsa -passin pass:${chosen} -in key.pem`],
    ['keytool’s', `keytool -storepass ${chosen} -list`],
    ['SQL’s', `CREATE USER 'a' IDENTIFIED BY '${chosen}';`],
    ['behind the mere word', `log in with password ${chosen}, please`],
    ['in a list of variables', `{"name": "DB_PASSWORD", "value": "${chosen}"}`],
    ['in German', `Das Passwort lautet ${chosen}.`],
    ['in French', `mot de passe : ${chosen}`],
    ['in Spanish', `contraseña: ${chosen}`],
    ['in Russian', `пароль: ${chosen}`],
    ['in Chinese', `密码：${chosen}`],
    ['in Korean', `비밀번호는 ${chosen}`],
  ])('a password %s', (_place, text) => {
    expect(redactText(text)).toContain('«secret:password»');
    expect(redactText(text)).not.toContain(chosen.slice(0, 8));
    expect(redactText(JSON.stringify({ text }))).not.toContain(chosen.slice(0, 8));
  });

  test.each([
    ['docker’s stored login', '"auth": "', Buffer.from(`bob:${chosen}`).toString('base64'), '"'],
    [
      'a second factor’s seed',
      'otpauth://totp/x:bob?secret=',
      'NOAVWQ7EHY4YMO6XI5WHXNMYGEGPZEMK',
      '&issuer=x',
    ],
    [
      'a chat’s webhook',
      'https://discord.com/api/webhooks/123456789012345678/',
      'YMWEx6rCDDE_'.repeat(5),
      '',
    ],
    [
      'a token in hex of few changes',
      'Authorization: token ',
      'f56275fbaae960799eb4158ab0c9169206773589',
      '',
    ],
  ])('%s', (_what, before, value, after) => {
    const masked = redactText(before + value + after);
    expect(masked.startsWith(before) && masked.endsWith(after)).toBe(true);
    expect(masked).not.toContain(value.slice(0, 8));
  });

  test.each(entries({ ...TOKENS, 'bearer header': PLACED['bearer header'] as fc.Arbitrary<Sample> }))(
    '%s, at the end of a sentence that trails off',
    (_name, samples) => {
      fc.assert(
        fc.property(samples, ({ text, core }) => {
          expect(redactText(`I set it to ${text}... and then`)).not.toContain(core);
        }),
        RUNS,
      );
    },
  );

  test.each([
    'aws_session_token=',
    '"access_token": "',
    'api_key: ',
    'Authorization: Bearer ',
    `sk-${'ant-api03-'}`,
  ])('all of a value behind %s, however long', (before) => {
    const value = 'aB3dE6gH9k'.repeat(700);
    const masked = redactText(`${before}${value}\nnext`);
    expect(masked).not.toContain('aB3dE6gH9k');
    expect(masked.endsWith('\nnext')).toBe(true);
  });

  test.each([
    'passphrase: enter the passphrase for your key',
    'the password field2 is required, password hashing too',
    '{"name": "tokens_used", "value": "120394"}',
    'echo done | sudo tee -a /etc/hosts',
    'openssl rsa -passin pass:$KEY_PASS',
    '无密码：离线展示Render2',
    'enable tests pass\n83d369e9 Merge branch',
    'ENV PATH /usr/local/bin:/usr/bin',
    'ENV PASSWORD_FILE /run/secrets/db',
    'ENV TOKEN_LIMIT 4096',
    'see https://example.org/?page=1&sort=name&dir=up',
  ])('nothing in %j', (text) => {
    expect(redactText(text)).toBe(text);
  });

  test.each(['SECRETS_API_KEY', 'secrets_manager_password', 'TOKENS_SECRET', 'passwords_token'])(
    'the value of %s, whose first word alone would name no secret',
    (label) => {
      const value = ['61e5a40fde', '802357419d1a'].join('');
      expect(redactText(`${label}=${value}`)).not.toContain(value);
      expect(redactText(`secrets_digest=${value} tokens_used=${value}`)).toContain(value);
    },
  );

  test('the mask keeps the kind and nothing else', () => {
    fc.assert(
      fc.property(TOKENS.github as fc.Arbitrary<{ text: string }>, ({ text }) => {
        expect(redactText(`token ${text}.`)).toBe('token «secret:github».');
      }),
      RUNS,
    );
  });

  test('of a URL only the password', () => {
    const password = ['Zk4', 'tr9Qw'].join('');
    expect(redactText(`postgres://app:${password}@db.example.org/app`)).toBe(
      'postgres://app:«secret:url»@db.example.org/app',
    );
  });

  test.each(entries(TOKENS))('%s, with a letter or digit glued to it', (_name, samples) => {
    fc.assert(
      fc.property(samples, fc.constantFrom('x', 'Z', '7', 'key'), ({ text, core }, glued) => {
        expect(redactText(`see ${glued}${text} ok`)).not.toContain(core);
      }),
      RUNS,
    );
  });
});

describe('a secret broken over lines', () => {
  const quoted = (text: string, depth: number): string =>
    depth === 0 ? text : quoted(JSON.stringify({ line: text }), depth - 1);
  const unquoted = (text: string, depth: number): string =>
    depth === 0 ? text : unquoted((JSON.parse(text) as { line: string }).line, depth - 1);
  /** A diff’s mark in front of an option’s own dash cannot be told from a long option. */
  const isAmbiguous = (rest: string, lineBreak: string) => lineBreak === '\n-' && rest.startsWith('-');

  // A password that a person chose is told by its whole label only.
  const { 'chosen password': _chosen, ...random } = { ...TOKENS, ...PLACED, ...QUOTED };

  test.each(entries(random))(
    '%s: at every position, by every kind of break, at every depth of quoting',
    (_name, samples) => {
      const [{ text, drawn } = { text: '', drawn: '' }] = fc.sample(samples, 1);
      for (const [kind, lineBreak] of entries(LINE_BREAKS)) {
        for (let at = 1; at < text.length; at++) {
          if (isAmbiguous(text.slice(at), lineBreak)) continue;
          const broken = `see ${text.slice(0, at)}${lineBreak}${text.slice(at)} ok`;
          for (const depth of [0, 1, 2]) {
            const masked = unquoted(redactText(quoted(broken, depth)), depth);
            expect(leakOf(drawn, masked, lineBreak), `${kind} at ${at}, depth ${depth}: ${masked}`).toBe(
              null,
            );
          }
        }
      }
    },
  );

  test('a token is found in a narrow window, however many lines it takes, and the next line stays', () => {
    const wrapped = ['github', 'npm', 'anthropic', 'google', 'pypi', 'jwt', 'stripe'].map(
      (name) => TOKENS[name] as fc.Arbitrary<Sample>,
    );
    fc.assert(
      fc.property(fc.oneof(...wrapped), fc.integer({ min: 16, max: 40 }), ({ text, drawn }, width) => {
        const lines = text.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
        const masked = redactText(`see\n${lines.join('\n')}\n\nand then`);
        expect(leakOf(drawn, masked, '\n')).toBe(null);
        expect(masked.endsWith('\n\nand then')).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('the rest of a token may look like hex in both cases, which no hash is written in', () => {
    const token = `sk-${'He1Xf2Vo9Zp0Ak9Zw6Ce8Oy1Zj5Qe9Uv3Uk0Hv8Q'}`;
    expect(redactText(`see ${token}\nc0Bd4Df7`)).toBe('see «secret:openai»');
    expect(redactText(`see ${token}\nc0bd4df7 Mend it`)).toContain('c0bd4df7 Mend it');
  });

  test('lines that only follow one another are not read as one', () => {
    const text =
      'the key is in the vault\n\nsk\n-- see the notes\nghp_\ndocumentation of the prefix\ntoken:\n  type: string';
    expect(redactText(text)).toBe(text);
  });
});

describe('private keys', () => {
  const leaks = (masked: string, lines: readonly string[]) =>
    lines.filter((line) => masked.includes(line.slice(0, 16)));

  test('whole, in a diff, with line numbers, in JSON, as a list of lines', () => {
    const shapes: ((text: string) => string)[] = [
      (text) => text,
      (text) => text.replace(/^/gm, '+'),
      (text) =>
        text
          .split('\n')
          .map((line, index) => `${String(index + 1).padStart(6)}→${line}`)
          .join('\n'),
      (text) => JSON.stringify({ key: text }),
      (text) => JSON.stringify({ outer: JSON.stringify({ key: text }) }),
      (text) => JSON.stringify({ lines: text.split('\n') }),
      (text) => text.replaceAll('\n', '\r\n'),
    ];
    fc.assert(
      fc.property(PRIVATE_KEY, fc.constantFrom(...shapes), ({ text, lines }, shape) => {
        expect(leaks(redactText(shape(text)), lines)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test('in a narrow window, its header and footer broken as well', () => {
    fc.assert(
      fc.property(
        PRIVATE_KEY,
        fc.integer({ min: 16, max: 40 }),
        fc.constantFrom(...Object.values(LINE_BREAKS)),
        ({ text, lines }, width, lineBreak) => {
          const unbroken = text.replaceAll('\n', '');
          const wrapped = (unbroken.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(lineBreak);
          expect(leakOf(lines.join(''), redactText(`see ${wrapped} ok`), lineBreak)).toBe(null);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('split over two chunks: each half is masked on its own', () => {
    fc.assert(
      fc.property(PRIVATE_KEY, fc.nat(), ({ text, lines }, at) => {
        const all = text.split('\n');
        const cut = 2 + (at % (lines.length - 1));
        const halves = [all.slice(0, cut).join('\n'), all.slice(cut).join('\n')];
        expect(leaks(halves.map((half) => redactText(half)).join('\n'), lines)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test.each(['PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY', 'OPENSSH PRIVATE KEY'])(
    'in base64, as Kubernetes keeps them, in one line or many: %s',
    (name) => {
      const body = Array.from({ length: 26 }, () => 'aB3dE6gH9kL2nP5r'.repeat(4)).join('\n');
      const armour = `-----BEGIN ${name}-----\n${body}\n-----END ${name}-----\n`;
      const encoded = Buffer.from(armour).toString('base64');
      const lines = encoded.replace(/.{76}(?=.)/g, '$&\n  ');
      for (const text of [encoded, lines, JSON.stringify(lines)]) {
        const masked = redactText(`client-key-data: ${text}\nnext: 1`);
        expect(masked).toContain('next: 1');
        expect(masked).not.toMatch(/[A-Za-z0-9+/]{40}/);
      }
    },
  );

  test('a certificate in base64 is left alone', () => {
    const encoded = Buffer.from(`-----BEGIN CERTIFICATE-----\n${'MIIB'.repeat(40)}`).toString('base64');
    const text = `certificate-authority-data: ${encoded}`;
    expect(redactText(text)).toBe(text);
  });

  test('a heading without a key is left alone', () => {
    const text = `grep -l "-----BEGIN ${'PRIVATE'} KEY-----" *.pem`;
    expect(redactText(text)).toBe(text);
  });
});

describe('what stays', () => {
  test.each(entries(LOOK_ALIKES))('%s', (_name, lookAlikes) => {
    for (const [position, put] of entries(POSITIONS)) {
      fc.assert(
        fc.property(lookAlikes, (text) => {
          expect(redactText(put(text)), position).toBe(put(text));
        }),
        RUNS,
      );
    }
  });
});

describe('masks', () => {
  const anySample = fc.oneof(...Object.values({ ...TOKENS, ...PLACED, ...QUOTED })).map(({ text }) => text);
  const pieces = fc.array(
    fc.oneof(anySample, fc.string({ maxLength: 12 }), fc.constantFrom('\n', '«secret:x»', '\\', '"', ' ')),
    {
      maxLength: 6,
    },
  );

  test('masking twice changes nothing', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const once = redactText(parts.join(''));
        expect(redactText(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  test('what stands between masks stands in the text, in that order', () => {
    const lines = fc.array(fc.tuple(anySample, fc.constantFrom('\n', '\n+', '\\\n', ' ')), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(lines, fc.integer({ min: 4, max: 40 }), (samples, width) => {
        const text = samples
          .map(([sample, lineBreak]) =>
            (sample.match(new RegExp(`[^]{1,${width}}`, 'g')) ?? []).join(lineBreak),
          )
          .join('\n');
        let from = 0;
        for (const part of redactText(text).split(/«secret:[a-z0-9-]+»/)) {
          const at = text.indexOf(part, from);
          expect(at).toBeGreaterThanOrEqual(from);
          from = at + part.length;
        }
      }),
      { numRuns: 300 },
    );
  });

  test('JSON stays JSON, of the same shape', () => {
    const strings = fc.oneof(
      anySample,
      fc.string(),
      pieces.map((parts) => parts.join('')),
    );
    const documents = fc.dictionary(
      fc.constantFrom('a', 'password', 'note'),
      fc.oneof(strings, fc.array(strings)),
    );
    fc.assert(
      fc.property(documents, fc.integer({ min: 1, max: 3 }), (document, depth) => {
        let text = JSON.stringify(document);
        for (let level = 1; level < depth; level++) text = JSON.stringify({ inner: text });
        let parsed: unknown = JSON.parse(redactText(text));
        for (let level = 1; level < depth; level++) parsed = JSON.parse((parsed as { inner: string }).inner);
        expect(Object.keys(parsed as object)).toEqual(Object.keys(document));
      }),
      { numRuns: 500 },
    );
  });

  test('text without secrets comes back as it was', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 40, mode: 'sentences' }), (text) => redactText(text) === text),
    );
  });
});

describe('time', () => {
  // Each of these makes a careless rule read on to the end of the text from every position. Steps are counted by size,
  // not by the clock: a rule that is not linear would not come back from these within the test's limit.
  test.each([
    'token=',
    '.eyJ',
    'eyJhbGciOi.eyJ',
    '-sk-',
    'ghp_',
    'ghp_\n',
    'SG.',
    'xoxb-',
    'password="',
    '://a:',
    'cookie: ',
    '\\',
    '\\"',
    '\\n',
    '%25',
    '\u001b[',
    '-----BEGIN PRIVATE KEY-----\n',
    '-----END PRIVATE KEY-----\n',
    'aB1',
    '\n',
    '\nQUJDREVGR0hJSktMTU5P',
    'curl -u a:',
    'mysql ',
    '«secret:',
    ' --token ',
    'api_key_a',
    'aB1cD2eF3g\n',
    'aB1cD2eF3g\\\n',
    'aB1cD2eF3g\n-',
    'aB1cD2eF3g token=\n',
    'sk-\naB1cD2eF3g\n',
    '-----BEGIN PRIV\n',
    'KEY-----\n-',
    'ENV A_TOKEN ',
    'passphrase: aaa bbb ',
    'token=a&',
    '6756906953:AA',
  ])('a quarter of a million characters of %j are read to the end', (unit) => {
    const text = unit.repeat(Math.ceil(250_000 / unit.length));
    const masked = redactText(text);
    expect(redactText(masked)).toBe(masked);
  });
});

describe('the user’s own rules', () => {
  test('mask what they describe, by the name they give', () => {
    const own = compileCustomRules(['acme=ACME-[0-9A-F]{8}'], []);
    expect(redactText('id ACME-0123ABCD ok', own)).toBe('id «secret:acme» ok');
  });

  test('the allow-list keeps whole values only', () => {
    const own = compileCustomRules([], ['fixture-[0-9a-z-]+']);
    expect(redactText('api_key="fixture-8f3k2m9x1q7z"', own)).toBe('api_key="fixture-8f3k2m9x1q7z"');
    expect(redactText('api_key="8f3k2m9x1q7z-fixture-1"', own)).toBe('api_key="«secret:api-key»"');
  });

  test.each([
    ['a group', 'acme=ACME-(a+)+'],
    ['an alternative', 'acme=ACME|FOO'],
    ['two open counts', 'acme=ACME-[a-z]+-[a-z]+'],
    ['a count too high', 'acme=ACME-[a-z]{5000}'],
    ['an open start', 'acme=[a-z]+'],
    ['a broken class', 'acme=ACME-[z-a]'],
    ['no name', 'ACME-[0-9]+'],
  ])('%s is refused with the reason', (_why, rule) => {
    expect(() => compileCustomRules([rule], [])).toThrow(HivemindError);
  });
});
