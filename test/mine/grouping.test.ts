import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { averageLinkage } from '../../src/mine/linkage.ts';
import { partitions } from '../../src/mine/partition.ts';
import { settle } from '../../src/mine/settle.ts';
import { dot, type SparseVector, sparse, unit } from '../../src/mine/sparse.ts';

/** A unit vector with these weights, by feature number. */
const vector = (...weights: number[]): SparseVector => unit(sparse(new Map(weights.entries())));

describe('average linkage', () => {
  const likeness =
    (table: number[][]) =>
    (a: number, b: number): number =>
      table[a]?.[b] ?? 0;

  test('joins by the mean of all members, so that a chain of neighbours does not hold', () => {
    const chain = likeness([
      [1, 0.9, 0.1],
      [0.9, 1, 0.8],
      [0.1, 0.8, 1],
    ]);
    expect(averageLinkage([1, 1, 1], chain, 0.5)).toEqual([[0, 1], [2]]);
    expect(averageLinkage([1, 1, 1], chain, 0.45)).toEqual([[0, 1, 2]]);
  });

  test('counts a group as often as it has members', () => {
    const pulled = likeness([
      [1, 0.9, 0.2],
      [0.9, 1, 0.9],
      [0.2, 0.9, 1],
    ]);
    expect(averageLinkage([1, 1, 1], pulled, 0.5)).toEqual([[0, 1, 2]]);
    expect(averageLinkage([9, 1, 1], pulled, 0.5)).toEqual([[0, 1], [2]]);
  });

  test('nothing gives no groups', () => {
    expect(averageLinkage([], () => 0, 0.5)).toEqual([]);
  });

  test('puts every index into exactly one group', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 })),
        (rows) => {
          const vectors = rows.map((row) => vector(...row));
          const groups = averageLinkage(
            vectors.map(() => 1),
            (a, b) => dot(vectors[a] as SparseVector, vectors[b] as SparseVector),
            0.8,
          );
          expect(groups.flat().sort((a, b) => a - b)).toEqual(rows.map((_, index) => index));
        },
      ),
    );
  });
});

describe('partitions', () => {
  const many = Array.from({ length: 1_500 }, (_, index) =>
    vector(1, index % 2, index % 3, index % 5, index % 7),
  );

  test('hold every vector once and are small enough to be compared pair by pair', () => {
    const parts = partitions(many);
    expect(parts.flat().sort((a, b) => a - b)).toEqual(many.map((_, index) => index));
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(600);
  });

  test('are the same each time', () => {
    expect(partitions(many)).toEqual(partitions(many));
  });

  test('vectors that are all alike are cut by number', () => {
    const alike = Array.from({ length: 1_300 }, () => vector(1));
    expect(partitions(alike).every((part) => part.length <= 600)).toBe(true);
  });
});

describe('settling', () => {
  const [x, y] = [vector(1, 0), vector(0, 1)];

  test('moves a vector to the group it is like', () => {
    expect(
      settle(
        [
          [0, 1, 4],
          [2, 3],
        ],
        [x, x, y, y, y],
        0.5,
      ),
    ).toEqual([
      [0, 1],
      [2, 3, 4],
    ]);
  });

  test('leaves a vector where it is when no group is like enough', () => {
    expect(settle([[0, 1], [2]], [x, x, y], 0.5)).toEqual([[0, 1], [2]]);
  });
});
