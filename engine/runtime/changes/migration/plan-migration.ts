import type { Tx } from '../../../../db/connection.ts';
import { sampleOnTracks } from '../../sql/in-flight.ts';
import { type MigrationInput, migrateLeads, touchedTracks } from './migrate-leads.ts';
import type { LeadMigration, MigratedStep, PlanMigration } from './types.ts';

/** More leads in flight than this are not decided for one by one: an even sample of about as many is, and scaled up. */
const mostDecided = 2000;

export interface MeasuredMigration {
  migration: PlanMigration;
  /** Enrolments that end though they have not come to their own end. */
  leaving: number;
  /** By account, the leads that leave a track; of those decided for. */
  leavingAccounts: ReadonlyMap<string, number>;
}

/** The migration that a plan carries; undefined when nobody is in flight on a track that the change touches. */
export async function measureMigration(
  tx: Tx,
  input: MigrationInput,
  most: number = mostDecided,
): Promise<MeasuredMigration | undefined> {
  const tracks = touchedTracks(input.base, input.proposed);
  const { of: leads, ids } = await sampleOnTracks(tx, tracks, most);
  if (leads === 0) return undefined;
  const tally = createTally();
  const leavingAccounts = new Map<string, number>();
  let decided = 0;
  for await (const { row, migrated } of migrateLeads(tx, input, { tracks, ids })) {
    decided++;
    for (const one of migrated.tracks) tally.add(one);
    tally.cancelled.emails += migrated.cancelled.emails;
    tally.cancelled.held += migrated.cancelled.held;
    tally.cancelled.delayed += migrated.cancelled.delayed;
    tally.sends += migrated.sends;
    if (migrated.fault !== undefined) tally.failing++;
    if (row.account_id !== null && migrated.tracks.some(leaves))
      leavingAccounts.set(row.account_id, (leavingAccounts.get(row.account_id) ?? 0) + 1);
  }
  const weight = decided === 0 ? 1 : leads / decided;
  const { migration, leaving } = tally.scaled(weight);
  return { migration: { leads, decided, ...migration }, leaving, leavingAccounts };
}

/** It ended, and neither by its last step nor by an exit step. */
function leaves({ becomes, reason = '' }: LeadMigration): boolean {
  return becomes === 'ended' && (/^(removed|goal|loop|left)$/.test(reason) || reason.includes(':'));
}

function createTally() {
  const steps = new Map<string, MigratedLeadsOfStep>();
  const cancelled = { emails: 0, held: 0, delayed: 0 };
  const tally = { sends: 0, failing: 0, leaving: 0, cancelled };
  return Object.assign(tally, {
    add: (one: LeadMigration) => {
      const key = `${one.track} ${one.step}`;
      const counts = steps.get(key) ?? emptyStep(one);
      steps.set(key, counts);
      counts.leads++;
      if (one.becomes === 'kept') counts.kept++;
      else if (one.becomes === 'goes_on') counts.goesOn++;
      else if (one.becomes === 'moved') increase(counts.moved, one.to ?? '');
      else increase(counts.ended, one.reason ?? '');
      if (leaves(one)) tally.leaving++;
    },
    scaled: (weight: number) => {
      const scale = (n: number) => Math.round(n * weight);
      return {
        leaving: scale(tally.leaving),
        migration: {
          steps: [...steps.entries()]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([, one]) => stepOf(one, scale)),
          cancelled: {
            emails: scale(cancelled.emails),
            held: scale(cancelled.held),
            delayed: scale(cancelled.delayed),
          },
          sends: scale(tally.sends),
          ...(tally.failing > 0 && { failing: scale(tally.failing) }),
        },
      };
    },
  });
}

interface MigratedLeadsOfStep extends Pick<MigratedStep, 'track' | 'step'> {
  leads: number;
  kept: number;
  goesOn: number;
  moved: Map<string, number>;
  ended: Map<string, number>;
}

function emptyStep({ track, step }: LeadMigration): MigratedLeadsOfStep {
  return { track, step, leads: 0, kept: 0, goesOn: 0, moved: new Map(), ended: new Map() };
}

function stepOf(counts: MigratedLeadsOfStep, scale: (n: number) => number): MigratedStep {
  const { track, step, leads, kept, goesOn, moved, ended } = counts;
  const sorted = (by: Map<string, number>) => [...by].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    track,
    step,
    leads: scale(leads),
    kept: scale(kept),
    goesOn: scale(goesOn),
    moved: sorted(moved).map(([to, n]) => ({ to, leads: scale(n) })),
    ended: sorted(ended).map(([reason, n]) => ({ reason, leads: scale(n) })),
  };
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
