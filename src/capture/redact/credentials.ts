/** Finds credentials by where they stand: in a URL, a header, a cookie, a command's password option. */

import type { Span } from './span.ts';
import {
  endOfLong,
  isHex,
  isMadeUp,
  isStandIn,
  looksChosen,
  looksRandom,
  withoutDotsBehind,
} from './values.ts';

interface Place {
  kind: string;
  /** Cheap test for the whole text. */
  trigger: RegExp;
  /** Group 1 is what comes before the value, group 2 the value. */
  pattern: RegExp;
  accept(value: string): boolean;
}

/** Passwords that everyone uses for a database on their own machine. */
const COMMON =
  /^(?:password|passwd|pass|postgres|postgresql|root|admin|guest|user|username|secret|mysql|redis|test|testing|dev|token|key|pw|pwd|[a-z]{1,3})[0-9]{0,3}$/i;

/** The options by which commands take a password. */
const COMMAND = / -[upaP]|--user|login/;

const URL_TRIGGER = /:\/\//;
const JSON_FIELD = /"(?:auth|value)"/;

/** `password x`, `Passwort: x`, `mot de passe`, `pass:x`, `-keypass x`. */
const PASS = /ass(?:word |wort|e ?[:e]|:)|[ey]pass /;

/** What a password is called in other alphabets, or with other letters. */
const FOREIGN = /raseña|ароль|密[码碼]|パスワード|비밀번호/;

/** Words of sentences about passwords, which passphrases of words drawn at random do not have. */
const PROSE =
  /\b(?:and|are|can|enter|for|from|has|must|not|please|required|should|that|the|this|was|will|with|you|your)\b/;

/** A password that shows without a tie to its label: letters of both cases, or marks, among its digits. */
const isPlainlyChosen = (value: string) =>
  notStandIn(value) &&
  !isMadeUp(value) &&
  /[A-Za-z]/.test(value) &&
  /[0-9]/.test(value) &&
  ((looksRandom(value, 8) && /[a-z]/.test(value) && /[A-Z]/.test(value)) || /[!@#$%^&*?~]/.test(value));

const isPassphrase = (value: string) => !isStandIn(value) && !isMadeUp(value) && !PROSE.test(value);

const notStandIn = (value: string) => !isStandIn(value) && !COMMON.test(value);

const PLACES: readonly Place[] = [
  {
    kind: 'url',
    trigger: URL_TRIGGER,
    pattern: /(:\/\/[^\s:@/"'<>`\\]{0,128}:)([^\s/"'<>`\\]{1,256})(?=@[A-Za-z0-9[$%{*«])/g,
    accept: notStandIn,
  },
  {
    kind: 'authorization',
    trigger: /authorization|x-api-key|api-key|x-auth-token/i,
    pattern:
      /((?:authorization|x-api-key|api-key|x-auth-token)["'\]]{0,2}[ \t]{0,2}[:=,][ \t]{0,2}[["'`]{0,2}(?:(?:bearer|basic|token|apikey|api-key|digest|bot)[ \t]{1,2})?)([A-Za-z0-9+/=_~.:-]{8,4096})/gi,
    accept: (value) => !isStandIn(value) && (looksRandom(value, 8, isHex(value) ? 8 : 3.4) || isBasic(value)),
  },
  {
    kind: 'bearer',
    trigger: /bearer /i,
    pattern: /(\bbearer[ \t]{1,2})([A-Za-z0-9+/=_~.-]{16,4096})/gi,
    accept: (value) => !isStandIn(value) && looksRandom(value, 16, isHex(value) ? 8 : 3),
  },
  {
    kind: 'authorization',
    trigger: /basic /i,
    pattern: /(\bbasic[ \t]{1,2})([A-Za-z0-9+/]{8,1024}={0,2})/gi,
    accept: isBasic,
  },
  {
    kind: 'password',
    trigger: /\bENV[ \t]/,
    pattern:
      /(^[ \t+]{0,16}ENV[ \t]{1,4}[A-Z0-9_]{0,32}(?:PASSWORD|PASSWD|PASSPHRASE)[ \t]{1,4}["']?)([^\s"'\\]{4,256})/gm,
    accept: notStandIn,
  },
  {
    kind: 'secret',
    trigger: /\bENV[ \t]/,
    pattern:
      /(^[ \t+]{0,16}ENV[ \t]{1,4}[A-Z0-9_]{0,32}(?:SECRET|TOKEN|KEY)[ \t]{1,4}["']?)([^\s"'\\]{8,256})/gm,
    accept: (value) => !isStandIn(value) && looksRandom(value, 8),
  },
  {
    kind: 'password',
    trigger: /passphrase|(?:PASSWORD|PASSPHRASE|_PASS)[ \t]{0,2}=/i,
    pattern:
      /((?:[Pp]assphrase["'`]?[ \t]{0,2}(?:[:=]|[ \t]is)|(?:PASSWORD|PASSPHRASE|_PASS)[ \t]{0,2}=)[ \t]{0,2}["'`]?)([a-z]{3,20}(?:[ _.-][a-z]{3,20}){2,9})(?=["'`]?[ \t]{0,8}(?:[,;}\r\n]|$))/gm,
    accept: isPassphrase,
  },
  {
    kind: 'password',
    trigger: COMMAND,
    pattern: /(\bsshpass[ \t]{1,4}-p[ \t]{0,4}["']?)([^\s"'\\]{4,256})/g,
    accept: notStandIn,
  },
  {
    kind: 'password',
    trigger: COMMAND,
    pattern: /([ \t](?:-u|--user)(?:[ \t]{1,2}|=)["']?[^\s:"'/]{1,128}:)([^\s"'/@\\]{4,256})/g,
    accept: notStandIn,
  },
  {
    kind: 'password',
    trigger: COMMAND,
    pattern: /(\b(?:mysql|mariadb)[a-z-]{0,12}\b[^\n|;&]{0,200}?[ \t]-p["']?)([^\s"'\\-][^\s"'\\]{3,128})/g,
    accept: notStandIn,
  },
  {
    kind: 'password',
    trigger: COMMAND,
    pattern:
      /(\b(?:(?:docker|podman) login\b[^\n|;&]{0,200}?[ \t]-p|redis-cli\b[^\n|;&]{0,200}?[ \t]-a|unzip[ \t]{1,4}-P|7z\b[^\n|;&]{0,100}?[ \t]-p)[ \t]{0,4}["']?)([^\s"'\\]{4,256})/g,
    accept: (value) => notStandIn(value) && (looksChosen(value) || looksRandom(value, 8)),
  },
  {
    kind: 'password',
    trigger: COMMAND,
    pattern: /(\blogin[ \t]{1,4}[^\s]{1,128}\s{1,8}password[ \t]{1,4})([^\s"'\\]{4,256})/g,
    accept: notStandIn,
  },
  {
    kind: 'password',
    trigger: /[|] ?(?:sudo|docker|podman) /,
    pattern:
      /(\b(?:echo|printf)[ \t]{1,4}(?:-[en]{1,2}[ \t]{1,4})?["']?)([^\s"'\\|]{4,256})(?=["']?[ \t]{0,4}\| ?(?:sudo [^\n|]{0,40}?-[A-Za-z]{0,4}S|(?:docker|podman) [^\n|]{1,200}?--password-stdin)\b)/g,
    accept: notStandIn,
  },
  {
    kind: 'password',
    trigger: PASS,
    pattern:
      /((?:-pass(?:in|out)?[ \t]{1,2}pass:|-(?:src|dest)?(?:store|key)pass[ \t]{1,2}["']?))([^\s"'\\]{4,256})/g,
    accept: notStandIn,
  },
  {
    kind: 'password',
    trigger: /IDENTIFIED/,
    pattern:
      /(\bIDENTIFIED(?:[ \t]{1,4}WITH[ \t]{1,4}[A-Za-z0-9_]{1,40})?[ \t]{1,4}BY[ \t]{1,4}["'])([^\s"'\\]{4,256})/gi,
    accept: notStandIn,
  },
  {
    kind: 'password',
    trigger: JSON_FIELD,
    pattern: /("auth"[ \t]{0,4}:[ \t]{0,4}")([A-Za-z0-9+/]{8,1024}={0,2})(?=")/g,
    accept: isBasic,
  },
  {
    kind: 'totp',
    trigger: URL_TRIGGER,
    pattern: /(\botpauth:\/\/[^\s"'`<>]{1,256}?[?&]secret=)([A-Za-z2-7]{16,256})/g,
    accept: (value) => !isStandIn(value),
  },
  {
    kind: 'discord',
    trigger: URL_TRIGGER,
    pattern: /(\bdiscord(?:app)?\.com\/api\/webhooks\/[0-9]{16,20}\/)([A-Za-z0-9_-]{40,120})/g,
    accept: (value) => !isStandIn(value),
  },
  {
    kind: 'password',
    trigger: JSON_FIELD,
    pattern:
      /("(?:name|key)"[ \t]{0,4}:[ \t]{0,4}"[A-Za-z0-9_.-]{0,40}(?:password|passwd|secret|token|api_?key)",\s{0,40}"value"[ \t]{0,4}:[ \t]{0,4}")([^\s"\\]{6,256})(?=")/gi,
    accept: isPlainlyChosen,
  },
  {
    kind: 'password',
    trigger: PASS,
    pattern:
      /((?:[Pp]asswort|[Mm]ot de passe)["'`]?(?:[ \t]{0,2}[:=]|[ \t](?:ist|lautet|est))[ \t]{0,2}["'`„«]?[ \t]?)([^\s"'`,;:\\<>()\u0080-\uffff]{6,128})/g,
    accept: (value) => notStandIn(value) && looksChosen(value),
  },
  {
    kind: 'password',
    trigger: FOREIGN,
    pattern:
      /((?:[Cc]ontraseña|[Пп]ароль|密[码碼]|パスワード|비밀번호)["'`]?[ \t]{0,2}(?:[:：=是は는]|(?:es|это)[ \t])[ \t]{0,2}["'`„«“]?)([^\s"'`,;:\\<>()\u0080-\uffff]{6,128})/g,
    accept: (value) => notStandIn(value) && looksChosen(value),
  },
  {
    kind: 'password',
    trigger: PASS,
    pattern: /(\b[Pp]assword[ \t]{1,2}["'`]?)([A-Za-z0-9!@#$%^&*?~+_-]{8,64})(?=["'`]?(?:[\s,;.:)]|$))/g,
    accept: isPlainlyChosen,
  },
];

/** Credentials known by their place in plain (decoded) text. */
export function findPlaced(text: string): Span[] {
  const spans: Span[] = [];
  const triggered = new Map<RegExp, boolean>();
  for (const { kind, trigger, pattern, accept } of PLACES) {
    if (!triggered.has(trigger)) triggered.set(trigger, trigger.test(text));
    if (triggered.get(trigger) !== true) continue;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const value = withoutDotsBehind(match[2] ?? '');
      const start = match.index + (match[1]?.length ?? 0);
      if (!accept(value)) {
        pattern.lastIndex = start;
        continue;
      }
      const end = endOfLong(text, start, start + value.length);
      pattern.lastIndex = end;
      spans.push({ start, end, kind, specific: false, from: match.index });
    }
  }
  return [...spans, ...findCookies(text)];
}

const COOKIE_HEADER = /\b(?:set-)?cookies?["'\]]{0,2}[ \t]{0,2}[:=,][ \t]{0,2}["'`]?([^\n"'`]{1,8192})/gi;
const COOKIE_PAIR = /[A-Za-z0-9_.-]{1,64}=([^\s;,"'`\\]{12,4096})/g;

/** The values of the pairs behind a `Cookie` or `Set-Cookie`; attributes such as `Max-Age` are no secrets. */
function findCookies(text: string): Span[] {
  const spans: Span[] = [];
  if (!/cookie/i.test(text)) return spans;
  for (const header of text.matchAll(COOKIE_HEADER)) {
    const pairs = header[1] ?? '';
    const pairsStart = header.index + header[0].length - pairs.length;
    for (const pair of pairs.matchAll(COOKIE_PAIR)) {
      const value = pair[1] ?? '';
      if (isStandIn(value) || !looksRandom(value, 12, 3.4)) continue;
      const end = pairsStart + pair.index + pair[0].length;
      spans.push({
        start: end - value.length,
        end,
        kind: 'cookie',
        specific: false,
        from: header.index,
      });
    }
  }
  return spans;
}

/** `user:password` in base64, as RFC 7617 has it. */
function isBasic(value: string): boolean {
  const decoded = Buffer.from(value, 'base64').toString('latin1');
  return /^[\x20-\x7e]{1,128}:[\x20-\x7e]{1,256}$/.test(decoded);
}
