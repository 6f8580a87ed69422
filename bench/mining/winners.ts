/** Says where something a user would have instead does better than we do. */

/**
 * One row a measure: its name, our value, and who is ahead of us, the best first.
 * @param rows a printed table, titles first; cells are numbers, or parts of a whole such as `7/29`
 * @param ours the name of our row · others: the names of the rows it is compared with · measures: titles, the higher the better
 */
export function whereBeaten(
  rows: readonly (readonly string[])[],
  ours: string,
  others: readonly string[],
  measures: readonly string[],
): string[][] {
  const [titles = []] = rows;
  const rowOf = (name: string) => rows.find((row) => row[0] === name) ?? [];
  return measures.map((measure) => {
    const column = titles.indexOf(measure);
    const own = numberIn(rowOf(ours)[column]);
    const ahead = others
      .map((name) => ({ name, cell: rowOf(name)[column] ?? '' }))
      .filter(({ cell }) => numberIn(cell) > own)
      .sort((a, b) => numberIn(b.cell) - numberIn(a.cell));
    return [
      measure,
      rowOf(ours)[column] ?? '',
      ahead.map(({ name, cell }) => `${name} ${cell}`).join(', ') || 'nothing',
    ];
  });
}

/** A number, or the share that `part/whole` is; 0 for a whole of 0. */
function numberIn(cell = ''): number {
  const [part = Number.NaN, whole = 1] = cell.split('/').map(Number);
  return whole === 0 ? 0 : part / whole;
}
