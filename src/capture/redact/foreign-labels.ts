/**
 * What a password is called in the languages people speak most, after English: the labels and aliases of the Wikidata
 * items Q161157 (password) and Q1150958 (passphrase), CC0, read November 2026; the languages by number of speakers after
 * Ethnologue 2025, and the larger ones of Europe.
 */
const NAMES: Readonly<Record<string, string>> = {
  ar: 'كلمة السر|كلمة المرور|كلمة مرور|الرقم السري',
  bn: 'পাসওয়ার্ড|গুপ্তমন্ত্র',
  cs: 'heslo',
  de: '\\p{L}{0,24}passwort|\\p{L}{0,24}kennwort|passphrase',
  el: 'κωδικός(?: πρόσβασης)?|συνθηματικό',
  es: 'contraseña|contrasena|clave de acceso|clave secreta',
  fa: 'گذرواژه|رمز عبور|کلمه عبور',
  fr: 'mot de passe|phrase secrète',
  he: 'סיסמה|ססמה',
  hi: 'पासवर्ड|कूटशब्द',
  hu: 'jelszó',
  id: 'kata sandi|sandi',
  it: "parola d'ordine|parola d’ordine|parola chiave",
  ja: 'パスワード|暗証番号|パスフレーズ',
  ko: '비밀번호|비번|암호|패스워드',
  mr: 'पासवर्ड|परवलीचा शब्द',
  nl: 'wachtwoord',
  pl: 'hasło',
  pt: 'senha|palavra-passe',
  ro: 'parol[aă]',
  ru: 'парол[ьяюе]м?',
  sv: 'lösenord(?:et)?',
  sw: 'nenosiri|nywila',
  ta: 'கடவுச்சொல்',
  te: 'పాస్‌?వర్డ్|సంకేతపదం',
  th: 'รหัสผ่าน',
  tr: 'parola|şifre(?:si)?',
  uk: 'парол[ьяюеі]м?',
  ur: 'پاس ?ورڈ',
  vi: 'mật khẩu',
  zh: '密码|密碼|口令|通行密碼',
};

const WORDS = [...new Set(Object.values(NAMES).flatMap((names) => names.split('|')))];
const ALL = WORDS.join('|');

/** Letters that English has not; most texts outside of ASCII have marks of punctuation only. */
const OTHER_LETTER = /[\u00c0-\u024f\u0370-\u1fff\u3040-\ud7ff]/;
const isAscii = (word: string) => !OTHER_LETTER.test(word);
/** As they are written in sentences, at their start, and in names of variables: to look for three is faster than for any case. */
const IN_ASCII = new RegExp(
  WORDS.filter(isAscii)
    .map((word) => word.replace('\\p{L}{0,24}', ''))
    .flatMap((word) => [word, word.replace(/[a-z]/, (first) => first.toUpperCase()), word.toUpperCase()])
    .join('|'),
);
const IN_OTHERS = new RegExp(WORDS.filter((word) => !isAscii(word)).join('|'), 'iu');

/** Any of these words. Most texts have no letter that the longer half of the list begins with. */
export const FOREIGN_LABEL = {
  test: (text: string): boolean => IN_ASCII.test(text) || (OTHER_LETTER.test(text) && IN_OTHERS.test(text)),
};

/**
 * Group 1: the word and what ties it to its value, which may stand in quotes of any script; group 2: the value. Without a
 * mark between them only quotes tie the two; and a value without quotes is the last word of its line or clause.
 */
export const FOREIGN_LABELLED = new RegExp(
  `((?<!\\p{L})(?:${ALL})["'\`]?(?:[ \\t]{0,2}(?:[:：=＝]|[是为為は는은]|(?<![A-Za-z])(?:это|es|est|ist|lautet|är|is|adalah|è|é|jest|to|to:|olan)(?![A-Za-z]))[ \\t]{0,2}["'\`„«‹“”‘「『]?|[ \\t]{0,2}["„«‹“”「『])[ \\t]?)([^\\s"'\`,;\\\\<>()„«»‹›“”‘’「」『』。、，؛،]{6,128})(?=[ \\t]?(?:["'\`„«»‹›“”‘’「」『』,;)。、，؛،]|[.!]?(?:\\s*$|[ \\t]*[\\r\\n])|[\\\\<]|(?<=[\\x21-\\x7e])[ \\t]?[\\u3040-\\u30ff\\u4e00-\\u9fff\\uac00-\\ud7a3]))`,
  'gimu',
);
