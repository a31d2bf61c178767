import type { Tx } from '../../../db/connection.ts';
import { carriedEnrolments } from '../../core/merge/enrolments.ts';
import type { Effect, Feature, LeadId, LeadState } from '../../core/types.ts';
import type { Absorbed } from '../batch.ts';
import { activated, type Deciding, noNews, step } from '../decide-lead.ts';
import { type MergedPair, readOutboxes, saveMerges } from '../sql/merge.ts';
import type { Writes } from '../writes.ts';
import type { MergeInput } from './merge-input.ts';

/** What a batch's merges need of the database, and what they leave to be written once the decisions are saved. */
export interface Merges {
  /** The input that brings the loser in, and the state that it brings. */
  inputFor(absorbed: Absorbed, features?: Readonly<Record<string, Feature>>): MergeInput;
  /** The survivor has decided: the loser's last input, and its rows. */
  done(input: MergeInput, survivor: LeadId, writes: Writes): void;
  save(tx: Tx): Promise<void>;
}

/** Reads the losers' outboxes; their leads are locked, so nothing is claimed from these meanwhile. */
export async function beginMerges(batch: Deciding, absorbed: readonly Absorbed[]): Promise<Merges> {
  const rows =
    absorbed.length === 0
      ? []
      : await readOutboxes(
          batch.tx,
          absorbed.map(({ loser }) => loser.id),
        );
  const byLead = Map.groupBy(rows, (row) => row.lead_id);
  const pairs: MergedPair[] = [];
  const carried: { loser: LeadId; track: string; n: number }[] = [];

  return {
    inputFor: (one, features) => {
      const { state, effects, record } = activated(batch, one.loser, features);
      const outbox = byLead.get(one.loser.id) ?? [];
      const body = {
        kind: 'merge' as const,
        loser: state,
        queued: [...outbox.filter((row) => row.status === 'queued').map(queuedEffect), ...effects],
        had: hadOf(outbox, state),
        by: one.by,
      };
      return { body, absorbed: one, record };
    },
    done: (input, survivor, writes) => {
      const { absorbed: one, body, met } = input;
      input.record(writes);
      const redirect = { kind: 'redirect' as const, to: survivor, by: one.by };
      const after = step(batch, body.loser, { body: redirect }, noNews, writes);
      const before = one.loser.state();
      writes.lead(one.loser, before, after, null);
      // Nobody counts it among the leads of its account any more.
      batch.stakeholders?.decided(before, { ...after, account: null }, 0);
      pairs.push({ loser: one.loser.id, survivor, by: one.by });
      for (const { track, from } of met === undefined
        ? []
        : carriedEnrolments(batch.active.compiled, met, body.loser))
        carried.push({ loser: one.loser.id, track, n: from });
    },
    save: async (tx) => {
      if (pairs.length > 0) await saveMerges(tx, pairs, carried, batch.now);
    },
  };
}

function queuedEffect({ effect, not_before }: { effect: Effect; not_before: number }): Effect {
  return effect.kind === 'email' ? { ...effect, notBefore: not_before } : effect;
}

/** By track the email steps that have left, or may have; with what its own enrolments pass over for the same reason. */
function hadOf(
  rows: readonly { status: string; track: string | null; step: string }[],
  loser: LeadState,
): Record<string, string[]> {
  const had = new Map<string, Set<string>>();
  const add = (track: string, step: string) => {
    const steps = had.get(track) ?? new Set();
    had.set(track, steps.add(step));
  };
  for (const { status, track, step } of rows) if (status !== 'queued' && track !== null) add(track, step);
  for (const [track, enrolment] of Object.entries(loser.enrolments))
    for (const step of enrolment.had ?? []) add(track, step);
  return Object.fromEntries([...had].map(([track, steps]) => [track, [...steps].sort()]));
}
