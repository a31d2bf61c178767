import type { LaneRange } from './lanes.ts';

/** What has been done since it was last told. */
export interface Done {
  leads: number;
  inputs: number;
}

/** What has been done so far, of so many leads. */
export interface Progress extends Done {
  of: number;
}

/** Works off the leads of some lanes. What it gives is plain data, so that a thread can hand it over. */
export type Work<R> = (lanes: LaneRange, told: (done: Done) => void) => Promise<R>;

/** How much of the machine a run may take. */
export interface Parallel {
  /** At most so many threads, at least one. */
  threads: number;
  /** Of the server, where there is one: each thread then reads for itself. */
  databaseUrl?: string;
  /** Leads a part has, about; what is read at a time when absent. */
  partSize?: number;
}
