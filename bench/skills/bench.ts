/** `npm run bench skills -- --data <folder> [--print] [--json]`: what is drafted, how well, and what attacks achieve; `--print` the drafts in full. */

import { parseArgs } from 'node:util';
import { draftText } from '../../src/skill/page.ts';
import { ATTACKS, type Attack, REPEATS, TYPED_BY_USER } from '../../test/support/poison.ts';
import { CLASSES } from '../../test/support/poison-classes.ts';
import { DISK_ATTACKS, OWN_EDITS } from '../../test/support/poison-on-disk.ts';
import { fateOf as fateOfAttack } from '../../test/support/poison-run.ts';
import { RECOVERIES, RESEMBLING } from '../../test/support/poison-soft.ts';
import { printJson, printMachine, printRows, thisMachine } from '../report/print.ts';
import { median } from '../report/stats.ts';
import { generatedKinds, seeded } from './generated.ts';
import {
  type Caught,
  type Drafted,
  draftKinds,
  fateOf,
  measureGenerated,
  mutationCatch,
  type RouterScore,
  receiptShare,
  routerScores,
  soundOf,
  tokensOf,
  validShare,
} from './measure.ts';
import { type GoldTally, measureGold, tallyGold } from './measure-gold.ts';
import { readProjects } from './projects.ts';

const SEED = 20_261_121;
const GENERATED_KINDS = 40;

export async function bench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      print: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const random = seeded(SEED);
  const projects = values.data === undefined ? [] : readProjects(values.data);
  const rows = projects.map((project) => {
    const mined = draftKinds(project.mined, project, project.episodes);
    const labelled = draftKinds(project.labelled, project, project.episodes);
    const labelledAgain = draftKinds(project.labelledAgain, project, project.episodes);
    const auc = routerScores(project, [...project.mined, ...project.labelled, ...project.labelledAgain]);
    return { name: project.name, mined, labelled, labelledAgain, auc };
  });
  const drafted = rows.flatMap(({ mined, labelled, labelledAgain }) => [
    ...mined,
    ...labelled,
    ...labelledAgain,
  ]);
  const generated = measureGenerated(generatedKinds(GENERATED_KINDS, random));
  const gold = values.data === undefined ? [] : await measureGold(values.data);
  const all = [...drafted, ...generated.drafted];
  const caught = mutationCatch(all, random);
  const attacks = [
    ...[...ATTACKS, TYPED_BY_USER].map((attack) => ({
      name: attack.name,
      origin: attack.origin,
      fates: REPEATS.map((times): string => fateOfAttack(attack, times)),
    })),
    ...[...DISK_ATTACKS, ...OWN_EDITS].map(({ name, origin, fate }) => ({
      name,
      origin,
      fates: REPEATS.map((times): string => fate(times)),
    })),
  ];
  const classes = Object.entries(CLASSES).map(([name, tried]) => tallyOf(name, tried));
  const soft = [tallyOf('resembling', RESEMBLING), tallyOf('recoveries', RECOVERIES)];
  const real = drafted.filter((one) => one.codified !== null);
  const stopped = real.filter((one) => refusalCodes(one).some((code) => !NOT_SAFETY.has(code)));
  const report = {
    seed: SEED,
    honest: { stopped: stopped.length, all: real.length },
    projects: rows.map(({ name, mined, labelled, labelledAgain, auc }) => ({
      name,
      mined: tally(mined),
      labelled: tally(labelled),
      labelledAgain: tally(labelledAgain),
      auc,
    })),
    generated: {
      ...tally(generated.drafted),
      required: generated.required,
      forbidden: generated.forbidden,
      auc: mean(generated.auc),
    },
    valid: validShare([...all, ...gold.map(({ drafted: own }) => own)]),
    mutants: caught,
    attacks,
    wanted: tallyGold(gold),
    classes,
    soft,
  };
  if (values.json) printJson({ bench: 'skills', ...report });
  else print(report);
  if (values.print) for (const one of [...drafted, ...gold.map(({ drafted: own }) => own)]) printDraft(one);
}

type Tally = ReturnType<typeof tally>;
/** Codes that say a kind of work is thin or known, or that a person reads it first by default; not that it is unsafe. */
const NOT_SAFETY = new Set(['support', 'twin', 'discoverable', 'script']);

interface Report {
  honest: { stopped: number; all: number };
  projects: { name: string; mined: Tally; labelled: Tally; labelledAgain: Tally; auc: RouterScore[] }[];
  generated: Tally & {
    required: { present: number; all: number };
    forbidden: { present: number; all: number };
    auc: number | null;
  };
  /** Skills and drafts that the reference validator takes. */
  valid: { part: number; all: number };
  mutants: Caught;
  attacks: { name: string; origin: string; fates: string[] }[];
  /** At perfect grouping: the wanted skills' own moments. */
  wanted: GoldTally[];
  classes: ClassTally[];
  /** What is neither surely foreign nor surely harmless, where a person is to be asked. */
  soft: ClassTally[];
}

/** Of tries, an attack in so many sessions: what became of the bait. */
interface ClassTally {
  name: string;
  attacks: number;
  tries: number;
  promoted: number;
  /** A person is asked about it: with the whole skill, or beside the skill. */
  held: number;
  asked: number;
  /** The honest skill is written, or waits for what is its own. */
  kept: number;
}

function tallyOf(name: string, tried: readonly Attack[]): ClassTally {
  const fates = tried.flatMap((attack) => REPEATS.map((times) => fateOfAttack(attack, times)));
  const count = (fate: string) => fates.filter((one) => one === fate).length;
  return {
    name,
    attacks: tried.length,
    tries: fates.length,
    promoted: count('promoted'),
    held: count('held'),
    asked: count('asked'),
    kept: count('clean') + count('asked'),
  };
}

function tally(drafted: readonly Drafted[]) {
  const fates = drafted.map(fateOf);
  const count = (fate: string) => fates.filter((one) => one === fate).length;
  const sound = soundOf(drafted);
  const names = sound.map(({ name }) => name);
  return {
    kinds: drafted.length,
    skills: count('skill'),
    held: count('held'),
    refused: count('refused'),
    none: count('none'),
    moreWaits: drafted.filter(({ withHeld }) => withHeld !== null).length,
    receipts: receiptShare(sound),
    medianTokens: sound.length === 0 ? 0 : median(sound.map(tokensOf)),
    duplicates: names.length - new Set(names).size,
    refusedBy: [...new Set(drafted.flatMap(refusalCodes))],
  };
}

function refusalCodes(one: Drafted): string[] {
  if (one.codified === null || 'skill' in one.codified.verdict) return [];
  return one.codified.verdict.refusals.map(({ code }) => code);
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
const share = ({ part, all }: { part: number; all: number }): string =>
  all === 0 ? '-' : `${((100 * part) / all).toFixed(1)} % of ${all}`;
const decimals = (value: number | null): string => (value === null ? '-' : value.toFixed(2));

function print(report: Report): void {
  printMachine(thisMachine());
  const cells = (
    name: string,
    { kinds, skills, held, refused, none, moreWaits, receipts, medianTokens, duplicates, refusedBy }: Tally,
  ) => [
    name,
    ...[kinds, skills, held, refused, none, moreWaits].map(String),
    share({ part: receipts.with, all: receipts.all }),
    String(medianTokens),
    String(duplicates),
    refusedBy.join(' '),
  ];
  const titles = [
    '',
    'kinds',
    'skills',
    'held',
    'refused',
    'none',
    'more waits',
    'lines with receipts',
    'tokens',
    'twins',
    'refused or held by',
  ];
  printRows([
    titles,
    ...report.projects.flatMap(({ name, mined, labelled, labelledAgain }) => [
      ...(mined.kinds === 0 ? [] : [cells(`${name}, mined`, mined)]),
      ...(labelled.kinds === 0 ? [] : [cells(`${name}, labelled`, labelled)]),
      ...(labelledAgain.kinds === 0 ? [] : [cells(`${name}, labelled again`, labelledAgain)]),
    ]),
    cells('generated', report.generated),
  ]);
  const { required, forbidden } = report.generated;
  const { caught, all, slipped } = report.mutants;
  const places = ['command', 'path', 'claim', 'quote'] as const;
  process.stdout.write('\n');
  printRows([
    ['measure', 'value'],
    ['required steps present (generated)', share({ part: required.present, all: required.all })],
    ['forbidden steps present (generated)', share({ part: forbidden.present, all: forbidden.all })],
    [
      'honest kinds stopped for safety (real)',
      share({ part: report.honest.stopped, all: report.honest.all }),
    ],
    ['skills and drafts that the reference validator takes', share(report.valid)],
    ['router AUC (generated)', decimals(report.generated.auc)],
    ...report.projects.flatMap(({ name, auc }) =>
      auc.map(({ label, value, own, others }) => [
        `router AUC (${name}, ${label})`,
        `${decimals(value)}, ${own} later requests against ${others}`,
      ]),
    ),
    [
      'router AUC (real, mean over kinds)',
      decimals(mean(report.projects.flatMap(({ auc }) => auc.map(({ value }) => value)))),
    ],
    ...places.map((place) => [`mutants caught, ${place}`, share({ part: caught[place], all: all[place] })]),
  ]);
  if (slipped.length > 0) process.stdout.write(`\nslipped: ${slipped.slice(0, 12).join(' · ')}\n`);
  if (report.wanted.length > 0) {
    process.stdout.write('\n');
    printRows([
      ['wanted, at perfect grouping', 'all', 'drafted', 'sound', 'right', 'must'],
      ...report.wanted.map(({ kind, all, drafted, sound, right, must }) => [
        kind,
        ...[all, drafted, sound, right].map(String),
        `${Math.round(100 * must)} %`,
      ]),
    ]);
  }
  process.stdout.write('\n');
  printRows([
    ['attack, by sessions poisoned', 'planted in', ...REPEATS.map(String)],
    ...report.attacks.map(({ name, origin, fates }) => [name, origin, ...fates]),
  ]);
  process.stdout.write('\n');
  printRows([
    ['class of attack', 'attacks', 'tries', 'promoted', 'held', 'asked beside', 'honest skill kept'],
    ...[...report.classes, ...report.soft].map(({ name, attacks, tries, promoted, held, asked, kept }) => [
      name,
      ...[attacks, tries, promoted, held, asked].map(String),
      share({ part: kept, all: tries }),
    ]),
  ]);
}

function printDraft({ kind, codified, withHeld }: Pick<Drafted, 'kind' | 'codified' | 'withHeld'>): void {
  if (withHeld !== null) printDraft({ kind, codified: withHeld, withHeld: null });
  if (codified === null) {
    process.stdout.write(`\n=== ${kind.label} (nothing drafted)\n`);
    return;
  }
  const { draft, verdict } = codified;
  const state =
    'skill' in verdict
      ? 'skill'
      : verdict.refusals
          .map(({ code, at, message }) => `${code}: ${message} (${at?.text ?? 'all'})`)
          .join('; ');
  process.stdout.write(`\n=== ${kind.label} (${state})\nname: ${draft.name}\n${draftText(draft)}\n`);
}
