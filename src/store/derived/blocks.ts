/** Codes of what keeps a kind of work from being a skill, those of every room: a contract of `skillify why --json`. */

import type { MiningBlock } from '../../candidates.ts';
import type { RefusalCode } from '../../skill/refusal.ts';

/** What keeps a skill from being written where it belongs. */
export type PlaceBlock = 'root' | 'link' | 'not-ours' | 'edited' | 'removed' | 'format' | 'busy';

/**
 * `nothing-shared`: its sessions share too few steps · `failed`: it could not be worded · `review`: every skill waits for a
 * person · `rejected`: the person said no.
 */
export type WordingBlock = 'nothing-shared' | 'failed' | 'review' | 'rejected';

export type BlockCode = MiningBlock | RefusalCode | PlaceBlock | WordingBlock;
