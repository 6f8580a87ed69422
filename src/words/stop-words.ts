/** Words that say nothing about the kind of work: a language's function words, and what people say to an agent. */

import * as lists from 'stopword';
import type { Language } from './languages.ts';

/** Function words by language, from the package `stopword` (MIT), which gathers the usual public lists. */
const FUNCTION_WORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set(lists.eng),
  de: new Set(lists.deu),
  fr: new Set(lists.fra),
  es: new Set(lists.spa),
  pt: new Set(lists.porBr),
  it: new Set(lists.ita),
  nl: new Set(lists.nld),
  pl: new Set(lists.pol),
  tr: new Set(lists.tur),
  sv: new Set(lists.swe),
  ru: new Set(lists.rus),
  uk: new Set(lists.ukr),
  ar: new Set(lists.ara),
  hi: new Set(lists.hin),
  ja: new Set(lists.jpn),
  zh: new Set(lists.zho),
  ko: new Set(lists.kor),
  id: new Set(lists.ind),
  vi: new Set(lists.vie),
  th: new Set(lists.tha),
};

/** What people say to an agent about no work in particular: asking, thanking, greeting. */
const TALK: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: words(`above actually again am any anything below cannot come do does doing done don don't dont down during each else etc
    every everything few first further gets getting give go going gonna good great having hello help her here hers herself hey hi
    how i'd i'll i'm i've if im it's its itself ive just know last let let's lets like ll look may maybe need needs new next nice
    no nor not off ok okay once one own per perfect please pls probably put re really right see seems she so something sure
    tell thank thanks that's thats theirs themselves there's theres thing things think though today together tomorrow too
    try two until us use using used ve wait want wants what's whats when whether whom why will without yeah yes yet yourself`),
  de: words('bitte danke hallo mal nein nicht ok'),
  fr: words('bonjour faut merci non oui peux plaît stp svp veux'),
  es: words('favor gracias hola puedes quiero'),
  pt: words('favor obrigada obrigado olá pode quero valeu'),
  it: words('ciao favore grazie puoi vorrei'),
  nl: words('alsjeblieft bedankt graag hallo kun kan wil'),
  pl: words('cześć dzięki dziękuję proszę możesz'),
  tr: words('lütfen merhaba sağol teşekkürler'),
  sv: words('hej snälla tack vill'),
  ru: words('давай нужно пожалуйста привет спасибо'),
  uk: words('будь дякую ласка привіт треба'),
  ar: words('أرجو رجاء شكرا فضلك مرحبا'),
  hi: words('कृपया धन्यवाद नमस्ते'),
  ja: words('ください お願い ありがとう ございます したい ほしい'),
  zh: words('请 谢谢 帮 帮我 我们 可以 一下 一个 这个 那个 需要 现在'),
  ko: words('고마워 주세요 해줘 줘 좀 해 이제'),
  id: words('kasih makasih sekarang terima tolong'),
  vi: words('cảm giúp làm ơn tôi xin'),
  th: words('กรุณา ขอบคุณ ครับ คะ ค่ะ ช่วย หน่อย'),
};

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}

/** Whether a lower-case word only holds sentences of that language together. */
export function isFunctionWord(word: string, language: Language): boolean {
  return FUNCTION_WORDS[language].has(word);
}

/** Whether a lower-case word says nothing about the work, in that language or in the English mixed into it. */
export function isStopWord(word: string, language: Language): boolean {
  return [language, 'en' as const].some((one) => FUNCTION_WORDS[one].has(word) || TALK[one].has(word));
}
