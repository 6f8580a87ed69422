/**
 * What people answer an agent, in twenty languages, against what becomes of the work. The table was written before the rules
 * were, from what one types to an agent: informal, without punctuation, with slips.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { episodesOf } from '../../../src/mine/episodes/episodes.ts';
import type { Outcome } from '../../../src/types.ts';
import { type Line, START, sessionEvents } from '../sessions.ts';

type Kind =
  | 'praise'
  | 'complaint'
  | 'negated praise'
  | 'negated complaint'
  | 'new wish'
  | 'assent'
  | 'hand-in';
type Table = Record<string, Record<Kind, string[]>>;
const TABLE: Table = JSON.parse(readFileSync(join(import.meta.dirname, 'reactions.json'), 'utf8'));

/** A request in each language, as the session's first words. */
const REQUESTS: Record<string, string> = {
  en: 'add a health endpoint to the gateway',
  de: 'füge dem Gateway einen Health-Endpunkt hinzu',
  fr: 'ajoute un endpoint de santé à la passerelle',
  es: 'añade un endpoint de salud al gateway',
  pt: 'adiciona um endpoint de saúde ao gateway, por favor',
  it: 'aggiungi un endpoint di stato al gateway',
  nl: 'voeg een health-endpoint toe aan de gateway',
  pl: 'dodaj endpoint zdrowia do bramki, proszę',
  tr: 'ağ geçidine bir sağlık uç noktası ekle',
  sv: 'lägg till en hälsoändpunkt på gatewayen',
  ru: 'добавь эндпоинт проверки здоровья в шлюз',
  uk: 'додай ендпоінт перевірки стану до шлюзу, він потрібен',
  ar: 'أضف نقطة فحص إلى البوابة',
  hi: 'गेटवे में हेल्थ एंडपॉइंट जोड़ो',
  ja: 'ゲートウェイにヘルスチェックを追加して',
  zh: '给网关加一个健康检查接口',
  ko: '게이트웨이에 헬스 체크를 추가해줘',
  id: 'tambahkan endpoint kesehatan ke gateway yang ada',
  vi: 'thêm endpoint kiểm tra vào gateway',
  th: 'เพิ่มเอนด์พอยต์ตรวจสุขภาพในเกตเวย์',
};

const work: Line[] = [{ edit: '/repo/src/gateway.ts' }, { run: 'npm test' }, { say: '.' }];
/** What the agent did about the reaction, where that is the same in any language. */
const AFTER: Partial<Record<Kind, Line[]>> = {
  'new wish': [{ edit: '/repo/src/search.ts' }, { edit: '/repo/src/menu.ts' }],
  'hand-in': [{ run: 'git commit -m x' }, { run: 'git push' }],
};
const RIGHT: Record<Kind, readonly Outcome[]> = {
  praise: ['accepted'],
  'negated complaint': ['accepted'],
  complaint: ['corrected'],
  'negated praise': ['corrected'],
  'new wish': ['accepted', 'unknown'],
  assent: ['accepted', 'unknown'],
  'hand-in': ['accepted'],
};
const REJECTS: readonly Kind[] = ['complaint', 'negated praise'];

const rows = Object.entries(TABLE).flatMap(([language, kinds]) =>
  Object.entries(kinds).flatMap(([kind, texts]) =>
    texts.map((text) => ({
      language,
      kind: kind as Kind,
      text,
      outcome: outcomeAfter(language, kind as Kind, text),
    })),
  ),
);

function outcomeAfter(language: string, kind: Kind, text: string): Outcome | undefined {
  const lines: Line[] = [{ user: REQUESTS[language] ?? '' }, ...work, { user: text }, ...(AFTER[kind] ?? [])];
  return episodesOf(sessionEvents({ id: 's', at: START, lines }), { sessionId: 's', headless: false })[0]
    ?.outcome;
}

const isRight = ({ kind, outcome }: (typeof rows)[number]) =>
  outcome !== undefined && RIGHT[kind].includes(outcome);

describe('reactions', () => {
  test('hold at least twelve a language and every kind in each', () => {
    for (const kinds of Object.values(TABLE)) {
      expect(Object.values(kinds).flat().length).toBeGreaterThanOrEqual(12);
      expect(Object.keys(kinds).sort()).toEqual(Object.keys(RIGHT).sort());
    }
    expect(Object.keys(TABLE)).toHaveLength(20);
  });

  test.each(Object.keys(TABLE))('in %s are read right, nine of ten', (language) => {
    const own = rows.filter((row) => row.language === language);
    const wrong = own.filter((row) => !isRight(row));
    expect(wrong.length / own.length, JSON.stringify(wrong)).toBeLessThanOrEqual(0.1);
  });

  test('that reject the work never accept it', () => {
    expect(rows.filter(({ kind, outcome }) => REJECTS.includes(kind) && outcome === 'accepted')).toEqual([]);
  });
});
