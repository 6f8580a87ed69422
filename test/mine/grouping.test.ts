import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adopt } from '../../src/mine/group/adopt.ts';
import { dendrogram } from '../../src/mine/group/linkage.ts';
import { partitions } from '../../src/mine/group/partition.ts';
import {
  dot,
  productsOf,
  type SparseVector,
  slice,
  sparse,
  sumOf,
  unit,
} from '../../src/mine/group/sparse.ts';

/** A unit vector with these weights, by feature number. */
const vector = (...weights: number[]): SparseVector => unit(sparse(new Map(weights.entries())));

describe('average linkage', () => {
  const matrix = (table: number[][]) => Float64Array.from(table.flat());

  test('joins by the mean of all members, so that a chain of neighbours does not hold', () => {
    const chain = matrix([
      [1, 0.9, 0.1],
      [0.9, 1, 0.8],
      [0.1, 0.8, 1],
    ]);
    expect(dendrogram(3, chain)).toEqual([
      { left: 0, right: 1, likeness: 0.9 },
      { left: 3, right: 2, likeness: expect.closeTo(0.45) },
    ]);
  });

  test('counts a group as often as it has members', () => {
    const pulled = matrix([
      [1, 0.9, 0.8, 0.2],
      [0.9, 1, 0.8, 0.2],
      [0.8, 0.8, 1, 0.5],
      [0.2, 0.2, 0.5, 1],
    ]);
    expect(dendrogram(4, pulled).at(-1)?.likeness).toBeCloseTo(0.3);
  });

  test('nothing and one thing make no join', () => {
    expect([dendrogram(0, new Float64Array()), dendrogram(1, new Float64Array(1))]).toEqual([[], []]);
  });

  test('makes one tree of everything, no join more alike than those that it is made of', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }), {
          minLength: 1,
        }),
        (rows) => {
          const vectors = rows.map((row) => vector(...row));
          const joins = dendrogram(rows.length, productsOf(vectors));
          const joined = joins.flatMap(({ left, right }) => [left, right]).sort((a, b) => a - b);
          expect(joined).toEqual(Array.from({ length: 2 * rows.length - 2 }, (_, node) => node));
          for (const { left, right, likeness: own } of joins) {
            for (const node of [left, right])
              expect(joins[node - rows.length]?.likeness ?? 1.1).toBeGreaterThanOrEqual(own - 1e-9);
          }
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

describe('strays', () => {
  const [x, y] = [vector(1, 0), vector(0, 1)];

  test('join the group they are most alike', () => {
    expect(
      adopt(
        [
          [0, 1],
          [2, 3],
        ],
        [4],
        [x, x, y, y, y],
        0.5,
      ),
    ).toEqual([
      [0, 1],
      [2, 3, 4],
    ]);
  });

  test('stay alone when no group is like enough', () => {
    expect(adopt([[0, 1]], [2], [x, x, y], 0.5)).toEqual([[0, 1]]);
    expect(adopt([], [0], [x], 0.5)).toEqual([]);
  });

  test('do not make a group more welcoming for the strays after them', () => {
    const between = vector(1, 1);
    const nearlyBetween = vector(1, 3);
    const expected = [[0, 1, 2]];
    expect(adopt([[0, 1]], [2, 3], [x, x, between, nearlyBetween], 0.5)).toEqual(expected);
    expect(adopt([[0, 1]], [3, 2], [x, x, between, nearlyBetween], 0.5)).toEqual(expected);
  });
});

describe('sparse vectors', () => {
  const vectors = fc.array(
    fc
      .dictionary(fc.integer({ min: 0, max: 40 }).map(String), fc.integer({ min: 1, max: 9 }))
      .map((weights) =>
        sparse(new Map(Object.entries(weights).map(([index, value]) => [Number(index), value]))),
      ),
    { minLength: 1, maxLength: 6 },
  );

  test('give the same products pair by pair and all at once', () => {
    fc.assert(
      fc.property(vectors, (list) => {
        const matrix = productsOf(list);
        for (const [a, left] of list.entries()) {
          for (const [b, right] of list.entries())
            expect(matrix[a * list.length + b]).toBe(a === b ? 0 : dot(left, right));
        }
      }),
    );
  });

  test('a slice holds the features of its range and no other', () => {
    fc.assert(
      fc.property(vectors, fc.nat(42), fc.nat(42), ([one], from, to) => {
        const { indices } = slice(one as SparseVector, from, to);
        expect([...indices]).toEqual([...(one as SparseVector).indices].filter((i) => i >= from && i < to));
      }),
    );
  });

  test('the product with a sum is the sum of the products', () => {
    fc.assert(
      fc.property(vectors, (list) => {
        const [first] = list as [SparseVector];
        expect(dot(first, sumOf(list))).toBe(list.reduce((total, other) => total + dot(first, other), 0));
      }),
    );
  });
});
