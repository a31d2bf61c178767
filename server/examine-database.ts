import type { Database } from '../db/connection.ts';
import { TrellisError } from '../db/errors.ts';
import { historyKeptFrom } from '../db/history-kept-from.ts';
import { describeFacts, factsStatus, isBehind } from '../engine/analytics/facts/status.ts';
import { listParts } from '../engine/runtime/sql/history-parts.ts';
import { describeIndex } from '../knowledge/index/describe.ts';
import { readStatus } from '../knowledge/index/status.ts';
import { describeDatabase, type Finding, look } from './doctor.ts';

/**
 * What `trellis doctor` finds of the database; what is missing in one that was never started is not looked at.
 * `endpoint` is the name of what gives the library its vectors.
 */
export async function examineDatabase(db: Database, now: number, endpoint?: string): Promise<Finding[]> {
  const findings = [await look('database', () => describeDatabase(db))];
  const [made] = await db.query<{ made: boolean }>(`select to_regclass('inputs_other') is not null as made`);
  if (made?.made) findings.push(await look('history', () => examineHistory(db, now)));
  const [indexed] = await db.query<{ is: boolean }>(
    `select to_regclass('index_generations') is not null as is`,
  );
  if (indexed?.is) findings.push(await look('library', () => examineIndex(db, endpoint)));
  const [counted] = await db.query<{ is: boolean }>(`select to_regclass('fact_leads') is not null as is`);
  if (counted?.is) findings.push(await look('figures', () => examineFacts(db, now)));
  if (db.kind === 'postgres') findings.push(await look('server settings', () => examineSettings(db)));
  if (made?.made && db.kind === 'postgres') findings.push(await look('hot tables', () => examineTables(db)));
  return findings;
}

/** Throws `facts.behind` when nobody counts the log in for the figures. */
async function examineFacts(db: Database, now: number): Promise<string> {
  const status = await factsStatus(db);
  const words = describeFacts(status, now).join(' ');
  if (isBehind(status, now)) throw new TrellisError('facts.behind', words, { mender: 'operator' });
  return words;
}

/** Throws what keeps the library's index behind. */
async function examineIndex(db: Database, endpoint: string | undefined): Promise<string> {
  const status = await readStatus(db, endpoint);
  const words = describeIndex(status).join(' ');
  if (status.fault) throw new TrellisError('library.index', words, { mender: 'operator' });
  return words;
}

/** Throws `history.parts` when inputs lie outside the months, or would from next month on. */
async function examineHistory(db: Database, now: number): Promise<string> {
  const parts = await listParts(db);
  const [row] = await db.query<{ outside: boolean }>('select exists (select from inputs_other) as outside');
  const last = Math.max(...parts.map(({ to }) => to ?? 0));
  if (row?.outside || last < now) {
    throw new TrellisError(
      'history.parts',
      'Some inputs lie in no month: a running worker moves them within the hour; start one.',
      { mender: 'operator' },
    );
  }
  const keptFrom = await historyKeptFrom(db);
  const since = keptFrom === undefined ? 'from the beginning' : `since ${day(keptFrom)}`;
  return `kept ${since}, in ${parts.length - 1} parts made up to ${day(last)}`;
}

/** Throws `database.settings` for what was seen to break down under load. */
async function examineSettings(db: Database): Promise<string> {
  const names = ['wal_compression', 'autovacuum', 'shared_buffers', 'max_wal_size', 'synchronous_commit'];
  const rows = await db.query<{ name: string; value: string }>(
    `select name, current_setting(name) as value from unnest($1::text[]) as n(name)`,
    [names],
  );
  const settings = Object.fromEntries(rows.map(({ name, value }) => [name, value]));
  if (settings.autovacuum === 'off')
    throw new TrellisError('database.settings', 'autovacuum is off: the tables only grow. Set it on.', {
      mender: 'operator',
    });
  if (settings.wal_compression === 'on' || settings.wal_compression === 'pglz')
    throw new TrellisError(
      'database.settings',
      'wal_compression is pglz, which holds up writing under load: ALTER SYSTEM SET wal_compression = lz4 (or off), then SELECT pg_reload_conf().',
      { mender: 'operator' },
    );
  const advice = settings.wal_compression === 'off' ? '; lz4 would make the log smaller' : '';
  return `${rows.map(({ name, value }) => `${name} ${value}`).join(', ')}${advice}`;
}

/** Autovacuum leaves a table of fewer rows alone for long, and nothing is slow there. */
const fewRows = 1_000;

/** Throws `database.tables` when a table that is written again all the time is not set up for that, or full of dead rows. */
async function examineTables(db: Database): Promise<string> {
  const rows = await db.query<{ name: string; options: string; dead: number }>(
    `select c.relname::text as name, array_to_string(c.reloptions, ' ') as options,
       case when s.n_live_tup + s.n_dead_tup >= $1 then s.n_dead_tup::float8 / (s.n_live_tup + s.n_dead_tup)
         else 0 end::float8 as dead
     from pg_class c left join pg_stat_user_tables s on s.relid = c.oid
     where c.oid in ('leads'::regclass, 'outbox'::regclass, 'enrolments'::regclass) order by 1`,
    [fewRows],
  );
  const plain = rows.filter(({ options }) => !/fillfactor=\d+/.test(options) || !/autovacuum_/.test(options));
  if (plain.length > 0)
    throw new TrellisError(
      'database.tables',
      `${plain.map(({ name }) => name).join(', ')} lost its storage settings: ALTER TABLE … SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02).`,
      { mender: 'operator' },
    );
  const share = (dead: number) => `${Math.round(dead * 100)} %`;
  const full = rows.filter(({ dead }) => dead > 0.4);
  if (full.length > 0)
    throw new TrellisError(
      'database.tables',
      `${full.map(({ name, dead }) => `${share(dead)} of ${name} are dead rows`).join(', ')}: autovacuum does not keep up; give it more workers, or look for a transaction that stays open.`,
      { mender: 'operator' },
    );
  return `fillfactor and autovacuum as made; dead rows: ${rows.map(({ name, dead }) => `${name} ${share(dead)}`).join(', ')}`;
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
