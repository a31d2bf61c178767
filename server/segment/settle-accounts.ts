import type { Queryable } from '../../db/connection.ts';
import { laneOfValue } from '../../db/lanes.ts';
import type { IncomingEvent } from '../../engine/runtime/types.ts';
import type { MappedEvent } from './to-event.ts';

/**
 * Gives account fields that came without an account to the account the lead has already, so that a guess never moves
 * a lead out of its company: the account that an earlier event of the same call named, else the stored one, else the
 * guessed one. Order and number of the events stay.
 */
export async function settleAccounts(
  db: Queryable,
  events: readonly MappedEvent[],
): Promise<IncomingEvent[]> {
  const guessing = events.filter((event) => event.account?.guessed);
  if (guessing.length === 0) return [...events];
  const stored = await accountsOf(db, guessing.flatMap(identitiesOf));
  const named = new Map<string, string>();
  return events.map(({ account, ...event }) => {
    if (!account) return event;
    const ids = identitiesOf(event).map(({ kind, value }) => `${kind}:${value}`);
    const { guessed, ...mapped } = account;
    const known = guessed && (firstOf(named, ids) ?? firstOf(stored, ids));
    const id = known ?? mapped.id;
    // A removal alone makes no account.
    if (guessed && !known && Object.values(mapped.fields ?? {}).every((value) => value === null))
      return event;
    for (const key of ids) named.set(key, id);
    return { ...event, account: { ...mapped, id } };
  });
}

interface Identity {
  kind: 'user' | 'email' | 'anonymous';
  value: string;
}

/** In the order in which the engine finds a lead. */
function identitiesOf({ userId, email, anonymousId }: IncomingEvent): Identity[] {
  return [
    ...(userId ? [{ kind: 'user' as const, value: userId.trim() }] : []),
    ...(email ? [{ kind: 'email' as const, value: email.trim().toLowerCase() }] : []),
    ...(anonymousId ? [{ kind: 'anonymous' as const, value: anonymousId.trim() }] : []),
  ];
}

async function accountsOf(db: Queryable, identities: readonly Identity[]): Promise<Map<string, string>> {
  const rows = identities.map(({ kind, value }) => ({ lane: laneOfValue(value), kind, value }));
  const found = await db.query<{ kind: string; value: string; account: string }>(
    `select i.kind, i.value, l.account_id as account
     from json_to_recordset($1::json) as x(lane smallint, kind text, value text collate "C")
     join identities i on i.lane = x.lane and i.kind = x.kind and i.value = x.value
     join leads l on l.lane = i.lead_lane and l.id = i.lead_id
     where l.account_id is not null`,
    [JSON.stringify(rows)],
  );
  return new Map(found.map(({ kind, value, account }) => [`${kind}:${value}`, account]));
}

function firstOf(accounts: ReadonlyMap<string, string>, ids: readonly string[]): string | undefined {
  return ids.map((id) => accounts.get(id)).find((account) => account !== undefined);
}
