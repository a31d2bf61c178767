import type { Database, Tx } from '../../../db/connection.ts';
import type { ContentRef } from '../../program/schema.ts';
import type { Engine } from '../engine.ts';

export type ContentState = 'approved' | 'unapproved' | 'unknown';

export interface ChangesOptions {
  db: Database;
  engine: Pick<Engine, 'activate' | 'program'>;
  /** Milliseconds since the epoch. */
  clock: () => number;
  /** Whether pinned content exists unchanged and may be sent. */
  contentKnown?: (ref: ContentRef, tx: Tx) => Promise<ContentState>;
}
