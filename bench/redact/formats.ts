/** Uniformly random secrets of many formats: what share of each is found tells what the rules miss by chance. */

import type { Draw } from '../../test/support/seeded-draw.ts';

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = UPPER.toLowerCase();
const DIGITS = '0123456789';
const ALNUM = UPPER + LOWER + DIGITS;
const WORD = `${ALNUM}_-`;
const HEX = `${DIGITS}abcdef`;
const BASE64 = `${ALNUM}+/`;

/** Each makes one line with one secret in it. */
export const FORMATS: Record<string, (draw: Draw) => string> = {
  'anthropic key': (draw) => `sk-${'ant'}-api03-${draw(WORD, 93)}`,
  'openai key': (draw) => `sk-${'proj'}-${draw(WORD, 74)}`,
  'openai key, old': (draw) => `${'sk'}-${draw(ALNUM, 48)}`,
  'github token': (draw) => `${'gh'}p_${draw(ALNUM, 36)}`,
  'github fine-grained': (draw) => `${'github'}_pat_${draw(ALNUM, 22)}_${draw(ALNUM, 59)}`,
  'gitlab token': (draw) => `${'gl'}pat-${draw(WORD, 20)}`,
  'aws key id': (draw) => `${'AK'}IA${draw(`${UPPER}234567`, 16)}`,
  'aws secret key': (draw) => `aws_secret_access_key = ${draw(BASE64, 40)}`,
  'google key': (draw) => `${'AI'}za${draw(WORD, 35)}`,
  'slack token': (draw) => `${'xo'}xb-${draw(DIGITS, 12)}-${draw(DIGITS, 13)}-${draw(ALNUM, 24)}`,
  'npm token': (draw) => `${'np'}m_${draw(ALNUM, 36)}`,
  'hugging face token': (draw) => `${'h'}f_${draw(UPPER + LOWER, 34)}`,
  'stripe key': (draw) => `${'sk'}_live_${draw(ALNUM, 24)}`,
  'sendgrid key': (draw) => `${'S'}G.${draw(WORD, 22)}.${draw(WORD, 43)}`,
  'discord token': (draw) => `M${draw(ALNUM, 23)}.${draw(WORD, 6)}.${draw(WORD, 38)}`,
  'telegram token': (draw) => `6${draw(DIGITS, 9)}:AA${draw(WORD, 33)}`,
  jwt: (draw) => `${'ey'}J${draw(WORD, 33)}.${'ey'}J${draw(WORD, 60)}.${draw(WORD, 43)}`,
  'database URL': (draw) => `postgres://app:${draw(ALNUM, 18)}@db.example.org:5432/app`,
  'bearer header': (draw) => `Authorization: Bearer ${draw(WORD, 64)}`,
  'env line': (draw) => `export DB_PASSWORD=${draw(ALNUM, 24)}`,
  'env line, 12 long': (draw) => `MYSQL_PWD=${draw(ALNUM, 12)}`,
  'env line, hex': (draw) => `BRAVE_API_KEY=${draw(HEX, 32)}`,
  'json field': (draw) => `{"client_secret": "${draw(ALNUM, 40)}"}`,
  'json password, 12 long': (draw) => `{"password":"${draw(ALNUM, 12)}"}`,
  'yaml password': (draw) => `password: ${draw(ALNUM, 16)}`,
  'yaml token': (draw) => `token: ${draw(ALNUM, 20)}`,
  'source code': (draw) => `const apiKey: string = '${draw(ALNUM, 32)}';`,
  cookie: (draw) => `Cookie: theme=dark; session=${draw(ALNUM, 32)}`,
  'command option': (draw) => `psql --password=${draw(ALNUM, 14)} app`,
  'curl user': (draw) => `curl -u admin:${draw(ALNUM, 14)} https://example.org`,
  prose: (draw) => `the password is ${draw(ALNUM, 12)}`,
  'no label, 40 long': (draw) => draw(ALNUM, 40),
  'no label, 64 long': (draw) => draw(WORD, 64),
};
