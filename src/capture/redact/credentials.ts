/** Finds credentials by where they stand: in a URL, a header, a cookie, a command's password option. */

import { COMMAND_PLACES, positionsIn } from './command-secrets.ts';
import { FOREIGN_LABEL, FOREIGN_LABELLED } from './foreign-labels.ts';
import type { Place } from './place.ts';
import type { Span } from './span.ts';
import {
  endOfLong,
  isHex,
  isLiteral,
  isMadeUp,
  isStandIn,
  looksRandom,
  withoutDotsBehind,
} from './values.ts';

const URL_TRIGGER = /:\/\//;
const JSON_FIELD = /"auth"/;
/** A variable with its value beside it: Dockerfiles, Apache, Windows, fish. */
const SET_BESIDE = /\b(?:ENV|SetEnv|setx|set -[A-Za-z]{1,4})[ \t]/;

/** What a prompt asks for, and what a sentence calls it. */
const ASKED = 'pass(?:word|phrase|code)';
const ASKED_TRIGGER = /pass(?:word|phrase|code)/i;

/** How passwords are said to be: predicates, not passwords. */
const PREDICATE =
  /^(?:(?![a-z]*[^aeiouy]{4})[a-z]+(?:ed|ing|able|ible|ory)|incorrect|correct|wrong|invalid|missing|optional|visible|hidden|secure|unsafe|unknown|another|something|nothing|always|really|actually|already|random|needed|longer|shorter|simple|strong|stored|string)$|[a-z]['’]/i;

/** Words of sentences about passwords, which passphrases of words drawn at random do not have. */
const PROSE =
  /\b(?:and|are|can|enter|for|from|has|must|not|please|required|should|that|the|this|was|will|with|you|your)\b/;

/** A password that shows without a tie to its label: letters of both cases, or marks, among its digits. */
const isPlainlyChosen = (value: string) =>
  isLiteral(value) &&
  !isMadeUp(value) &&
  /[A-Za-z]/.test(value) &&
  /[0-9]/.test(value) &&
  ((looksRandom(value, 8) && /[a-z]/.test(value) && /[A-Z]/.test(value)) || /[!@#$%^&*?~]/.test(value));

const isPassphrase = (value: string) => !isStandIn(value) && !isMadeUp(value) && !PROSE.test(value);

const PLACES: readonly Place[] = [
  ...COMMAND_PLACES,
  {
    kind: 'url',
    trigger: URL_TRIGGER,
    pattern: /(:\/\/[^\s:@/"'<>`\\]{0,128}:)([^\s/"'<>`\\]{1,256})(?=@[A-Za-z0-9[$%{*«])/g,
    accept: isLiteral,
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
    trigger: SET_BESIDE,
    pattern:
      /(^[ \t+]{0,16}(?:ENV|SetEnv|setx|set[ \t]-[A-Za-z]{1,4})[ \t]{1,4}[A-Z0-9_]{0,32}(?:PASSWORD|PASSWD|PASSPHRASE)[ \t]{1,4}["']?)([^\s"'\\]{4,256})/gm,
    accept: isLiteral,
  },
  {
    kind: 'secret',
    trigger: SET_BESIDE,
    pattern:
      /(^[ \t+]{0,16}(?:ENV|SetEnv|setx|set[ \t]-[A-Za-z]{1,4})[ \t]{1,4}[A-Z0-9_]{0,32}(?:SECRET|TOKEN|KEY)[ \t]{1,4}["']?)([^\s"'\\]{8,256})/gm,
    accept: isLiteral,
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
    trigger: / -u|--user/,
    pattern: /([ \t](?:-u|--user)(?:[ \t]{1,2}|=)["']?[^\s:"'/]{1,128}:)([^\s"'/@\\]{4,256})/g,
    // `-u 1000:1000` tells a user and a group by their numbers.
    accept: (value) => isLiteral(value) && !/^\d{1,5}$/.test(value),
  },
  {
    kind: 'password',
    trigger: /IDENTIFIED/i,
    pattern:
      /(\bIDENTIFIED(?:[ \t]{1,4}WITH[ \t]{1,4}[A-Za-z0-9_]{1,40})?[ \t]{1,4}BY[ \t]{1,4}["'])([^\s"'\\]{4,256})/gi,
    accept: isLiteral,
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
    // `[sudo] password for ann: …`, `Password for 'https://ann@host': …`, `Enter passphrase for key '/x': …`
    kind: 'password',
    trigger: ASKED_TRIGGER,
    pattern: new RegExp(
      `((?:\\b${ASKED}[ \\t](?:for|of)[ \\t](?:'[^'\\n]{1,120}'|"[^"\\n]{1,120}"|[^\\n:'"]{1,60})|\\bEnter[ \\t](?:[a-z]{1,20}[ \\t]){0,3}${ASKED}(?: \\([^)\\n]{1,60}\\)| for [^\\n:]{1,120})?):[ \\t]{1,2})([^\\s"'\\\\]{4,128})(?=[ \\t]*(?:[\\r\\n\\\\"']|$))`,
      'gi',
    ),
    accept: isLiteral,
  },
  {
    // `the admin password is …`: the last word of its clause, unless it says how passwords are.
    kind: 'password',
    trigger: ASKED_TRIGGER,
    pattern: new RegExp(
      `(\\b${ASKED}[ \\t]{1,2}(?:for [^\\n.:;,]{1,40} )?(?:is|was)(?:[ \\t]now)?[ \\t]{1,2}["'\`“‘]?)([^\\s"'\`“”‘’,;:<>()\\\\]{6,128}?)(?=["'\`”’]|[.!?]{0,3}(?:[,;)]|[ \\t]*(?:[\\r\\n]|$)))`,
      'gi',
    ),
    accept: (value) => isLiteral(value) && !PREDICATE.test(value),
  },
  {
    // `pass` alone is also what tests do; beside a user or a mail server it is a password.
    kind: 'password',
    trigger: /\bpass["']?[ \t]{0,2}[:=]/i,
    pattern:
      /(\b(?:smtp|imap|s?ftp|ssh|mail|auth|login|db|user(?:name)?)\b[^\n]{0,60}\n?[^\n]{0,40}?\bpass["']?[ \t]{0,2}[:=][ \t]{0,2}["']?)([^\s"',;(){}]{4,128})/gi,
    accept: (value) => isLiteral(value) && /[^A-Za-z]/.test(value) && /[A-Za-z]/.test(value),
  },
  {
    kind: 'password',
    trigger: /random_password/,
    pattern:
      /(\brandom_password\b[\s\S]{0,600}?[^\n\w]result"?[ \t]{0,8}[:=][ \t]{0,2}")([^\s"]{4,256})(?=")/g,
    accept: isLiteral,
  },
  {
    // `host:port:database:user:password`, as ~/.pgpass has it (PostgreSQL, libpq-pgpass).
    kind: 'password',
    trigger: /:(?:\d{4,5}|\*):/,
    pattern:
      /(^[+ ]?(?:echo ["']?)?(?:[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}|localhost|\*|(?<=echo ["']?)[\w-]{1,63}):(?:\d{4,5}|\*):(?:[A-Za-z_][\w-]{0,62}|\*):(?:[A-Za-z_][\w.-]{0,62}|\*):)([^\s:"']{6,256})(?=["']?[ \t]*(?:$|>))/gm,
    accept: isLiteral,
  },
  {
    kind: 'token',
    trigger: /token/i,
    pattern:
      /(\b(?:auth|access|api|bearer|oauth)[ _-]?token[ \t]{1,3}["'`]?)([A-Za-z0-9_-]{16,512})(?=["'`]?(?:[\s,;.)]|$))/gi,
    accept: (value) => isLiteral(value) && (isHex(value) || looksRandom(value, 16, 3.4)),
  },
  {
    // The words of BIP 39, 12 to 24 of them.
    kind: 'seed-phrase',
    trigger: /seed|mnemonic|recovery|secret phrase/i,
    pattern:
      /(\b(?:seed(?:[ _-]?phrase)?|mnemonic(?:[ _-]?phrase)?|(?:recovery|secret)[ _-]?phrase)["'`]?[ \t]{0,2}(?:[:=]|is)\s{0,4}["'`]?)((?:[a-z]{3,8}[ \t]{1,2}){11,23}[a-z]{3,8})(?![a-z])/gi,
    accept: (value) => !PROSE.test(value),
  },
  {
    kind: 'recovery-code',
    trigger: /(?:recovery|backup|scratch)[ _-]codes?/i,
    pattern:
      /((?:recovery|backup|scratch)[ _-]codes?["'`]?[^\n]{0,80}?[:=\n]\s{0,4})((?:[\s"'`,[\]*]{0,8}(?:[0-9]{1,2}[.)][ \t]{1,4})?(?:[0-9a-z]{4,6}[- ][0-9a-z]{4,6}|[0-9a-z]{8,12})(?=[\s"'`,\]]|$)){2,20})/gi,
    accept: (value) => /[0-9]/.test(value),
  },
  {
    kind: 'password',
    trigger: FOREIGN_LABEL,
    pattern: FOREIGN_LABELLED,
    accept: isLiteral,
  },
  {
    kind: 'password',
    trigger: ASKED_TRIGGER,
    pattern: /(\b[Pp]assword[ \t]{1,2}["'`]?)([A-Za-z0-9!@#$%^&*?~+_-]{8,64})(?=["'`]?(?:[\s,;.:)]|$))/g,
    accept: isPlainlyChosen,
  },
];

/** Credentials known by their place in plain (decoded) text. */
export function findPlaced(text: string): Span[] {
  const spans: Span[] = [];
  const triggered = new Map<Place['trigger'], boolean>();
  for (const { kind, trigger, pattern, accept } of [...PLACES, ...positionsIn(text)]) {
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

const COOKIE_HEADER =
  /(?:\b(?:set-)?cookies?["'\]]{0,2}[ \t]{0,2}[:=,][ \t]{0,2}["'`]?|\bcurl\b[^\n|;&]{0,400}?[ \t](?:-b|--cookie)[ =]{0,2}["']?(?=[^\s"'=]{1,64}=))([^\n"'`]{1,8192})/gi;
const COOKIE_PAIR = /[A-Za-z0-9_.-]{1,64}=([^\s;,"'`\\]{6,4096})/g;

/** The values of the pairs behind a `Cookie` or `Set-Cookie`; attributes such as `Max-Age` are no secrets. */
function findCookies(text: string): Span[] {
  const spans: Span[] = [];
  if (!/cookie|\bcurl\b/i.test(text)) return spans;
  for (const header of text.matchAll(COOKIE_HEADER)) {
    const isGiven = header[0].startsWith('curl');
    const pairs = header[1] ?? '';
    const pairsStart = header.index + header[0].length - pairs.length;
    for (const pair of pairs.matchAll(COOKIE_PAIR)) {
      const value = pair[1] ?? '';
      // A header also tells of themes and languages; who gives a cookie by hand means to be let in.
      if (!isLiteral(value) || (!isGiven && !looksRandom(value, 12, 3.4))) continue;
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
