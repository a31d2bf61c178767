import { canonicalJson } from '../../../../db/canonical.ts';
import type { Tx } from '../../../../db/connection.ts';
import type { Condition } from '../../../program/condition/ast.ts';
import type { Edit, Program, Track } from '../../../program/schema.ts';
import { countAccountsOnTracks } from '../../sql/in-flight.ts';
import {
  countInFlight,
  countLeads,
  type Entering,
  measureEntering,
  mostAccounts,
} from '../../sql/population.ts';
import { mostRun } from '../ahead/leads-to-run.ts';
import type { LeadSample } from '../ahead/types.ts';
import type { MeasuredMigration } from '../migration/plan-migration.ts';
import type { Population, TouchedAccounts } from '../types.ts';
import { enteringCondition, measureHoldout, measureSharing } from './experiments.ts';
import { measureFiring } from './firing.ts';
import { leadCondition } from './lead-condition.ts';
import { resolveText, sameCondition } from './resolve.ts';
import { measurePaused, measureResumed } from './resumed.ts';
import { measureFitting, measureScored, measureThresholds } from './scoring.ts';

export interface MeasuredPopulation {
  population: Population;
  /** Of the leads that would enter, by track. */
  entering: readonly LeadSample[];
}

/** Whom the change would touch, on the data as it is now. Reads only. */
export async function measurePopulation(
  tx: Tx,
  input: { base: Program; proposed: Program; edits: readonly Edit[]; now: number },
  migrated: MeasuredMigration | undefined,
): Promise<MeasuredPopulation> {
  const { base, proposed, edits, now } = input;
  const entering: Record<string, number> = {};
  const alsoOn: Record<string, Record<string, number>> = {};
  const repeated: Record<string, number> = {};
  const inFlight: Record<string, number> = {};
  const enteringAccounts: Record<string, TouchedAccounts> = {};
  const samples: LeadSample[] = [];
  const atMost: string[] = [];
  const changed = changedTracks(base, proposed);

  for (const id of changed) {
    const byStep = await countInFlight(tx, id);
    const active = Object.values(byStep).reduce((sum, n) => sum + n, 0);
    if (active > 0) inFlight[id] = active;
  }
  for (const [id, track] of Object.entries(proposed.tracks)) {
    const before = base.tracks[id];
    const entry = track.entry && resolveText(track.entry.when, proposed);
    const entryBefore = before?.entry && resolveText(before.entry.when, base);
    const heldBefore = { condition: entryBefore, program: base };
    if (!entry || sameCondition({ condition: entry, program: proposed }, heldBefore)) continue;
    const { condition, isAtMost } = enteringCondition(entry, { base, proposed });
    if (isAtMost) atMost.push(track.title);
    const found = await enteringNow(tx, id, track, {
      condition,
      known: entryBefore !== undefined,
      program: proposed,
      now,
    });
    entering[id] = found.leads;
    samples.push({ of: found.leads, ids: found.ids });
    if (found.accounts.count > 0) enteringAccounts[id] = found.accounts;
    const others = Object.entries(found.alsoOn).filter(([other]) => Object.hasOwn(proposed.tracks, other));
    if (others.length > 0) alsoOn[id] = Object.fromEntries(others);
    if (found.repeated > 0) repeated[id] = found.repeated;
  }

  const firing = await measureFiring(tx, { base, proposed, now });
  const fitting = await measureFitting(tx, { base, proposed, now });
  const paused = await measurePaused(tx, base, edits);
  const holdout = await measureHoldout(tx, { base, proposed, now });
  const sharing = await measureSharing(tx, { base, proposed, now });
  const population: Population = {
    entering,
    alsoOn,
    repeated,
    inFlight,
    leaving: migrated?.leaving ?? 0,
    accounts: {
      entering: enteringAccounts,
      leaving: leavingAccounts(migrated),
      inFlight: await accountsInFlight(tx, changed),
    },
    scored: await measureScored(tx, { base, proposed, now }),
    ...(fitting.length > 0 && { fitting }),
    ...(firing.length > 0 && { firing }),
    ...(holdout && { holdout }),
    ...(sharing.length > 0 && { sharing }),
    ...(atMost.length > 0 && { atMost }),
    thresholds: await measureThresholds(tx, { base, proposed }),
    resumed: await measureResumed(tx, base, edits),
    ...(paused.length > 0 && { paused }),
    leads: await countLeads(tx),
  };
  return { population, entering: samples };
}

function changedTracks(base: Program, proposed: Program): string[] {
  return [...new Set([...Object.keys(base.tracks), ...Object.keys(proposed.tracks)])]
    .filter((id) => canonicalJson(base.tracks[id] ?? null) !== canonicalJson(proposed.tracks[id] ?? null))
    .sort();
}

function enteringNow(
  tx: Tx,
  id: string,
  track: Track,
  entry: { condition: Condition; known: boolean; program: Program; now: number },
): Promise<Entering> {
  return measureEntering(tx, {
    track: id,
    known: entry.known,
    again: track.reentry !== 'never',
    limit: mostRun / 2,
    items: track.steps.flatMap((step) => (step.kind === 'email' ? [step.content.item] : [])),
    condition: leadCondition(entry.condition, { program: entry.program, now: entry.now, firstParam: 5 }),
  });
}

async function accountsInFlight(tx: Tx, tracks: readonly string[]): Promise<TouchedAccounts> {
  const rows = tracks.length === 0 ? [] : await countAccountsOnTracks(tx, tracks, mostAccounts);
  return { count: rows[0]?.of ?? 0, first: rows.map(({ account, leads }) => ({ account, leads })) };
}

function leavingAccounts(migrated: MeasuredMigration | undefined): TouchedAccounts {
  if (migrated === undefined) return { count: 0, first: [] };
  const { leavingAccounts: byAccount, migration } = migrated;
  const all = [...byAccount].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return {
    count: all.length,
    ...(migration.decided < migration.leads && { atLeast: true as const }),
    first: all.slice(0, mostAccounts).map(([account, leads]) => ({ account, leads })),
  };
}
