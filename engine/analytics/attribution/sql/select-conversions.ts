import type { Queryable } from '../../../../db/connection.ts';
import { LANES } from '../../../../db/lanes.ts';
import type { Period } from '../../period.ts';
import type { Conversion } from '../attribute.ts';

/** What credit is given for. `won`: a deal; `demo`: the first request at a stage; `sql`: a lead that sales took up. */
export const conversionKinds = ['won', 'demo', 'sql'] as const;
export type ConversionKind = (typeof conversionKinds)[number];

export interface FoundConversion extends Conversion {
  lane: number;
  lead: string;
  /** Of the account, where the lead has one and the deal is the account's. */
  accountLane: number | null;
  account: string | null;
}

interface Row {
  lane: number;
  lead: string;
  /** Which of the lead's; of a deal also whose it was before a merge. */
  n: string;
  at: number;
  amount: number | null;
  account_lane: number | null;
  account: string | null;
}

const sources: Readonly<Record<ConversionKind, string>> = {
  won: `select lane, lead_id, from_id || '/' || seq as n, at, amount::float8 as amount, true as of_account
        from deal_facts where kind = 'closed' and won`,
  demo: `select lane, lead_id, n::text as n, demo_at as at, null::float8 as amount, false as of_account
         from stay_facts where kind = 'journey' and demo_at is not null`,
  sql: `select lane, lead_id, n::text as n, entered_at as at, null::float8 as amount, false as of_account
        from stay_facts where kind = 'lifecycle' and stage = 'sql'`,
};

/** More are looked at by an even sample of leads. */
const most = 20_000;

/** Those of the period, oldest first, and of which share of leads (0-1) they are. */
export async function selectConversions(
  db: Queryable,
  kind: ConversionKind,
  { from, to }: Period,
): Promise<{ conversions: FoundConversion[]; share: number }> {
  const found = `from (${sources[kind]}) c
    where c.at >= to_timestamp($1::float8 / 1000) and c.at < to_timestamp($2::float8 / 1000)`;
  const [counted] = await db.query<{ n: number }>(`select count(*)::int as n ${found}`, [from, to]);
  // Leads are in lanes by a hash, so that some lanes are an even sample, and the same one every time.
  const lanes = Math.max(1, Math.min(LANES, Math.floor((LANES * most) / Math.max(1, counted?.n ?? 0))));
  const rows = await db.query<Row>(
    `select c.lane, c.lead_id as lead, c.n, c.at, c.amount,
            case when c.of_account then l.account_lane end as account_lane,
            case when c.of_account then l.account_id end as account
     from (${sources[kind]}) c
     join leads l on l.lane = c.lane and l.id = c.lead_id
     where c.at >= to_timestamp($1::float8 / 1000) and c.at < to_timestamp($2::float8 / 1000) and c.lane < $3::int
     order by c.at, c.lane, c.lead_id, c.n`,
    [from, to, lanes],
  );
  return {
    share: lanes / LANES,
    conversions: rows.map(({ lane, lead, n, at, amount, account_lane, account }) => ({
      id: `${lead}/${n}`,
      at,
      cents: amount === null ? null : Math.round(amount * 100),
      lane,
      lead,
      accountLane: account_lane,
      account,
    })),
  };
}
