import type { Comparison, Condition } from '../../condition/ast.ts';

export type Leaf = Exclude<Condition, { op: 'and' | 'or' | 'not' }>;

export function isLeaf(condition: Condition): condition is Leaf {
  return condition.op !== 'and' && condition.op !== 'or' && condition.op !== 'not';
}

/** A leaf that is to hold, or not to hold. */
export interface Literal {
  leaf: Leaf;
  holds: boolean;
}

const opposites: Readonly<Record<Comparison, Comparison>> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/** What is said of a number that is always there: `NOT x < 5` is `x >= 5`. */
export function comparisonOf(is: Comparison, holds: boolean): Comparison {
  return holds ? is : opposites[is];
}
