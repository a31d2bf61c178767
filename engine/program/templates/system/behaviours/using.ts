import { isUsed, type SystemBrief } from '../brief.ts';
import { type Behaviour, tellSales, toConsideration, toDecision, whereSold } from './behaviour.ts';

/** Use of the product, where leads use it before they pay, or pay again and again. */
export function using(brief: SystemBrief): (Behaviour | false)[] {
  return [
    isUsed(brief) && {
      id: 'product-use',
      title: 'Used the product',
      when: 'tool_use',
      moves: [toConsideration],
      points: 5,
      cap: { points: 20, per: 'week' },
    },
    isUsed(brief) && {
      id: 'product-habit',
      title: 'Used the product five times within two weeks',
      when: 'tool_use AND tool_uses >= 5 IN last_14_days',
      timing: { once: 'month' },
      moves: [toDecision],
      alerts: whereSold(brief, tellSales('A lead uses the product regularly.')),
    },
  ];
}
