import type { Queryable } from '../../../db/connection.ts';
import type { Period } from '../period.ts';
import type { Comparisons } from './comparisons.ts';
import type { Scope } from './scope.ts';

/** What every part of a dashboard is read by: one transaction, one scope, the same two spans of time. */
export interface Frame {
  db: Queryable;
  scope: Scope;
  now: Span;
  past: Span;
  comparisons: Comparisons;
}

/** A period and how far its outcomes are known. */
export interface Span {
  period: Period;
  /** Outcomes from this instant on are left out, ms; absent: none are. */
  cut?: number | undefined;
  /** Until when whoever waits has been waited for, ms. */
  end: number;
}

/** The same read of the period and of the one before. */
export async function both<T>(frame: Frame, read: (span: Span) => Promise<T>): Promise<{ now: T; past: T }> {
  return { now: await read(frame.now), past: await read(frame.past) };
}
