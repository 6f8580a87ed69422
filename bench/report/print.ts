/** How every bench prints: a table for a person, or with `--json` one document. */

import { cpus, release, totalmem, type } from 'node:os';
import { packageVersion } from '../../src/lib/package.ts';

/** What the numbers were measured on. */
export interface Machine {
  system: string;
  cpu: string;
  cores: number;
  memoryGiB: number;
  node: string;
  hivemind: string;
}

export function thisMachine(): Machine {
  return {
    system: `${type()} ${release()}`,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    hivemind: packageVersion(),
  };
}

/** A table's rows, cells as a person reads them; the first row holds the titles. */
export function printRows(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    process.stdout.write(`${cells.join('  ').trimEnd()}\n`);
  }
}

/** The machine on one line, then an empty one. */
export function printMachine(machine: Machine): void {
  const { system, cpu, cores, memoryGiB, node, hivemind } = machine;
  process.stdout.write(
    `hivemind ${hivemind}, Node ${node}, ${system}, ${cpu} × ${cores}, ${memoryGiB} GiB\n\n`,
  );
}

/** One JSON document: the machine, when, and the bench's own fields. */
export function printJson(fields: Record<string, unknown>): void {
  const document = { machine: thisMachine(), at: new Date().toISOString(), ...fields };
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}
