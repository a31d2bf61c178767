import type { Program } from '../../schema.ts';
import { customerExit, email, exit, type Pin, untilDay } from '../steps.ts';

const lost = { lost: { when: 'deals_closed >= 1 WHERE (won = false) IN last_30_days' } };
/** A lead is on one of these at a time; a later stage of the sale takes the place of an earlier one. */
const group = 'sale';
const shared = { group, reentry: { after: '4 weeks' }, exits: { ...customerExit, ...lost } };

/** What the triggers of sales enrol in. */
export function salesTracks(pin: Pin): Program['tracks'] {
  return {
    'sales-qualified': {
      title: 'Sales-qualified nurture',
      objective: 'Carry the talk with sales to a meeting',
      stage: 'decision',
      ...shared,
      priority: 40,
      goal: 'meetings_scheduled >= 1 IN last_30_days',
      steps: [
        {
          id: 'sales-task',
          kind: 'action',
          action: { do: 'task', queue: 'sales', title: 'Answer the reply', within: '4 hours' },
        },
        untilDay(3),
        email('email-1', pin('enterprise-decision-1-business-case')),
        untilDay(10),
        exit('end', 'finished'),
      ],
    },
    'value-selling': {
      title: 'Value before price',
      objective: 'Show the return, not a discount',
      stage: 'decision',
      ...shared,
      priority: 50,
      steps: [
        email('email-1', pin('enterprise-6-roi')),
        untilDay(4),
        email('email-2', pin('business-case-template')),
        untilDay(8),
        exit('end', 'finished'),
      ],
    },
    'meeting-preparation': {
      title: 'Meeting preparation',
      objective: 'Make the meeting worth both sides’ time',
      stage: 'decision',
      ...shared,
      reentry: { after: '1 week' },
      priority: 60,
      steps: [email('email-1', pin('meeting-preparation')), untilDay(8), exit('end', 'finished')],
    },
    'decision-support': {
      title: 'Decision support',
      objective: 'Answer what a committee asks of a proposal',
      stage: 'decision',
      ...shared,
      priority: 70,
      steps: [
        email('email-1', pin('enterprise-decision-1-business-case')),
        untilDay(4),
        email('email-2', pin('security-compliance-guide')),
        untilDay(9),
        email('email-3', pin('manufacturing-change-control-guide')),
        exit('end', 'finished'),
      ],
    },
    'implementation-planning': {
      title: 'Implementation planning',
      objective: 'Plan the first ninety days together',
      stage: 'decision',
      ...shared,
      priority: 80,
      steps: [
        email('email-1', pin('implementation-90-day-plan')),
        untilDay(6),
        email('email-2', pin('enterprise-decision-2-rollout-plan')),
        exit('end', 'finished'),
      ],
    },
    'onboarding-expansion': {
      title: 'Onboarding and expansion',
      objective: 'First results in ninety days, then the next team',
      stage: 'implementation',
      ...shared,
      reentry: 'never',
      priority: 90,
      exits: {},
      steps: [
        email('email-1', pin('onboarding-video-series')),
        untilDay(30),
        email('email-2', pin('adoption-health-checklist')),
        untilDay(60),
        email('email-3', pin('advocacy-referral-kit')),
        exit('end', 'finished'),
      ],
    },
  };
}
