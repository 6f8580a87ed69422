/** The names of secrets in keys, options and sentences, and how a text ties such a name to its value. */

import type { LabelPattern } from './label-search.ts';

export type LabelKind = 'password' | 'secret' | 'token' | 'api-key';

const LABEL_WORDS =
  'passw(?:or)?d|pass[ _-]?phrase|pass[ _-]?code|(?<=[_"\'])pass(?=["\' =:])|(?<=(?:db|user|smtp|mail|root|admin|ssh|ftp|sudo|become|require|login)[_-]?)pass(?=["\']?[ \\t]{0,3}[:=])|(?<![A-Za-z0-9-])pass(?=["\']?[ \\t]{0,3}[:=][ \\t]{0,3}["\'])|(?<![A-Za-z0-9_-])PASS(?==)|passwd|pwd|(?<=_)pw(?=["\']?[ \\t]{0,3}[:=])|(?<![A-Za-z0-9_-])pw(?=["\']?[ \\t]{0,3}[:=][ \\t]{0,3}["\'])|secret|token|credential|api[ _.-]?key|(?:access|account|private|encrypt(?:ion)?|signing|sign|auth|master|service|admin|session|role|shared|license|deploy|bot|app|storage|hmac|jwt|webhook|consumer|client|subscription|secret|shared[ _]?access)[ _-]?(?:key|signature)|[_-]apikey|x-amz-signature|[?&]sig';

/** How a label is tied to its value, each form by itself. */
const TIES = {
  /** `password: Option<String> = "…"`, with the type between the two. */
  typed: "[ \\t]{0,16}:[ \\t]{0,2}(?:&(?:'[a-z]{1,12} )?)?[A-Za-z_][A-Za-z0-9_.<>| ?]{0,30}=(?!=)[ \\t]{0,2}",
  assigned: '[ \\t]{0,16}(?::=|=>|\\?=|={1,3}|[:：＝])(?![:=])\\*{0,2}\\s{0,40}',
  beside: '[ \\t]{1,4}(?=["\'])',
  /** `name: DB_PASSWORD` and then `value: …`; also as attributes, and as a variable with its default. */
  valued:
    '(?:[, \\t]\\s{0,40}|\\r?\\n\\s{1,40}|[ \\t]\\{\\s{1,40})(?:[a-z]{1,16}=["\'][^"\'<>\\n]{0,40}["\'] ){0,3}["\']?(?:value|default)["\']?[ \\t]{0,4}[:=][ \\t]{0,4}',
  argument: '(?<=["\']),[ \\t]{0,2}(?=["\'])',
  called: '\\([ \\t]{0,2}(?=["\'])',
  fallback: '[ \\t]{1,3}(?:\\|\\||\\?\\?|or)[ \\t]{1,3}(?=["\'`])',
  cell: '[ \\t]{1,16}\\|[ \\t]{1,16}',
  /** `<password>`, `<password type="plain">`, `<key>Password</key><string>`. */
  tag: '(?:(?:</key>)?\\s{0,40}<(?:string|value)>|(?:[ \\t][a-z:]{1,16}=["\'][^"\'<>\\n]{0,80}["\']){0,4}>\\s{0,40}(?:<value>)?)',
  said: '[ \\t]{1,3}(?:is|was|to|[–—])[ \\t]{1,2}',
};
const TIE = `["'\\])*]{0,3}(?:${Object.values(TIES).join('|')})`;

/** A word that names a secret, and what ties it to its value: groups 1 and 3, what is left of the name between them. */
const LABELLED: LabelPattern = {
  regexp: new RegExp(`(${LABEL_WORDS})([A-Za-z0-9_-]{0,32}?)(${TIE})`, 'iy'),
  beginsWith: /[A-Z_?&-]/i,
  lead: 16,
};
const OPTION: LabelPattern = {
  regexp: new RegExp(
    `(?:^|[\\s"'])--?[A-Za-z0-9_-]{0,32}?(${LABEL_WORDS}|(?<=[\\s"']--?|(?:user|admin|account|db)-?)(?:pass|pw)(?=[ =]))([A-Za-z0-9_-]{0,16})([ =]{1,3})`,
    'iy',
  ),
  beginsWith: /[\s"'-]/,
  lead: 52,
};

/** Each is looked for in the whole text. */
export const LABEL_PATTERNS: readonly LabelPattern[] = [LABELLED, OPTION];

export const FIELD = new RegExp(`(${LABEL_WORDS})([A-Za-z0-9_-]{0,32})"$`, 'i');

/** Names that hold a label's word and yet no secret: counters, cursors, ids, places. */
export const HARMLESS_SUFFIX =
  /^(?:s$|s?[_-]?(?:ids?|name|count|type|kind|path|file|dir|url|uri|length|len|limit|usage|arn|format|field|label|policy|expir\w*|ttl|max|min|index|size|budget|used|hash|sha\d*|digest|fingerprint|ref|version|prefix|regex|pattern|hint|status|izer\w*|ize\w*|s_(?!\w*(?:key|secret|token|passw|pwd))\w+))$/i;
export const HARMLESS_PREFIX =
  /(?:next|page|continuation|cursor|max|min|num|total|input|output|prompt|completion|cached?|sync|pad|eos|bos|sep|mask|special|stop|cancellation|cancel|public|design|css)(?<separator>[_ -]?)$/i;
