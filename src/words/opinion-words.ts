/**
 * The words by which people tell an agent what they think of its work, in the languages of languages.ts. `nots` are a
 * closed class: what Universal Dependencies marks Polarity=Neg (universaldependencies.org/u/feat/Polarity.html), with
 * "hardly", "without" and "stopped". The others are written for this: open lexicons were tried and fall short (of machine
 * translations of AFINN-165, values from 2 on, two of three words of praise and one of three complaints are found, for
 * "works", "broken", "runs" carry no value there).
 */

import type { Language } from './languages.ts';

/** `*` stands for any ending. Words of a class are parted by spaces, words of one phrase by `_`. */
export interface OpinionWords {
  /** Turn what stands behind them, or else before them, into its contrary. */
  nots: string;
  /** Negators that stand behind what they deny: "hata yok", "ошибок нет". */
  lacks?: string;
  /** The work is good, it works; thanks. */
  good: string;
  /** The work is bad, it fails; errors, faults. */
  bad: string;
  /** Complains when denied, and says nothing when not: "work", "what I asked for". */
  wanted: string;
  /** Open an answer that refuses. */
  no: string;
  /** Open an answer that agrees. */
  yes: string;
  /** What follows limits what was said. */
  but: string;
  /** Hold one of these words and say nothing. */
  void: string;
}

/** Said in every language. */
export const EVERYWHERE: OpinionWords = {
  nots: '',
  good: 'perfect super lgtm nice thx thanks cool awesome great 👍 🎉 🙏 ❤ ✅ 💯',
  bad: 'bug bugs error errors crash crashed crashes fail failed fails exception wtf ❌ 👎',
  wanted: '',
  no: 'nope',
  yes: 'ok okay okey',
  but: '',
  void: '',
};

export const OPINION_WORDS: Readonly<Record<Language, OpinionWords>> = {
  en: {
    nots: `no no_more no_other no_further no_such not never none nothing neither nor without hardly barely scarcely cannot can't cant doesn't doesnt don't dont didn't
      didnt isn't isnt aren't arent wasn't wasnt won't wont hasn't hasnt haven't couldn't shouldn't wouldn't no_longer stopped
      nowhere_near far_from`,
    good: `good works worked working excellent amazing lovely brilliant thank thank_you ty cheers well_done beautiful wonderful
      fantastic that's_correct is_correct that_fixed is_fixed it's_fixed fixed_it fixed_now solved resolved love_it looks_fine
      works_fine is_fine that's_fine looks_right that_helped exactly_what_i that's_exactly all_set much_better neat promising`,
    bad: `bad wrong incorrect broken broke breaks break fault faults fails failing failure failures issue issues problem
      problems complaint complaints objection objections concern concerns crashing messed messy ugly useless terrible awful
      horrible missing worse regression disappeared disappears hangs hung stuck freezes frozen annoying mess nonsense red
      garbage misses throws blank`,
    wanted: `work happens loads opens help fix fixed correct right fine run load build compile start respond gone happy what_i_asked what_i_wanted what_i_want what_i_meant what_i_said what_we_need what_i_need what_i_expected expected
      asked_for quite_right there_yet enough`,
    no: 'no nope nah wrong incorrect',
    yes: `yes yep yup yeah ya y sure right correct exactly agreed agree proceed go_ahead go_for_it do_it do_that do_both do_exactly
      please_do sounds_good make_it_so approve approved confirmed absolutely of_course`,
    but: 'but however though although except yet_it',
    void: `never_mind nevermind my_bad not_only why_not if_not or_not not_yet_needed no_need right_now no_rush no_worries all_right better_error better_errors
      error_handling error_message error_messages error_log make_sure_it_works so_it_works that_works_like how_it_works would_work should_work could_work does_it_work can_it_work
      thank_you_but no_thanks do_better work_on working_on work_with working_tree working_directory good_idea good_point good_first
      bug_report issue_number work_item good_enough_for right_side right_hand is_it_possible`,
  },
  de: {
    nots: 'nicht kein keine keinen keiner keinem keines nie niemals nichts ohne kaum weder nimmer nich ned',
    good: `gut gute guter gutes super perfekt prima toll klasse danke dankeschön funktioniert funktionierts läuft geht klappt passt
      spitze stimmt richtig schön wunderbar sauber hervorragend geil gefällt top besser genau_so hilft geholfen`,
    bad: `falsch fehler fehlermeldung* kaputt schlecht schlechter problem probleme stürzt absturz abgestürzt crasht hängt fehlt
      fehlen hässlich mist schrott murks scheitert fehlgeschlagen schlägt_fehl einwand einwände bedenken rot unbrauchbar`,
    wanted:
      'lädt startet öffnet kompiliert baut passiert ändert wollte gewollt meinte gemeint gesagt gefragt erwartet gebeten brauche will',
    no: 'nein nee ne nö falsch quatsch',
    yes: 'ja jo jep jawohl genau klar gerne gern einverstanden mach mach_das weiter los passt',
    but: 'aber jedoch allerdings außer nur_dass',
    void: 'nicht_nur warum_nicht falls_nicht wenn_nicht wie_geht es_geht_um geht_es_um kein_stress',
  },
  fr: {
    nots: "pas ne n'est n'a non_plus plus_de plus_d jamais aucun aucune rien sans ni guère",
    good: `bien bon bonne super parfait parfaite génial genial excellent excellente merci marche fonctionne nickel top impec* bravo
      correct corrigé réglé résolu joli beau cool mieux ok`,
    bad: `faux fausse mauvais mauvaise cassé cassée casse erreur erreurs problème problèmes probleme problemes bug bugs plante plantage
      mal manque nul nulle moche échoue échec objection objections souci soucis pire bloqué`,
    wanted: 'compile charge démarre ouvre change voulais veux demandé demande attendais souhaitais',
    no: 'non nan faux',
    yes: "oui ouais ouaip d'accord dac vas-y vas allez exact exactement entendu carrément",
    but: 'mais cependant sauf pourtant',
    void: "pas_seulement pourquoi_pas pas_mal_de ça_marche_comment comment_ça_marche s'il_te_plaît",
  },
  es: {
    nots: 'no no_hay ya_no_hay ya_no_da no_da no_tengo nunca jamás ni nada ningún ninguna ninguno sin apenas tampoco ya_no',
    good: `bien bueno buena genial perfecto perfecta excelente gracias funciona funcionó funcionan sirve estupendo increíble correcto
      fantástico bonito solucionado arreglado quedó mejor ayudó anda`,
    bad: `mal malo mala error errores fallo fallos falla fallan fallando falló roto rota problema problemas incorrecto equivocado falta
      faltan rompe rompió horrible feo peor pega objeción objeciones`,
    wanted: 'carga compila abre arranca cambia pasa pedí pedía quería quiero esperaba dije decía',
    no: 'no nop incorrecto',
    yes: 'sí si vale claro dale adelante correcto exacto perfecto_sigue de_acuerdo hazlo venga',
    but: 'pero aunque excepto salvo',
    void: 'por_qué_no no_solo si_no bien_podrías a_mal',
  },
  pt: {
    nots: 'não nao não_tem não_tem_mais não_há não_deu_mais não_dá_mais nunca jamais nem nada nenhum nenhuma sem',
    good: `bom boa bem ótimo otimo ótima perfeito perfeita excelente obrigado obrigada valeu funcionou funciona funcionando show legal
      massa certo correto beleza incrível lindo resolvido resolveu melhor ajudou`,
    bad: `errado errada erro erros falha falhas falhou falhando quebrado quebrada quebrou quebra problema problemas ruim mal péssimo bug
      falta faltando feio pior travou trava caiu`,
    wanted: 'carrega compila abre roda muda queria quero pedi pedia esperava disse falei',
    no: 'não nao errado',
    yes: 'sim isso pode certo claro beleza bora manda faça vai combinado',
    but: 'mas porém exceto só_que',
    void: 'por_que_não não_só se_não bem_como',
  },
  it: {
    nots: 'non mai nessun nessuno nessuna niente nulla senza né neanche',
    good: `bene bello bella ottimo ottima perfetto perfetta grazie funziona funzionano grande eccellente bravo corretto giusto risolto
      meglio fantastico va_bene aiutato`,
    bad: `sbagliato sbagliata errore errori rotto rotta problema problemi male guasto crasha fallisce fallito manca mancano brutto
      peggio obiezioni bloccato`,
    wanted: 'va carica compila parte apre cambia volevo voglio chiesto intendevo aspettavo detto',
    no: 'no nope sbagliato',
    yes: "sì si certo esatto procedi vai d'accordo fallo perfetto_procedi",
    but: 'ma però tranne tuttavia',
    void: 'perché_no non_solo se_no',
  },
  nl: {
    nots: 'niet geen nooit niks niets zonder nauwelijks noch',
    good: `goed goede mooi mooie perfect top prima bedankt dank dankje werkt werken super geweldig lekker netjes fijn uitstekend klopt
      opgelost beter fantastisch helpt`,
    bad: `fout fouten fouter kapot slecht probleem problemen verkeerd crasht faalt mislukt foutmelding* lelijk mist ontbreekt bezwaar
      bezwaren erger stuk hangt`,
    wanted: 'doet laadt start opent verandert bedoelde bedoel wilde vroeg gevraagd verwachtte zei',
    no: 'nee neen fout',
    yes: 'ja jep klopt graag doe doe_maar akkoord prima zeker',
    but: 'maar echter behalve',
    void: 'waarom_niet niet_alleen als_niet',
  },
  pl: {
    nots: 'nie nigdy nic żaden żadnych bez brak ledwo nie_ma ani',
    good: `dobrze dobry dobra dobre super świetnie świetny świetna idealnie idealny dzięki dziękuję działa działają działało pięknie
      ładnie rewelacja poprawnie git spoko naprawione lepiej gra pomogło nieźle niezły`,
    bad: `źle zły zła błąd błędy błędu błędów błędem zepsute zepsuty zepsuł problem problemy problemu wywala pada fatalnie
      brakuje gorzej sypie`,
    wanted:
      'ładuje otwiera uruchamia kompiluje zmieniło chodziło chciałem chciałam prosiłem prosiłam miałem_na_myśli oczekiwałem',
    no: 'nie źle',
    yes: 'tak dobra jasne pewnie zgoda dawaj rób zrób zgadza śmiało',
    but: 'ale jednak lecz oprócz',
    void: 'dlaczego_nie nie_tylko jeśli_nie',
  },
  tr: {
    nots: 'hiç asla ne',
    lacks: 'değil* yok vermiyor yapmıyor kalmadı',
    good: `iyi güzel süper harika mükemmel teşekkürler teşekkür sağol eline_sağlık ellerine_sağlık çalışıyor çalıştı oldu tamamdır doğru
      başarılı olmuş düzeldi şahane`,
    bad: `yanlış hata hatalı hatası bozuk bozuldu kötü fena sorun sorunlu problem çalışmıyor açılmıyor yüklenmiyor değişmiyor olmuyor gelmiyor çalışmadı olmadı olmamış çöktü çöküyor
      patlıyor eksik düzelmedi başarısız`,
    wanted: 'istediğim istemiştim dediğim söylediğim kastettiğim',
    no: 'hayır yok yanlış olmadı',
    yes: 'evet tamam olur peki yap devam tabii aynen',
    but: 'ama ancak fakat',
    void: 'neden_olmasın olur_mu',
  },
  sv: {
    nots: 'inte ej aldrig ingen inget inga utan knappt icke ingenting',
    good: `bra snyggt fint perfekt tack toppen super funkar fungerar fungerade härligt utmärkt kanon grymt löst bättre rätt suveränt
      hjälpte`,
    bad: `fel felet felen trasig trasigt sönder kraschar kraschade problem dåligt dålig krånglar saknas misslyckas misslyckades sämre
      hänger invändningar buggar`,
    wanted: 'laddar startar öppnas kompilerar händer menade ville bad frågade förväntade sa',
    no: 'nej nä fel',
    yes: 'ja japp jo kör absolut visst precis gärna gör',
    but: 'men fast dock förutom',
    void: 'varför_inte inte_bara om_inte',
  },
  ru: {
    nots: 'не ни никогда без едва ничего больше_не',
    lacks: 'нет нету больше_нет',
    good: `хорош* отлично отличн* супер спасибо работает работают заработал* прекрасно класс круто идеально правильно верно норм
      нормально молодец помогло помог то_что_надо решено лучше благодар* неплохо порядок`,
    bad: `неправильно неверно плохо плох* ошибк* ошибок сломан* сломал* слома* падает упал* проблем* баг* неработает глючит косяк* хуже
      хрень ужас* криво отсутствует зависает виснет`,
    wanted:
      'загружа* открыва* запуска* собира* измени* просил* хотел* имел_в_виду говорил* надо нужно ожидал*',
    no: 'нет неа неправильно неверно',
    yes: 'да ага угу ок окей давай хорошо конечно согласен продолжай делай',
    but: 'но однако кроме только',
    void: 'почему_нет не_только если_нет',
  },
  uk: {
    nots: 'не ні ніколи без ледве нічого',
    lacks: 'нема немає',
    good: `добре чудово відмінно супер дякую працює працюють запрацювал* прекрасно клас круто ідеально правильно вірно нормально
      молодець допомогло вирішено краще непогано гаразд`,
    bad: `неправильно невірно погано помилк* помилок зламан* злама* падає впав* проблем* баг* гірше жах* криво відсутн* зависає`,
    wanted:
      'завантаж* відкрива* запуска* збира* змінил* просив просила хотів хотіла мав_на_увазі казав те_що очікував',
    no: 'ні неправильно',
    yes: 'так ага ок давай добре звичайно згоден продовжуй роби',
    but: 'але однак проте крім',
    void: 'чому_ні не_тільки якщо_ні',
  },
  ar: {
    nots: 'لا ليس ليست لم لن ما غير بدون بلا بدل مش مو ولا',
    good: `ممتاز رائع جيد جيدا جميل شكرا شكراً مشكور يعمل تعمل اشتغل يشتغل تمام صحيح عظيم أحسنت نجح احسنت مثالي أفضل حلو`,
    bad: `خطأ خطا أخطاء اخطاء معطل معطلا معطلة مكسور مشكلة مشاكل سيء سيئ سيئا خاطئ فشل يفشل عطل ينهار يتعطل أسوأ ناقص`,
    wanted: 'يفتح يحمل يتغير طلبته طلبت أردت أردته قصدت قلته',
    no: 'لا كلا خطأ',
    yes: 'نعم أجل حسنا حسنًا تمام موافق تفضل أكمل استمر طيب',
    but: 'لكن ولكن إلا',
    void: 'لم_لا ما_زال مازال ما_زالت لا_يزال ليس_فقط',
  },
  hi: {
    nots: 'मत ना न बिना',
    lacks: 'नहीं नही',
    good: `अच्छा अच्छी अच्छे बढ़िया बढिया शानदार धन्यवाद शुक्रिया सही ठीक काम मस्त बेहतरीन परफेक्ट कमाल चल_रहा बेहतर`,
    bad: `गलत ग़लत खराब ख़राब बुरा टूटा टूटी टूट एरर त्रुटि समस्या दिक्कत क्रैश फेल बेकार गड़बड़ फट`,
    wanted: 'खुल चल बदल कहा चाहिए चाहता चाहती माँगा मांगा बोला',
    no: 'नहीं गलत',
    yes: 'हाँ हां जी ठीक_है करो चलो बिल्कुल',
    but: 'लेकिन मगर पर_अभी',
    void: 'ठीक_करो ठीक_कर सही_करो क्यों_नहीं',
  },
  ja: {
    nots: 'ぬ',
    lacks: 'ない ません なくな なかった じゃない ではな',
    good: `いいね いい感じ 良い 良く いいです ありがと 完璧 素晴らし すばらし 動いた 動きました 動いて 動く 動き 動か うまくい うまくでき 大丈夫 助かり バッチリ
      最高 さすが できた できました できて 直った 直りました 正しい OKです 問題な 治った でき`,
    bad: `間違 違う 違い 違って 壊れ エラー 失敗 ダメ だめ 駄目 おかしい バグ 問題 落ちる 落ちた 悪く 悪い クラッシュ 足りな 消えて 変です`,
    wanted: '反映 表示 変わ 開き 起動し これじゃ そうじゃ それじゃ 欲しかった 頼んだ 言った 求めて 期待',
    no: 'いいえ 違う 違い いや',
    yes: 'はい うん お願い いいよ いいです 続けて 進めて そうして オーケー 了解',
    but: 'でも しかし けど ただ',
    void: '問題ない 問題あり かもしれない じゃないですか エラー処理 エラーハンドリング でも良い',
  },
  zh: {
    nots: '不 不是 没有 没 别 未 无 並未 毫无 無 沒有 沒',
    good: `好 很好 太好 棒 完美 谢谢 謝謝 多谢 可以用 能用 用了 成功 正常 正确 对 行 通 厉害 漂亮 解决 赞 好用 有用 用 满意 满足 能跑`,
    bad: `错 錯 错误 坏 问题 問題 报错 失败 失敗 崩溃 崩 挂了 毛病 差 缺 丢 卡住 卡死 乱 糟 异常 bug`,
    wanted: '效果 反应 变化 生效 显示 想要 要的 说的 意思 需要的 期望',
    no: '不 不对 不是 错',
    yes: '好 好的 好吧 可以 是的 对 行 继续 就这样 嗯 没错',
    but: '但 但是 不过 可是',
    void: '好像 对于 对话 对应 错误处理 错误信息 错误提示 不错的选择 要不要 是不是 能不能 好不好 行数 行号 一行 通过 用户 使用 用于 用例 应用 不用 没关系 没事 正好 最好 问题列表 不但 不仅 执行 进行 运行',
  },
  ko: {
    nots: '안 못*',
    lacks: '없* 아니* 않* 말*',
    good: `좋* 완벽* 고마* 고맙* 감사* 훌륭* 잘 된다 됩니다 돼요 되네* 됐* 작동* 동작* 멋* 최고 굿 맞* 성공* 해결* 돼`,
    bad: `틀렸* 틀린* 틀리* 잘못* 고장* 에러* 오류* 문제* 실패* 버그* 나쁘* 이상해* 이상하* 깨졌* 깨져* 망가* 죽* 튕* 별로*`,
    wanted: '되는 되네 열리* 변하* 원한 원하는 원했던 말한 부탁한 요청한 의도한',
    no: '아니 아뇨 아니요 아니오',
    yes: '네 넵 예 응 그래 좋아 진행* 계속* 알겠* 오케이 ㅇㅇ ㅇㅋ',
    but: '근데 하지만 그런데 그러나',
    void: '아니면 안녕* 문제를 에러를 오류를 버그를 잘못된',
  },
  id: {
    nots: 'tidak bukan gak nggak ngga enggak tak ga belum tanpa jangan',
    good: `bagus baik sempurna mantap mantul keren terima_kasih makasih berhasil jalan berfungsi bekerja benar hebat sip oke_bagus beres
      cakep betul lancar`,
    bad: `salah rusak error gagal masalah buruk bug jelek kacau kurang hilang keliru parah crash`,
    wanted: 'bisa terbuka berubah muncul minta maksud inginkan mau diminta harapkan',
    no: 'tidak bukan salah gak nggak enggak',
    yes: 'ya iya yoi oke sip lanjut silakan silahkan setuju boleh betul',
    but: 'tapi namun kecuali',
    void: 'kenapa_tidak tidak_hanya bukan_hanya terima_kasih_tapi',
  },
  vi: {
    nots: 'không chưa chẳng đừng chả hết',
    good: `tốt tuyệt tuyệt_vời hoàn_hảo cảm_ơn cám_ơn ổn được đẹp hay đúng chạy chạy_được xuất_sắc ngon chuẩn thành_công`,
    bad: `sai lỗi hỏng tệ xấu vấn_đề hư crash thất_bại thiếu kém bug treo`,
    wanted: 'mở thay_đổi hiện muốn yêu_cầu ý_tôi bảo cần',
    no: 'không sai',
    yes: 'ừ vâng dạ được đồng_ý làm_đi tiếp_tục ok rồi',
    but: 'nhưng tuy_nhiên trừ',
    void: 'được_không không_sao tại_sao_không không_chỉ lỗi_chính_tả',
  },
  th: {
    nots: 'ไม่ ไม่มี ไม่ใช่ ยังไม่ มิ ไม่ได้ ไร้',
    good: `ดีมาก ดี เยี่ยม ขอบคุณ สมบูรณ์แบบ ใช้ได้ ทำงาน สุดยอด เจ๋ง ถูกต้อง เรียบร้อย สวย ผ่าน เก่ง ได้แล้ว`,
    bad: `ผิด พัง เสีย ปัญหา แย่ เลว ล้มเหลว บั๊ก ใช้ไม่ได้ ค้าง แครช หาย เออเร่อ error เอ๋อ`,
    wanted: 'เปิด เปลี่ยน ขึ้น ต้องการ ขอ บอก อยากได้',
    no: 'ไม่ ผิด',
    yes: 'ใช่ โอเค ได้เลย ทำเลย ทำต่อ ตกลง ครับ ค่ะ',
    but: 'แต่',
    void: 'ไม่เป็นไร ดีกว่า ใช่ไหม ได้ไหม',
  },
};
