/** How every bench prints: a table for a person, or with `--json` one document. */

import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { packageVersion } from '../../src/lib/package.ts';
import type { Spread } from './stats.ts';

/** What the numbers were measured on. */
export interface Machine {
  system: string;
  cpu: string;
  cores: number;
  memoryGiB: number;
  node: string;
  hivemind: string;
  /** Processes that ran or waited to, on average over the last minute; the bench itself is among them. */
  load: number;
}

export function thisMachine(): Machine {
  return {
    system: `${type()} ${release()}`,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    hivemind: packageVersion(),
    load: Number((loadavg()[0] ?? 0).toFixed(1)),
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
  const { system, cpu, cores, memoryGiB, node, hivemind, load } = machine;
  process.stdout.write(
    `hivemind ${hivemind}, Node ${node}, ${system}, ${cpu} × ${cores}, ${memoryGiB} GiB, load ${load}\n\n`,
  );
}

/** Fewer runs than this have no hundredth part of their own. */
const RUNS_FOR_P99 = 100;

/** A spread in one cell: the median, and in brackets p99, or the longest where there are too few runs for one. */
export function spreadCell({ runs, p50Ms, p99Ms, maxMs }: Spread, digits = 1): string {
  const slow = runs < RUNS_FOR_P99 ? `max ${maxMs.toFixed(digits)}` : p99Ms.toFixed(digits);
  return `${p50Ms.toFixed(digits)} (${slow})`;
}

/** One JSON document: the machine, when, and the bench's own fields. */
export function printJson(fields: Record<string, unknown>): void {
  const document = { machine: thisMachine(), at: new Date().toISOString(), ...fields };
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}
