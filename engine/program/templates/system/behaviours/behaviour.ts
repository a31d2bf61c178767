import type { Action, Program, Trigger } from '../../../schema.ts';
import { isSelfServe, type SystemBrief } from '../brief.ts';

/** What leads do, and what answers it. */
export interface Behaviour {
  id: string;
  title: string;
  when: string;
  timing?: Pick<Trigger, 'after' | 'at' | 'cooldown' | 'once'>;
  /** Where it brings the lead within the system. */
  moves?: readonly Action[];
  /** Whom it tells: left out where the program tells somebody of it already. */
  alerts?: readonly Action[];
  /** Points, and the most of them in a time. */
  points?: number;
  cap?: Program['scoring']['rules'][string]['cap'];
}

export const toConsideration: Action = { do: 'journey', stage: 'consideration' };
export const toDecision: Action = { do: 'journey', stage: 'decision' };

export function salesTask(title: string, within: string): Action {
  return { do: 'task', queue: 'sales', title, within };
}

export function tellSales(text: string): Action {
  return { do: 'notify', audience: 'sales', text };
}

/** The action where there are sales, and none where nobody sells. */
export function whereSold(brief: SystemBrief, action: Action): Action[] {
  return isSelfServe(brief) ? [] : [action];
}
