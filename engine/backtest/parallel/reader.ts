import type { Database } from '../../../db/connection.ts';
import { compileStored } from '../../runtime/program-cache.ts';
import { readProgram } from '../../runtime/sql/programs.ts';
import type { ActiveProgram } from '../../runtime/types.ts';
import { readBacktestChunk } from '../sql/backtest.ts';
import { readReplayChunk } from '../sql/replay.ts';

/** What a task may ask of the database. */
const reads = { backtest: readBacktestChunk, replay: readReplayChunk, program: readProgram };

type Reads = typeof reads;
type Query<N extends keyof Reads> = Parameters<Reads[N]>[1];
type Answer<N extends keyof Reads> = Awaited<ReturnType<Reads[N]>>;

/** Reads in a transaction of its own. */
export type Reader = <N extends keyof Reads>(name: N, query: Query<N>) => Promise<Answer<N>>;
/** The same as a message to the thread that has the database. */
export type Asked = { [N in keyof Reads]: { name: N; query: Query<N> } }[keyof Reads];

export function readerOn(db: Database): Reader {
  return (name, query) =>
    db.transaction((tx) => (reads[name] as (on: typeof tx, what: typeof query) => never)(tx, query));
}

/** Program versions made ready to decide: by the database, once each. */
export interface Programs {
  /** Resolves once all of these are compiled. */
  load(versions: Iterable<number>): Promise<void>;
  compiled(version: number): ActiveProgram | undefined;
}

export function programsOf(read: Reader): Programs {
  const known = new Map<number, ActiveProgram>();
  return {
    load: async (versions) => {
      for (const version of new Set(versions)) {
        if (!known.has(version)) known.set(version, compileStored(version, await read('program', version)));
      }
    },
    compiled: (version) => known.get(version),
  };
}
