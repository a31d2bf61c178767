import { canonicalJson, sha256Hex } from '../../../../db/canonical.ts';
import type { Tx } from '../../../../db/connection.ts';
import { diffBesideProgram } from '../../../program/diff/beside-program.ts';
import { diffPrograms } from '../../../program/diff.ts';
import { renderDiff } from '../../../program/render.ts';
import type { Edit, Program } from '../../../program/schema.ts';
import type { Finding } from '../../../program/validate/findings.ts';
import { warningsOf } from '../../../program/validate.ts';
import { aheadOf } from '../ahead/ahead-of.ts';
import { planApproval } from '../approval/approval.ts';
import { readDrafts } from '../drafts.ts';
import { haltedAfter } from '../halts.ts';
import { measureMigration } from '../migration/plan-migration.ts';
import type { PlanMigration } from '../migration/types.ts';
import type { ChangesOptions } from '../options.ts';
import { measureEnrolling, withEnrolled } from '../population/enrolling.ts';
import { measurePopulation } from '../population/population.ts';
import { measureIrreversible } from '../rollback/irreversible.ts';
import type { Plan, Population } from '../types.ts';
import { countedTooLate } from './counted-too-late.ts';
import { assessRisk } from './risk.ts';
import { unknownWebhooks } from './unknown-webhooks.ts';

/** What the change does to the program and to whom, computed on the data as it is now. Reads only. */
export async function makePlan(
  tx: Tx,
  input: {
    base: Program;
    proposed: Program;
    edits: readonly Edit[];
    now: number;
    author?: string;
    rollbackTo?: number;
  },
  options: Pick<ChangesOptions, 'ahead' | 'regulated' | 'drafts'> = {},
): Promise<Plan> {
  const { base, proposed, edits, now, author, rollbackTo } = input;
  const halted = await haltedAfter(tx, edits);
  const migrated = await measureMigration(tx, { base, proposed, now, halted });
  const { population, entering } = await measurePopulation(tx, input, migrated);
  const enrolling = await measureEnrolling(tx, { proposed, edits, now, halted });
  const measured = { entering, halted, leads: population.leads };
  const ahead = options.ahead && (await options.ahead(tx, await aheadOf(tx, input, measured)));
  const touched = withEnrolled(population, enrolling);
  const warnings = [
    ...newWarnings(base, proposed).map(warningLine),
    ...(await unknownWebhooks(tx, input)),
    ...(await countedTooLate(tx, input)),
  ];
  const drafts = await readDrafts(tx, input, options.drafts);
  const risk = assessRisk(edits, touched, proposed, migrated?.migration);
  return {
    diff: renderDiff([...diffPrograms(base, proposed), ...diffBesideProgram(edits, proposed)]),
    population,
    ...(rollbackTo !== undefined && {
      irreversible: await measureIrreversible(tx, { version: rollbackTo, base, proposed }),
    }),
    ...(enrolling.length > 0 && { enrolling }),
    titles: titlesOf(touched, migrated?.migration, { ...base.tracks, ...proposed.tracks }),
    ...(migrated && { migration: migrated.migration }),
    ...(ahead && { ahead }),
    risk,
    ...(drafts.length > 0 && { drafts }),
    approval: await planApproval(tx, input, { level: risk.level, author }, options.regulated),
    ...(warnings.length > 0 && { warnings }),
    computedAt: now,
  };
}

/** Without those that the base has already: they were seen when it was approved. */
export function newWarnings(base: Program, proposed: Program): Finding[] {
  const known = new Set(warningsOf(base).map(warningLine));
  return warningsOf(proposed).filter((warning) => !known.has(warningLine(warning)));
}

function warningLine({ path, message }: Finding): string {
  return `${path}: ${message}`;
}

/** Covers everything that was shown except the instant it was computed at. */
export function hashPlan(plan: Plan): string {
  const { computedAt: _, ...shown } = plan;
  return sha256Hex(canonicalJson(shown));
}

export function hashEdits(edits: readonly Edit[], baseVersion: number): string {
  return sha256Hex(canonicalJson({ baseVersion, edits }));
}

/** Of the tracks that the population names. */
function titlesOf(
  population: Population,
  migration: PlanMigration | undefined,
  tracks: Program['tracks'],
): Record<string, string> {
  const named = [
    ...(migration?.steps ?? []).map(({ track }) => track),
    ...Object.keys(population.entering),
    ...Object.values(population.alsoOn ?? {}).flatMap(Object.keys),
    ...Object.keys(population.inFlight),
    ...[...(population.resumed ?? []), ...(population.paused ?? [])].map(({ target }) => target),
  ];
  return Object.fromEntries(
    named.flatMap((id) => {
      const title = tracks[id]?.title;
      return title === undefined ? [] : [[id, title]];
    }),
  );
}
