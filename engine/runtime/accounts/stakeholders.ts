import type { Tx } from '../../../db/connection.ts';
import { laneOfValue } from '../../../db/lanes.ts';
import type { LeadId, LeadState } from '../../core/types.ts';
import type { CompiledProgram, CountComparison } from '../../program/compile/compile.ts';
import { compareNumber } from '../../program/condition/scalars.ts';
import { insertInbox } from '../sql/inbox.ts';
import {
  countStakeholders,
  holdStakeholders,
  type StakeholderCount,
  saveStakeholders,
  wakeStakeholders,
} from '../sql/stakeholders.ts';

/**
 * Leads that wake one another one after the other, in so many decisions, do not come to rest by themselves: rules that
 * lead from the count back to the segment without waiting. The next input of each goes on from there.
 */
export const MOST_WAKES = 16;

type Counts = Readonly<Record<string, number>>;

/**
 * How many leads of each account are in the segments that conditions count them in, while a batch decides. Decisions
 * read the counts as they are, without locks; what they change is written at the end, one account's changes after the
 * other's, and whoever has decided by another number than the one that stands then, on another side of a comparison,
 * is told through the inbox. So every lead comes to decide by the number that stands.
 */
export interface Stakeholders {
  /** Reads the counts of these accounts. */
  load(tx: Tx, accountIds: ReadonlySet<string>): Promise<void>;
  /** The other leads of an account, for one that came into the batch as `before`; undefined when there are none. */
  others(before: LeadState, accountId: string): Counts | undefined;
  /** What the batch made of a lead; `wakes`: how many leads had woken one another until then. */
  decided(before: LeadState, after: LeadState, wakes: number): void;
  /** Writes what changed and wakes whom it concerns. Comes after the leads are written. */
  save(tx: Tx): Promise<void>;
}

/** `compiled` knows the versions that the batch's leads are on. Undefined when none of them counts stakeholders. */
export function createStakeholders(
  active: CompiledProgram,
  compiled: (version: number) => CompiledProgram | undefined,
  log: (line: string) => void,
): Stakeholders {
  const totals = new Map<string, Record<string, number>>();
  const deltas = new Map<string, Record<string, number>>();
  const decided = new Map<string, { lead: LeadState; wakes: number }[]>();
  const parted: { lead_id: LeadId; segment: string }[] = [];
  const joined: { lead_id: LeadId; segment: string; account_lane: number; account_id: string }[] = [];

  const counted = (lead: LeadState): readonly string[] => {
    const { stakeholders } = compiled(lead.program) ?? {};
    if (lead.account === null || stakeholders === undefined) return [];
    return lead.segments.filter((segment) => segment in stakeholders);
  };
  const change = (accountId: string, segment: string, by: number) => {
    add(deltas, accountId, segment, by);
    add(totals, accountId, segment, by);
  };

  return {
    load: async (tx, accountIds) => {
      if (accountIds.size === 0) return;
      for (const { account_id, segment, leads } of await countStakeholders(tx, keysOf(accountIds)))
        add(totals, account_id, segment, leads);
    },
    others: (before, accountId) => {
      const own = before.account?.id === accountId ? counted(before) : [];
      const entries = Object.keys(active.stakeholders).flatMap((segment): [string, number][] => {
        const others = (totals.get(accountId)?.[segment] ?? 0) - (own.includes(segment) ? 1 : 0);
        return others > 0 ? [[segment, others]] : [];
      });
      return entries.length > 0 ? Object.fromEntries(entries) : undefined;
    },
    decided: (before, after, wakes) => {
      const was = counted(before);
      const is = counted(after);
      const [from, to] = [before.account?.id, after.account?.id];
      for (const segment of was) {
        if (from === to && is.includes(segment)) continue;
        if (from !== undefined) change(from, segment, -1);
        if (!is.includes(segment)) parted.push({ lead_id: before.id, segment });
      }
      for (const segment of is) {
        if (to === undefined || (from === to && was.includes(segment))) continue;
        change(to, segment, 1);
        joined.push({ lead_id: after.id, segment, account_lane: laneOfValue(to), account_id: to });
      }
      if (to === undefined) return;
      // Who changes the counts of its new account meanwhile does not see this lead there yet: one waits for the other.
      if (from !== to) for (const segment of Object.keys(active.stakeholders)) change(to, segment, 0);
      const known = decided.get(to);
      if (known) known.push({ lead: after, wakes });
      else decided.set(to, [{ lead: after, wakes }]);
    },
    save: async (tx) => {
      if (deltas.size === 0) return;
      const keys = keysOf(deltas.keys());
      await holdStakeholders(tx, keys);
      if (parted.length + joined.length > 0) await saveStakeholders(tx, parted, joined);
      const standing = countsByAccount(await countStakeholders(tx, keys));
      const woken: { lane: number; id: string; wakes: number }[] = [];
      const told: LeadId[] = [];
      const late: { leadId: LeadId; wakes: number }[] = [];
      for (const { lane, id } of keys) {
        const now = standing.get(id) ?? {};
        const changes = deltas.get(id) ?? {};
        const leads = decided.get(id) ?? [];
        const wakes = 1 + Math.max(0, ...leads.map((one) => one.wakes));
        const before = (segment: string) => (now[segment] ?? 0) - (changes[segment] ?? 0);
        for (const { lead } of leads) {
          const seen = (segment: string) =>
            (lead.account?.stakeholders?.[segment] ?? 0) + (lead.segments.includes(segment) ? 1 : 0);
          told.push(lead.id);
          if (turns(active, now, seen)) late.push({ leadId: lead.id, wakes });
        }
        if (turns(active, now, before)) woken.push({ lane, id, wakes });
      }
      const goOn = ({ wakes }: { wakes: number }) => wakes <= MOST_WAKES;
      if (![...woken, ...late].every(goOn))
        log(
          'Leads of an account wake one another without end: look for rules that lead from a count of stakeholders back to its segment.',
        );
      if (woken.some(goOn)) await wakeStakeholders(tx, woken.filter(goOn), told);
      if (late.some(goOn))
        await insertInbox(
          tx,
          late
            .filter(goOn)
            .map(({ leadId, wakes }) => ({ leadId, input: { body: { kind: 'account' }, wakes } })),
        );
    },
  };
}

/** Whether any comparison holds for the one number and not for the other. */
function turns({ stakeholders }: CompiledProgram, now: Counts, then: (segment: string) => number): boolean {
  return Object.entries(stakeholders).some(([segment, comparisons]) => {
    const holds =
      (count: number) =>
      ({ is, value }: CountComparison) =>
        compareNumber(count, is, value);
    const [a, b] = [comparisons.map(holds(now[segment] ?? 0)), comparisons.map(holds(then(segment)))];
    return a.some((one, n) => one !== b[n]);
  });
}

function add(to: Map<string, Record<string, number>>, account: string, segment: string, by: number): void {
  const counts = to.get(account) ?? {};
  counts[segment] = (counts[segment] ?? 0) + by;
  to.set(account, counts);
}

function countsByAccount(rows: readonly StakeholderCount[]): Map<string, Record<string, number>> {
  const counts = new Map<string, Record<string, number>>();
  for (const { account_id, segment, leads } of rows) add(counts, account_id, segment, leads);
  return counts;
}

function keysOf(ids: Iterable<string>): { lane: number; id: string }[] {
  return [...ids].sort().map((id) => ({ lane: laneOfValue(id), id }));
}
