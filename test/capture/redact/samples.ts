/**
 * Made-up secrets, one generator a format, put together when the tests run: no scanner finds a key in this file, and
 * no two runs use the same ones.
 */

import fc from 'fast-check';

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = UPPER.toLowerCase();
const DIGITS = '0123456789';
const ALNUM = UPPER + LOWER + DIGITS;
const WORD = `${ALNUM}_-`;
const HEX = `${DIGITS}abcdef`;
const BASE64 = `${ALNUM}+/`;

/**
 * A text of random characters in which capitals, small letters and digits (those the alphabet has) follow each other
 * as they do in nearly every random text; the few that read like words are left to the bench, which counts them.
 */
function random(alphabet: string, length: number): fc.Arbitrary<string> {
  const classes = [UPPER, LOWER, DIGITS].map((all) => [...alphabet].filter((c) => all.includes(c)));
  const rest = [...alphabet].filter((character) => !ALNUM.includes(character));
  const pools = classes.filter((pool) => pool.length > 0);
  if (rest.length > 0) pools[0] = [...(pools[0] ?? []), ...rest];
  return fc
    .tuple(...Array.from({ length }, (_, index) => fc.constantFrom(...(pools[index % pools.length] ?? []))))
    .map((characters) => characters.join(''));
}

/** Joined, the parts are a secret; apart they are nothing. */
function joined(...parts: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> {
  return fc
    .tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part)))
    .map((texts) => texts.join(''));
}

/** A secret and the part of it that must not be read anywhere afterwards. */
export interface Sample {
  text: string;
  core: string;
  /** All of it that is drawn at random. */
  drawn: string;
}

function token(...parts: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<Sample> {
  const named = parts.slice(
    0,
    parts.findIndex((part) => typeof part !== 'string'),
  );
  return joined(...parts).map((text) => ({
    text,
    core: text.slice(-12),
    drawn: text.slice(named.join('').length),
  }));
}

const placed = (before: string, secret: fc.Arbitrary<string>, after = ''): fc.Arbitrary<Sample> =>
  secret.map((core) => ({ text: before + core + after, core, drawn: core }));

/** Tokens that name their issuer; found wherever they stand, with nothing around them. */
export const TOKENS: Record<string, fc.Arbitrary<Sample>> = {
  anthropic: token('sk-', 'ant-api03-', random(WORD, 80)),
  openai: token('sk-', 'proj-', random(WORD, 74)),
  'openai, old form': token('sk', '-', random(ALNUM, 48)),
  github: token('gh', 'p_', random(ALNUM, 36)),
  'github, fine-grained': token('github', '_pat_', random(ALNUM, 22), '_', random(ALNUM, 59)),
  gitlab: token('glp', 'at-', random(ALNUM, 20)),
  aws: token('AK', 'IA', random(UPPER + DIGITS, 16)),
  google: token('AI', 'za', random(ALNUM, 35)),
  'google, client': token('GOC', 'SPX-', random(ALNUM, 28)),
  slack: token('xo', 'xb-', random(DIGITS, 12), '-', random(DIGITS, 13), '-', random(ALNUM, 24)),
  'slack, webhook': token(
    'hooks.sla',
    'ck.com/services/T',
    random(UPPER, 8),
    '/B',
    random(UPPER, 8),
    '/',
    random(ALNUM, 24),
  ),
  npm: token('np', 'm_', random(ALNUM, 36)),
  pypi: token('py', 'pi-AgEIcHlwaS5vcmc', random(ALNUM, 90)),
  huggingface: token('h', 'f_', random(UPPER + LOWER, 34)),
  stripe: token('sk', '_live_', random(ALNUM, 24)),
  sendgrid: token('S', 'G.', random(ALNUM, 22), '.', random(ALNUM, 43)),
  perplexity: token('pp', 'lx-', random(ALNUM, 48)),
  tavily: token('tv', 'ly-', random(ALNUM, 32)),
  langsmith: token('lsv', '2_pt_', random(HEX, 32), '_', random(HEX, 10)),
  supabase: token('sb', '_secret_', random(ALNUM, 30)),
  crates: token('ci', 'o', random(ALNUM, 32)),
  discord: token('M', random(ALNUM, 23), '.', random(ALNUM, 6), '.', random(ALNUM, 38)),
  telegram: token('6', random(DIGITS, 9), ':AA', random(ALNUM, 33)),
  jwt: token('ey', 'J', random(ALNUM, 33), '.ey', 'J', random(ALNUM, 60), '.', random(ALNUM, 43)),
};

/** Secrets known by where they stand. */
export const PLACED: Record<string, fc.Arbitrary<Sample>> = {
  'aws secret': placed('aws_secret_access_key = ', random(BASE64, 40)),
  'database URL': placed('postgres://app:', random(ALNUM, 18), '@db.example.org:5432/app'),
  'basic auth URL': placed('https://deploy:', random(LOWER + DIGITS, 20), '@git.example.org/x.git'),
  'bearer header': placed('Authorization: Bearer ', random(ALNUM, 64)),
  'api key header': placed('X-Api-Key: ', random(ALNUM, 32)),
  'environment line': placed('export DB_PASSWORD=', random(ALNUM, 24)),
  'environment line, hex': placed('BRAVE_API_KEY=', random(HEX, 32)),
  'yaml field': placed('password: ', random(ALNUM, 16)),
  cookie: placed('Set-Cookie: sessionid=', random(ALNUM, 32), '; HttpOnly'),
  'storage key': placed('AccountKey=', random(BASE64, 86), '=='),
  'command option': placed('deploy --token ', random(ALNUM, 24), ' --now'),
  'query parameter': placed('https://example.org/v1?api_key=', random(ALNUM, 32), '&page=1'),
  xml: placed('<password>', random(ALNUM, 16), '</password>'),
};

/** Known by nothing but its randomness. */
export const UNLABELLED: fc.Arbitrary<string> = random(ALNUM, 40);

/** Placed in quotes of their own, so that they cannot stand in every position. */
export const QUOTED: Record<string, fc.Arbitrary<Sample>> = {
  'json field': placed('"client_secret": "', random(ALNUM, 40), '"'),
  'chosen password': placed(
    '"password": "',
    fc.constantFrom('hunter2!', 'Sommer-24', 'p4ss w0rd'.replace(' ', '_')),
    '"',
  ),
  'source code': placed("const apiKey: string = '", random(ALNUM, 32), "';"),
  'ssh password': placed("sshpass -p '", random(ALNUM, 14), "' ssh root@192.0.2.4"),
};

/** A private key of random lines. */
export const PRIVATE_KEY: fc.Arbitrary<{ text: string; lines: string[] }> = fc
  .tuple(
    fc.constantFrom('RSA ', 'OPENSSH ', 'EC ', ''),
    fc.array(random(BASE64, 64), { minLength: 3, maxLength: 24 }),
  )
  .map(([type, lines]) => ({
    text: [
      `-----BEGIN ${type}PRIV`,
      'ATE KEY-----\n',
      lines.join('\n'),
      `\n-----END ${type}PRIV`,
      'ATE KEY-----',
    ].join(''),
    lines,
  }));

/** Strings that look like secrets and are none. */
export const LOOK_ALIKES: Record<string, fc.Arbitrary<string>> = {
  uuid: fc.uuid(),
  commit: random(HEX, 40),
  digest: joined('sha256:', random(HEX, 64)),
  'tool use id': joined('toolu_01', random(ALNUM, 22)),
  'call id': joined('call_', random(ALNUM, 24)),
  'npm integrity': joined('sha512-', random(BASE64, 86), '=='),
  'go checksum': joined('h1:', random(BASE64, 43), '='),
  'public ssh key': joined('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI', random(BASE64, 43)),
  'image in a data URL': joined('data:image/png;base64,iVBORw0KGgo', random(BASE64, 300), '='),
  'base64 lines': fc
    .array(random(BASE64, 76), { minLength: 3, maxLength: 9 })
    .map((lines) => lines.join('\n')),
  'model id': fc.constantFrom('claude-opus-4-5-20251101', 'gpt-5.2-codex-max-2026-01-15'),
  path: fc.constant('/home/dev/projects/web-client2/node_modules/@scope/pkg-name/dist/esm2022/internal.mjs'),
  'documentation example': fc.constant(`${'AK'}IAIOSFODNN7EXAMPLE`),
  'already redacted': fc.constantFrom('API_KEY=REDACTED', 'password: ********', 'token=<your-token>'),
  placeholder: fc.constantFrom(
    'OPENAI_API_KEY=sk-your-key-here',
    'GITHUB_TOKEN=ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ),
  reference: fc.constantFrom(
    `password: $${'{DB_PASSWORD}'}`,
    'const apiKey = process.env.API_KEY',
    'token: config.auth.token',
    'Authorization: Bearer $TOKEN',
    'secret = getSecret("db2")',
    'postgres://user:password@localhost/app',
  ),
  'cache key': fc.uuid().map((id) => `"prompt_cache_key":"${id}"`),
  counters: fc.constantFrom(
    'max_tokens: 4096',
    '"total_tokens":123456',
    'token_count=1024',
    'next_token: abc',
  ),
  code: fc.constantFrom(
    'function tokenize(source: string): Token[] { return new Tokenizer(source).readAll2(); }',
    'if (password.length < 12) throw new WeakPasswordError("password is too short");',
    'export const SECRET_NAMES = ["db-password", "api-key"] as const;',
    'class AuthTokenRefreshHandlerForHttp2Clients extends BaseHandler {}',
  ),
};

/** Where a one-line secret may stand. */
export const POSITIONS: Record<string, (text: string) => string> = {
  'in a prompt': (text) => `please use ${text} for the deploy, thanks`,
  'on a line of its own': (text) => `before\n${text}\nafter`,
  'in brackets': (text) => `call(${text})`,
  'in a URL': (text) => `https://example.org/callback?state=${text}&next=1`,
  'in a URL, encoded': (text) => `https://example.org/callback?state=${encodeURIComponent(text)}&next=1`,
  'in a file name': (text) => `/home/dev/notes/backup-${text}.txt`,
  'in JSON': (text) => JSON.stringify({ output: text }),
  'in JSON within JSON': (text) => JSON.stringify({ output: JSON.stringify({ line: text }) }),
  'in JSON within JSON within JSON': (text) =>
    JSON.stringify({ a: JSON.stringify({ b: JSON.stringify([text]) }) }),
  'added in a diff': (text) => `@@ -1 +1 @@\n+${text}\n context`,
  'removed in a diff': (text) => `@@ -1 +1 @@\n-${text}\n context`,
  'with a line number': (text) => `    12→${text}\n    13→next`,
  'coloured by a terminal': (text) => `\u001b[01;31m${text}\u001b[0m`,
  'coloured, in JSON': (text) => JSON.stringify(`\u001b[31m${text}\u001b[0m`),
  'behind an escaped line break': (text) => JSON.stringify(`one\n${text}\ntwo`),
  'between Windows line breaks': (text) => `one\r\n${text}\r\ntwo`,
  'in Markdown': (text) => `run \`${text}\` now`,
};

/** How a terminal, a shell, an editor, a diff and a mail program break a line. */
export const LINE_BREAKS: Record<string, string> = {
  LF: '\n',
  CRLF: '\r\n',
  'a shell’s continuation': '\\\n',
  'LF and indentation': '\n    ',
  'an added line': '\n+',
  'a removed line': '\n-',
  'a quoted line': '\n> ',
};

/** A stretch this long tells more of a secret than its last characters would. */
const TELLING = 8;

/** What can be read of `drawn` in a text, once the line breaks in it are taken out; null when that is next to nothing. */
export function leakOf(drawn: string, text: string, lineBreak: string): string | null {
  const unbroken = text.replaceAll(lineBreak, '');
  for (let start = 0; start + TELLING <= drawn.length; start++) {
    const stretch = drawn.slice(start, start + TELLING);
    if (unbroken.includes(stretch)) return stretch;
  }
  return null;
}
