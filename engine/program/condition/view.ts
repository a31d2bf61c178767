import type { Scalar } from './ast.ts';
import type { FeatureCounts } from './features.ts';

/** Everything a condition may look at: one lead at one instant, and the event that is arriving, if any. */
export interface View {
  /** ms since the epoch. */
  readonly now: number;
  /** Value of a field of the lead, its account or the engine, by its name in the vocabulary. */
  field(name: string): Scalar | undefined;
  /** The arriving event. Without one, event leaves are false and every property is missing. */
  readonly event?: { readonly name: string; readonly properties: Readonly<Record<string, Scalar>> };
  /** Counts, sums and spans by feature key; undefined means no such event so far. */
  feature(key: string): FeatureCounts | undefined;
  inSegment(id: string): boolean;
  /** How many leads of the lead's account are in the segment, itself included; 0 without an account. */
  stakeholders(segment: string): number;
  onList(id: string): boolean;
  /** The latest enrolment on the track. */
  enrolment(track: string): { readonly status: 'active' | 'ended' } | undefined;
}
