import { expect, test } from 'vitest';
import { mineProject } from '../../src/mine/mine-project.ts';
import { DEFAULT_THRESHOLDS } from '../../src/mine/rank/thresholds.ts';
import { noiseSessions } from './kinds.ts';
import { storeWith } from './project.ts';
import { DAY, type Line, type SessionSpec, START } from './sessions.ts';

/** Two kinds of work as people ask for them, three times each, and what they say when it is done. */
interface Spoken {
  endpoint: readonly [string, string, string];
  release: readonly [string, string, string];
  thanks: string;
}

const SPOKEN: Readonly<Record<string, Spoken>> = {
  en: {
    endpoint: [
      'add an endpoint for invoices',
      'new endpoint for orders please',
      'we need an endpoint for refunds',
    ],
    release: ['cut release 1.4.0 of the parser', 'please release version 2.0.1', 'time for release 3.1.0'],
    thanks: 'perfect, thanks',
  },
  de: {
    endpoint: [
      'füge einen Endpunkt für Rechnungen hinzu',
      'neuer Endpunkt für Bestellungen bitte',
      'wir brauchen einen Endpunkt für Erstattungen',
    ],
    release: [
      'mach die Veröffentlichung 1.4.0 vom Parser',
      'bitte Veröffentlichung 2.0.1 machen',
      'Zeit für die Veröffentlichung 3.1.0',
    ],
    thanks: 'super, danke',
  },
  fr: {
    endpoint: [
      'ajoute un point d’accès pour les factures',
      'nouveau point d’accès pour les commandes',
      'il faut un point d’accès pour les remboursements',
    ],
    release: [
      'prépare la livraison 1.4.0 du parseur',
      'fais la livraison 2.0.1 s’il te plaît',
      'on sort la livraison 3.1.0',
    ],
    thanks: 'parfait, merci',
  },
  es: {
    endpoint: [
      'añade un punto de acceso para facturas',
      'nuevo punto de acceso para pedidos',
      'necesitamos un punto de acceso para reembolsos',
    ],
    release: [
      'prepara el lanzamiento 1.4.0 del parser',
      'haz el lanzamiento 2.0.1 por favor',
      'toca el lanzamiento 3.1.0',
    ],
    thanks: 'perfecto, gracias',
  },
  pt: {
    endpoint: [
      'adiciona um ponto de acesso para faturas',
      'novo ponto de acesso para pedidos',
      'precisamos de um ponto de acesso para reembolsos',
    ],
    release: [
      'prepara o lançamento 1.4.0 do parser',
      'faz o lançamento 2.0.1 por favor',
      'está na hora do lançamento 3.1.0',
    ],
    thanks: 'perfeito, obrigado',
  },
  ja: {
    endpoint: [
      '請求書のエンドポイントを追加して',
      '注文の新しいエンドポイントをお願い',
      '返金のエンドポイントが必要です',
    ],
    release: [
      'パーサーのバージョン1.4.0をリリースして',
      'バージョン2.0.1のリリースをお願い',
      'そろそろ3.1.0をリリースしよう',
    ],
    thanks: '完璧です、ありがとう',
  },
  zh: {
    endpoint: ['给发票添加一个接口', '请新增订单接口', '我们需要一个退款接口'],
    release: ['发布解析器的1.4.0版本', '请发布2.0.1版本', '该发布3.1.0版本了'],
    thanks: '完美，谢谢',
  },
  ko: {
    endpoint: ['청구서 엔드포인트를 추가해줘', '주문용 새 엔드포인트 부탁해', '환불 엔드포인트가 필요해'],
    release: ['파서 1.4.0 릴리스를 진행해줘', '2.0.1 버전 릴리스 부탁해', '이제 3.1.0 릴리스 하자'],
    thanks: '완벽해요 감사합니다',
  },
  ru: {
    endpoint: [
      'добавь эндпоинт для счетов',
      'нужен новый эндпоинт для заказов',
      'сделай эндпоинт для возвратов',
    ],
    release: ['выпусти релиз парсера 1.4.0', 'сделай релиз версии 2.0.1', 'пора делать релиз 3.1.0'],
    thanks: 'отлично, спасибо',
  },
  ar: {
    endpoint: [
      'أضف نقطة وصول للفواتير',
      'نقطة وصول جديدة للطلبات من فضلك',
      'نحتاج نقطة وصول للمبالغ المستردة',
    ],
    release: ['أطلق الإصدار 1.4.0 من المحلل', 'من فضلك أطلق الإصدار 2.0.1', 'حان وقت الإصدار 3.1.0'],
    thanks: 'ممتاز، شكرا',
  },
  hi: {
    endpoint: ['इनवॉइस के लिए एंडपॉइंट जोड़ो', 'ऑर्डर के लिए नया एंडपॉइंट चाहिए', 'रिफंड के लिए एंडपॉइंट बनाओ'],
    release: ['पार्सर का 1.4.0 रिलीज़ करो', 'कृपया 2.0.1 रिलीज़ करो', 'अब 3.1.0 रिलीज़ करने का समय है'],
    thanks: 'बढ़िया, धन्यवाद',
  },
};

const DEEDS: Readonly<Record<'endpoint' | 'release', Line[]>> = {
  endpoint: [
    { edit: '/repo/src/routes.ts' },
    { edit: '/repo/test/routes.test.ts' },
    { run: 'npx vitest run test/routes.test.ts' },
  ],
  release: [
    { edit: '/repo/CHANGELOG.md' },
    { run: 'npm version 1.2.3' },
    { run: 'npm publish --access public' },
  ],
};

function sessionsIn({ thanks, ...asked }: Spoken): SessionSpec[] {
  return (['endpoint', 'release'] as const).flatMap((kind, place) =>
    asked[kind].map((user, number) => ({
      id: `${kind}-${number}`,
      at: START + (2 * number + place) * DAY,
      lines: [{ user }, ...DEEDS[kind], { say: '.' }, { user: thanks }],
    })),
  );
}

test.each(Object.keys(SPOKEN))('two kinds of work asked for in %s are found as in English', (language) => {
  const spoken = SPOKEN[language];
  const sessions = spoken === undefined ? [] : sessionsIn(spoken);
  const store = storeWith([...sessions, ...noiseSessions()]);
  const { candidates } = mineProject(store, 'p1', { ...DEFAULT_THRESHOLDS, now: START + 100 * DAY });
  const found = candidates
    .filter(({ kind }) => kind === 'procedure')
    .map(({ episodes, blockedBy }) => [
      episodes
        .map(({ sessionId }) => sessionId)
        .sort()
        .join(' '),
      blockedBy,
    ]);
  expect(found.sort()).toEqual([
    ['endpoint-0 endpoint-1 endpoint-2', []],
    ['release-0 release-1 release-2', []],
  ]);
});
