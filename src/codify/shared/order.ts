/** In which order steps come: what comes before what in most of the members that did both. */

/** Where one member did a step, from 0 to 1; a member that did it often has one place all the same. */
export type Places = ReadonlyMap<number, number>;

/**
 * Sorts steps by how often each comes before the others, a share for each pair (Copeland's method on the members' orders), so
 * that steps of unlike members find their place by those that they share.
 * @param placesOf where each member did the step, by the member's number
 */
export function inTypicalOrder<T>(steps: readonly T[], placesOf: (step: T) => Places): T[] {
  const places = steps.map(placesOf);
  const wins = places.map((own, at) => {
    const shares = places.flatMap((other, index) => (index === at ? [] : (shareBefore(own, other) ?? [])));
    return shares.length === 0 ? 0.5 : shares.reduce((sum, share) => sum + share, 0) / shares.length;
  });
  const middle = places.map((own) => mean([...own.values()]));
  return steps
    .map((step, at) => ({ step, at }))
    .sort(
      (a, b) =>
        (wins[b.at] ?? 0) - (wins[a.at] ?? 0) || (middle[a.at] ?? 0) - (middle[b.at] ?? 0) || a.at - b.at,
    )
    .map(({ step }) => step);
}

/** In which share of the members that did both one came before the other; null where none did. */
function shareBefore(one: Places, other: Places): number | null {
  let both = 0;
  let before = 0;
  for (const [member, place] of one) {
    const theirs = other.get(member);
    if (theirs === undefined) continue;
    both += 1;
    before += place < theirs ? 1 : place === theirs ? 0.5 : 0;
  }
  return both === 0 ? null : before / both;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0.5 : values.reduce((sum, value) => sum + value, 0) / values.length;
