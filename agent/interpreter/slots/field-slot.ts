import type { Condition } from '../../../engine/program/condition/ast.ts';

/** A value of a field that a request names, or rules out. */
export interface FieldSlot {
  field: string;
  condition: Condition;
  /** For a plain value: it, so that several of one field can be joined. */
  value?: string;
  negated: boolean;
  /** Where it stood in the text. */
  index: number;
  /** Where it ended. */
  end?: number;
  /** What rules it out may rule out several. */
  lists?: boolean;
}
