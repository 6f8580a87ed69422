import { describe, expect, test } from 'vitest';
import { DISK_ATTACKS, OWN_EDITS } from '../support/poison-on-disk.ts';

describe('words planted in skills on disk', () => {
  test.each(DISK_ATTACKS)('never stand or run: $name', ({ fate }) => {
    for (const times of [1, 2, 20]) expect(fate(times)).toMatch(/^(?:taken back|refused)$/);
  });

  test.each(OWN_EDITS)('are told from the user’s own: $name', ({ fate }) => {
    expect(fate(1)).toBe('left');
  });
});
