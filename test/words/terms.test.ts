import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asciiWords } from '../../src/words/ascii.ts';
import { languageOf } from '../../src/words/language.ts';
import { LANGUAGES } from '../../src/words/languages.ts';
import { stem } from '../../src/words/stem.ts';
import { termsOf } from '../../src/words/terms.ts';
import { wordsIn } from '../../src/words/words.ts';

describe('terms', () => {
  test('survive inflection and the writing of names', () => {
    expect(termsOf('Released the parserTests')).toEqual(termsOf('release parser test'));
  });

  test('of a URL say what it points to, not which one', () => {
    expect(termsOf('https://github.com/a/b/pull/12#discussion_r1')).toEqual(
      termsOf('https://github.com/c/d/pull/99#discussion_r7'),
    );
  });

  test('are read from any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => termsOf(text).every((term) => term !== '')),
    );
  });

  test.each([
    ['de', 'füge bitte einen Endpunkt hinzu', 'die Endpunkte, die du hinzugefügt hast', 'endpunkt'],
    ['es', 'añade un endpoint a la aplicación', 'las aplicaciones', 'aplic'],
    ['ru', 'добавь тесты для модуля', 'для модулей нужны тесты', 'модул'],
    ['ko', '설정 페이지를 추가해줘', '설정 페이지는', '페이지'],
    ['zh', '给设置页面加测试', '写测试', '测试'],
    ['ja', '設定画面にダークモードを追加して', '設定を直して', '設定'],
    ['th', 'เพิ่มช่องค้นหาในเมนู', 'ค้นหาไม่เจอ', 'ค้นหา'],
    ['hi', 'सेटिंग्स पेज में डार्क मोड जोड़ो', 'सेटिंग पेज', 'सेटिं'],
  ] as const)('in %s, two forms of a word are one term', (language, text, other, term) => {
    expect(termsOf(text, language)).toContain(term);
    expect(termsOf(other, language)).toContain(term);
  });

  test('leave out what only holds a sentence together, in its language and in English', () => {
    expect(termsOf('kannst du bitte die Migration für uns ausführen please', 'de')).toEqual([
      stem('migration', 'de'),
      stem('ausführen', 'de'),
    ]);
  });

  test('are the same in composed, decomposed and full-width letters', () => {
    expect(termsOf('ＡＰＩ résumé')).toEqual(termsOf('API re\u0301sume\u0301'));
  });
});

test('words keep their marks, and run-on scripts are taken apart', () => {
  expect(wordsIn('कोड में बग')).toEqual(['कोड', 'में', 'बग']);
  expect(wordsIn('提交并推送代码').length).toBeGreaterThan(2);
});

test.each([
  ['en', 'can you add a search box to the page'],
  ['de', 'füge eine suche zu der seite hinzu'],
  ['fr', 'ajoute une page de connexion avec les tests'],
  ['es', 'añade un buscador en la cabecera'],
  ['pt', 'adiciona um filtro por data na lista, não mude o resto'],
  ['it', 'aggiungi un pulsante per esportare i dati nella pagina'],
  ['nl', 'voeg een zoekveld toe aan de tabel en schrijf er een test voor'],
  ['pl', 'dodaj wyszukiwarkę do listy produktów'],
  ['tr', 'ayarlar sayfasına karanlık mod ekle ve bunun için test yaz'],
  ['sv', 'lägg till en sökruta på sidan och skriv ett test för den'],
  ['ru', 'добавь тёмную тему в настройки'],
  ['uk', 'додай темну тему в налаштування, її немає'],
  ['ar', 'أضف شريط بحث إلى القائمة في API'],
  ['hi', 'पेमेंट मॉड्यूल के लिए टेस्ट लिखो'],
  ['ja', 'Redis に設定画面を追加して'],
  ['zh', '给 Redis 客户端加一个测试'],
  ['ko', '설정 페이지에 다크 모드를 추가해줘'],
  ['id', 'tambahkan fitur pencarian di menu untuk pengguna yang baru'],
  ['vi', 'thêm ô tìm kiếm vào menu'],
  ['th', 'เพิ่มช่องค้นหาในเมนู'],
] as const)('the language of a request in %s is told', (language, text) => {
  expect(languageOf(text)).toBe(language);
});

test('a text that says nothing of its language has the one it is given', () => {
  expect(languageOf('endpoint', 'de')).toBe('de');
  expect(languageOf('')).toBe('en');
});

test('every language has stop words', () => {
  expect(
    LANGUAGES.filter(
      (language) => termsOf('und le de no и в في को の 的 을 yang của ที่', language).length === 14,
    ),
  ).toEqual([]);
});

test('words are spelled in ASCII where that can be read', () => {
  expect(asciiWords('Añade тест für 테스트')).toEqual(['anade', 'test', 'fur', 'teseuteu']);
  expect(asciiWords('添加 API')).toEqual(['api']);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) =>
      asciiWords(text).every((word) => /^[a-z0-9]+$/.test(word)),
    ),
  );
});

test('a run of a hundred thousand characters without a space takes the memory of its words', () => {
  expect(wordsIn('天気'.repeat(50_000)).length).toBeGreaterThan(40_000);
});
