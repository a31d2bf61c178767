import type { Condition } from '../../program/condition/ast.ts';
import type { Period } from '../period.ts';

/**
 * What is asked about: a period, `to` exclusive, and any narrowing of it. Segment, industry and owner are those a lead
 * has now; stage, track and item those of the moment.
 */
export interface PerformanceQuery extends Period {
  track?: string;
  segment?: string;
  /** A journey stage. */
  stage?: string;
  industry?: string;
  item?: string;
  owner?: string;
  /** Only leads that satisfy it, as they are now. */
  where?: Condition;
}
