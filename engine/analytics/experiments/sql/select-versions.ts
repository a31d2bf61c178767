import type { Queryable } from '../../../../db/connection.ts';
import type { Experiment, Program } from '../../../program/schema.ts';

/** A version of the program by what it says of sharing leads out. */
export interface SharingVersion {
  activatedAt: number;
  experiment: Experiment | null;
  holdout: Program['policies']['holdout'] | null;
  /** Empty unless asked for. */
  tracks: Program['tracks'];
}

/** Versions, newest first. */
export function selectVersions(
  db: Queryable,
  { experiment, tracks }: { experiment: string; tracks: boolean },
): Promise<SharingVersion[]> {
  return db.query(
    `select activated_at as "activatedAt", document -> 'experiments' -> $1::text as experiment,
            document -> 'policies' -> 'holdout' as holdout,
            case when $2::boolean then document -> 'tracks' else '{}'::jsonb end as tracks
     from (select version, activated_at, document::jsonb as document from programs
           order by version desc limit 1000) p
     order by version desc`,
    [experiment, tracks],
  );
}
