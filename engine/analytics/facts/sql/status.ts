import type { Queryable } from '../../../../db/connection.ts';
import { cubeNames } from './cubes.ts';
import { factTableNames } from './replace.ts';

export interface FactCounts {
  newest: number | null;
  leads: { counted: number; all: number };
  emails: number;
  stays: number;
  bytes: number;
}

/** How many leads, emails and stays are counted in, and the room that facts take. */
export async function countFacts(db: Queryable): Promise<FactCounts> {
  const tables = ['fact_leads', 'fact_dimensions', ...factTableNames, ...cubeNames];
  const [row] = await db.query<
    { newest: number | null; counted: number; leads: number } & Omit<FactCounts, 'newest' | 'leads'>
  >(
    `select (select max(at) from inputs) as newest, (select count(*) from fact_leads) as counted,
            (select count(*) from leads) as leads, (select count(*) from email_facts) as emails,
            (select count(*) from stay_facts) as stays,
            (select sum(pg_total_relation_size(t::regclass)) from unnest($1::text[]) t) as bytes`,
    [tables],
  );
  const { newest = null, counted = 0, leads = 0, emails = 0, stays = 0, bytes = 0 } = row ?? {};
  return { newest, leads: { counted, all: leads }, emails, stays, bytes };
}
