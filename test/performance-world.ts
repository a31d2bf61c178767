import type { Database } from '../db/connection.ts';
import { rebuildCubes } from '../engine/analytics/facts/sql/cubes.ts';
import { writeState } from '../engine/analytics/facts/sql/state.ts';

export const DAY = 86_400_000;

type Row = Readonly<Record<string, unknown>>;

/** Writes facts by hand, so that figures over them can be counted by hand. Instants are ms; dimensions go by name. */
export interface FactsByHand {
  /** A lead with fields, standing in these dimensions now. */
  lead(n: number, dims?: readonly string[], fields?: Row): Promise<void>;
  email(n: number, sentAt: number, parts?: Row): Promise<void>;
  stay(n: number, kind: 'journey' | 'lifecycle', at: number, stage: string, parts?: Row): Promise<void>;
  deal(n: number, at: number, kind: 'proposal' | 'closed', parts?: Row): Promise<void>;
  take(n: number, at: number, item: string, parts?: Row): Promise<void>;
  exposure(n: number, at: number, experiment: string, arm: string): Promise<void>;
  hold(n: number, at: number, reason: string, what?: 'hold' | 'drop'): Promise<void>;
  /** Counts the cubes, and says until when the log is counted in. */
  done(asOf: number): Promise<void>;
}

const ofLead = `from stay_facts s where s.kind = 'lifecycle' and s.lead_id = f.lead_id`;
const accepted = `${ofLead} and s.stage in ('sql', 'opportunity', 'customer')`;
const later = `${ofLead} order by array_position(array['subscriber', 'lead', 'mql', 'sql', 'opportunity', 'customer'], s.stage) desc`;

/** Lead ids that differ in lane. */
export const leadId = (n: number) =>
  `${(n % 256).toString(16).padStart(2, '0')}${n.toString(16).padStart(6, '0')}-0000-4000-8000-000000000000`;

export function factsByHand(db: Database): FactsByHand {
  const dims = new Map<string, number>();
  const ofLead = new Map<number, readonly string[]>();
  const counts = new Map<string, number>();
  const next = (key: string) => {
    const n = (counts.get(key) ?? 0) + 1;
    counts.set(key, n);
    return n;
  };
  const idOf = async (name: string) => {
    const known = dims.get(name);
    if (known !== undefined) return known;
    const [row] = await db.query<{ id: number }>(
      'insert into fact_dimensions (name) values ($1) on conflict (name) do update set name = excluded.name returning id',
      [name],
    );
    dims.set(name, row?.id ?? -1);
    return row?.id ?? -1;
  };
  const idsOf = async (n: number, names: readonly string[]) =>
    `{${(await Promise.all([...(ofLead.get(n) ?? []), ...names].map(idOf))).join()}}`;
  const insert = async (table: string, row: Row) => {
    const entries = Object.entries(row);
    const values = entries.map(([name], at) =>
      name === 'at' || name.endsWith('_at')
        ? `to_timestamp($${at + 1}::float8 / 1000)`
        : name === 'dims'
          ? `$${at + 1}::text::int[]`
          : `$${at + 1}`,
    );
    await db.query(
      `insert into ${table} (${entries.map(([name]) => name)}) values (${values})`,
      entries.map(([, value]) => value),
    );
  };
  const who = (n: number) => ({ lane: n % 256, lead_id: leadId(n) });
  const row = (n: number) => ({ ...who(n), from_id: leadId(n), seq: next(`seq ${n}`) });
  return {
    async lead(n, names = [], fields = {}) {
      ofLead.set(n, names);
      await insert('fact_leads', { ...who(n), seq: 1, dims: await idsOf(n, []) });
      await db.query(
        `insert into leads (lane, id, seq, program, fields, state, score, journey, lifecycle, created_at)
         values ($1, $2, 0, 1, $3::text::jsonb, '{}', 0, 'awareness', 'lead', now())`,
        [n % 256, leadId(n), JSON.stringify(fields)],
      );
    },
    async email(n, sentAt, parts = {}) {
      const mail = { track: 'welcome', step: 'hello', item: 'guide', stage: 'awareness', ...parts };
      await insert('email_facts', {
        ...row(n),
        ordinal: 0,
        sent_at: sentAt,
        enrolment: 1,
        version: 1,
        purpose: 'marketing',
        ...mail,
        dims: await idsOf(n, [`track:${mail.track}`, `step:${mail.track}/${mail.step}`, `item:${mail.item}`]),
      });
    },
    async stay(n, kind, at, stage, { dims: more = [], ...parts } = {}) {
      const nurtured = parts.nurtured ?? true;
      await insert('stay_facts', {
        ...who(n),
        kind,
        n: next(`${kind} ${n}`),
        stage,
        entered_at: at,
        nurtured,
        emails: 0,
        pieces: 0,
        ...parts,
        dims: await idsOf(n, [...(more as string[]), `nurtured:${nurtured ? 'yes' : 'no'}`]),
      });
    },
    async deal(n, at, kind, parts = {}) {
      const nurtured = parts.nurtured ?? true;
      await insert('deal_facts', {
        ...row(n),
        at,
        kind,
        nurtured,
        ...parts,
        dims: await idsOf(n, [`nurtured:${nurtured ? 'yes' : 'no'}`]),
      });
    },
    async take(n, at, item, parts = {}) {
      const taken = await idsOf(n, [`item:${item}`]);
      await insert('take_facts', { ...who(n), item, at, stage: 'awareness', ...parts, dims: taken });
    },
    async exposure(n, at, experiment, arm) {
      await insert('exposure_facts', { ...who(n), experiment, arm, at });
    },
    async hold(n, at, reason, what = 'hold') {
      const where = { track: 'welcome', step: 'hello', enrolment: 1 };
      await insert('step_facts', { ...row(n), ordinal: 0, at, ...where, what, detail: reason });
    },
    async done(asOf) {
      await db.query(
        `update stay_facts f set accepted_at = (select min(s.entered_at) ${accepted}), furthest = (select s.stage ${later} limit 1)
         where f.kind = 'lifecycle' and f.n = 1`,
      );
      await rebuildCubes(db);
      await writeState(db, { asOf });
    },
  };
}
