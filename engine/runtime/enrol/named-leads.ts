import type { Tx } from '../../../db/connection.ts';
import type { Command, Decision, Input, LeadId } from '../../core/types.ts';
import type { LeadRow } from '../sql/claim.ts';
import { findGone } from '../sql/merge.ts';
import type { EnrolledTrack, NamedEnrolment } from './types.ts';

type EnrolCommand = Extract<Command, { do: 'enrol' }>;

interface Wanted {
  named: LeadId;
  isMerged: boolean;
  track: string;
  command: EnrolCommand;
}

export interface NamedLeads {
  /** Leads that can be decided for, each with the commands for it. */
  works: readonly { row: LeadRow; commands: readonly EnrolCommand[] }[];
  /** To be told of every decision. */
  decided(input: Input, decision: Decision): void;
  /** Call it when everything is decided; a lead of which nothing was told fails. */
  result(): EnrolledTrack[];
}

/**
 * Finds the leads that are named, in the rows that `read` gives: one that was merged stands for the lead it lives on
 * in, one that was erased or is parked is refused.
 */
export async function findNamed(
  tx: Tx,
  enrolments: readonly NamedEnrolment[],
  read: (ids: readonly LeadId[]) => Promise<LeadRow[]>,
): Promise<NamedLeads> {
  const named = [...new Set(enrolments.flatMap(({ leads }) => leads))];
  const gone = new Map((await findGone(tx, named)).map((row) => [row.id, row]));
  const nowOf = (id: LeadId) => gone.get(id)?.to ?? id;
  const rows = new Map((await read([...new Set(named.map(nowOf))])).map((row) => [row.id, row]));

  const wanted = new Map<LeadId, Wanted[]>();
  const refused = enrolments.map(() => new Map<string, LeadId[]>());
  enrolments.forEach(({ track, leads }, n) => {
    const seen = new Set(leads.filter((id) => nowOf(id) === id));
    for (const id of leads) {
      const now = nowOf(id);
      const row = rows.get(now);
      const isTwice = now !== id && seen.has(now);
      seen.add(now);
      if (gone.get(id)?.erased || !row) add(refused[n], 'erased', id);
      else if (isTwice) add(refused[n], 'named_twice', id);
      else if (row.fault !== null) add(refused[n], 'parked', id);
      else add(wanted, now, { named: id, isMerged: now !== id, track, command: { do: 'enrol', track } });
    }
  });

  const outcomes = new Map<Command, { reason?: string; isSuppressed: boolean }>();
  return {
    works: [...wanted].map(([id, of]) => ({
      row: rows.get(id) as LeadRow,
      commands: of.map(({ command }) => command),
    })),
    decided: (input, { lead, trace }) => {
      if (input.kind !== 'command' || input.command.do !== 'enrol') return;
      const { track } = input.command;
      const first = trace.find(
        (entry) => (entry.did === 'enrol' || entry.did === 'skip_enrol') && entry.track === track,
      );
      const reason = first?.did === 'skip_enrol' ? first.reason : undefined;
      outcomes.set(input.command, { ...(reason && { reason }), isSuppressed: lead.suppressed !== null });
    },
    result: () =>
      enrolments.map(({ track, leads }, n) => {
        const of = [...wanted].flatMap(([id, all]) =>
          all.filter((one) => one.track === track).map((one) => ({ id, ...one })),
        );
        const entering = of.filter(({ named: id, command }) => {
          const outcome = outcomes.get(command);
          const reason = outcome === undefined ? 'fails' : outcome.reason;
          if (reason !== undefined) add(refused[n], reason, id);
          return reason === undefined;
        });
        return {
          track,
          named: leads.length,
          entering: entering.map(({ id }) => id).sort(),
          suppressed: entering.filter(({ command }) => outcomes.get(command)?.isSuppressed).length,
          merged: entering.filter(({ isMerged }) => isMerged).length,
          refused: Object.fromEntries([...(refused[n] ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))),
        };
      }),
  };
}

function add<K, V>(lists: Map<K, V[]> | undefined, key: K, value: V): void {
  const known = lists?.get(key);
  if (known) known.push(value);
  else lists?.set(key, [value]);
}
