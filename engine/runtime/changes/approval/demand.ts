import type { Program } from '../../../program/schema.ts';

/** What it takes to approve a change. */
export interface Demand {
  /** `one`: the author may; `second`: another approver where there is one; `four`: another approver, or nobody. */
  eyes: 'one' | 'second' | 'four';
  principal: boolean;
}

/** Who must approve a change, and why; part of what is shown and hashed. */
export interface PlanApproval extends Demand {
  reasons: readonly string[];
  /** When it was planned there was nobody who could. */
  nobody?: true;
}

type Level = 'low' | 'medium' | 'high';
export const riskLevels: readonly Level[] = ['low', 'medium', 'high'];

/** What the policies ask for a change of this risk. */
export function demandOf({ approval = {} }: Pick<Program['policies'], 'approval'>, risk: Level): Demand {
  const eyes = risk === 'low' ? 'one' : 'second';
  const asked = approval[risk];
  if (asked === 'one') return { eyes: 'one', principal: false };
  if (asked === 'four_eyes') return { eyes: 'four', principal: false };
  return { eyes, principal: asked === 'principal' };
}

/** What a plan says; one of an earlier release says nothing, and demands what is demanded without a policy. */
export function demandIn({ approval, risk }: { approval?: Demand; risk: { level: Level } }): Demand {
  return approval ?? demandOf({}, risk.level);
}

export function sameDemand(a: Demand, b: Demand): boolean {
  return a.eyes === b.eyes && a.principal === b.principal;
}

const order: readonly Demand['eyes'][] = ['one', 'second', 'four'];

/** All of them at once. */
export function strictest(demands: readonly Demand[]): Demand {
  const most = Math.max(...demands.map(({ eyes }) => order.indexOf(eyes)));
  return { eyes: order[most] as Demand['eyes'], principal: demands.some(({ principal }) => principal) };
}
