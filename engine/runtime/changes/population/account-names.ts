import type { Tx } from '../../../../db/connection.ts';
import { laneOfValue } from '../../../../db/lanes.ts';
import { readAccounts } from '../../sql/accounts.ts';
import type { Plan, TouchedAccounts } from '../types.ts';

/** The names, as they are now, of the accounts that a plan names by id; without those that have none. */
export async function accountNames(tx: Tx, { population }: Plan): Promise<Record<string, string>> {
  const { entering = {}, leaving, inFlight } = population.accounts ?? {};
  const touched = [...Object.values(entering), leaving, inFlight].filter((one) => one !== undefined);
  const ids = [...new Set(touched.flatMap(idsOf))].sort();
  const rows = await readAccounts(
    tx,
    ids.map((id) => ({ lane: laneOfValue(id), id })),
  );
  return Object.fromEntries(
    rows.flatMap(({ id, fields }) => {
      const name = fields.account_name;
      return typeof name === 'string' && name !== '' ? [[id, name]] : [];
    }),
  );
}

function idsOf({ first }: TouchedAccounts): string[] {
  return first.map(({ account }) => account);
}
