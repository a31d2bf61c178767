import type { Queryable } from '../../../../db/connection.ts';
import { cubes } from '../counters.ts';
import { addDifference, cubeNames, dropEmpty } from './cubes.ts';
import { emailFacts, placedPoints } from './email-facts.ts';
import { idsCte, type Person } from './people.ts';
import { longestItem, readLog } from './read-log.ts';
import { difference, factTableNames, oldRows, replaceRows } from './replace.ts';
import { stayFacts } from './stay-facts.ts';
import { dealFacts, takeFacts, taken } from './take-facts.ts';
import { traceFacts } from './trace-facts.ts';
import { insertDimensions } from './write-leads.ts';

/** Names that facts want to be counted by and that have no number yet. */
const wanted = `
  wanted as (
    select 'track:' || track as name from mails union select 'track:' || track from enrolled
    union select 'step:' || track || '/' || step from mails
    union select 'item:' || item from mails where length(item) <= ${longestItem}
    union select 'item:' || item from taken
    union select name from stay_names
    union values ('nurtured:yes'), ('nurtured:no'))`;

/** One statement makes everything of a batch: it sees one moment of the log, and facts and cubes are written together. */
const statement = `with ${[
  idsCte,
  ...factTableNames.map(oldRows),
  readLog,
  taken,
  placedPoints,
  emailFacts,
  takeFacts,
  dealFacts,
  stayFacts,
  traceFacts,
  wanted,
  ...factTableNames.map(replaceRows),
  ...cubeNames.map((cube) => `${cube}_written as (${addDifference(cube, difference(cubes[cube].facts))})`),
].join(',\n')}
select name, null::int as dim from wanted where not exists (select from fact_dimensions d where d.name = wanted.name)
union all select null, dim from daily_emails_written where sent = 0
union all select null, dim from daily_stays_written where entered = 0`;

/**
 * Nobody can tell the planner how many rows a step has, and it thinks of one: loops within loops. What is to be looked up
 * one by one says so itself (`lateral … offset 0`), all else is hashed. Planned once; compiling takes longer than running.
 */
const planning =
  'set local enable_nestloop = off; set local jit = off; set local plan_cache_mode = force_generic_plan';

/**
 * Makes the facts of these people anew and keeps the cubes exact. `keptFrom`: since when the log is whole. Twice where a
 * dimension was met for the first time, so that its number is there.
 */
export async function writeFacts(
  db: Queryable,
  people: readonly Person[],
  keptFrom: number | undefined,
): Promise<void> {
  const given = [JSON.stringify(people), keptFrom === undefined ? null : new Date(keptFrom)];
  const empty = new Set<number>();
  await db.exec(planning);
  for (let attempt = 1; ; attempt++) {
    const rows = await db.query<{ name: string | null; dim: number | null }>(statement, given, 'write_facts');
    for (const { dim } of rows) if (dim !== null) empty.add(dim);
    const names = rows.flatMap(({ name }) => (name === null ? [] : [name]));
    if (names.length === 0 || attempt === 2) break;
    await insertDimensions(db, names.sort());
  }
  await db.exec('reset enable_nestloop; reset plan_cache_mode');
  await dropEmpty(db, [...empty]);
}
