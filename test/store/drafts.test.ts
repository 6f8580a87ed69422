import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SkillDraft } from '../../src/skill/draft.ts';
import { sayLine } from '../../src/skill/forms.ts';
import {
  decideDraft,
  draftsOfProject,
  findDraft,
  type StoredDraft,
  saveDraft,
} from '../../src/store/drafts.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { draftOf as draftWith } from '../support/drafts.ts';

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hivemind-drafts-'));
  store = openStore(join(folder, 'hivemind.db'));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const draftOf = (...texts: string[]): SkillDraft =>
  draftWith(...texts.map((text) => ({ kind: 'prose' as const, text, evidence: [] })));
const described = sayLine(draftOf().description);
const save = (draft: SkillDraft, now = 1) =>
  saveDraft(store, 'p1', { draft, refusals: [], state: 'held', now });
const stored = (): StoredDraft => {
  const found = findDraft(store, 'p1', 'c1');
  if (found === null) throw new Error('no draft');
  return found;
};

describe('a draft that waits', () => {
  test('is replaced by the next wording of its candidate', () => {
    save(draftOf('a'));
    save(draftOf('b'), 2);
    expect(draftsOfProject(store, 'p1')).toHaveLength(1);
    expect(stored()).toMatchObject({ state: 'held', createdAt: 1, draft: draftOf('b') });
  });

  test('once rejected, stays rejected in the words the person saw', () => {
    save(draftOf('a'));
    decideDraft(store, stored(), 'rejected', 5);
    save(draftOf('b'), 6);
    expect(stored()).toMatchObject({ state: 'rejected', decidedAt: 5, draft: draftOf('a') });
  });

  test('remembers every line that was accepted, over later wordings', () => {
    save(draftOf('a', 'b'));
    decideDraft(store, stored(), 'accepted', 5);
    save(draftOf('c'), 6);
    expect(stored()).toMatchObject({ state: 'held', decidedAt: null });
    expect(stored().acceptedLines).toEqual([described, 'a', 'b']);
    decideDraft(store, stored(), 'accepted', 7);
    expect(stored().acceptedLines).toEqual([described, 'a', 'b', 'c']);
  });
});
