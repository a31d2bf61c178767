import { severalOpens } from '../../behavioural-triggers/content.ts';
import { engagementDecline } from '../../behavioural-triggers/negative.ts';
import { allOf } from '../conditions.ts';
import type { Behaviour } from './behaviour.ts';

/** What leads do with emails: points, and the pace of what comes next. */
export const engaging: readonly Behaviour[] = [
  { id: 'open', title: 'Opened an email', when: 'email_open', points: 3, cap: { points: 3, per: 'day' } },
  {
    id: 'click',
    title: 'Clicked in an email',
    when: 'email_click',
    points: 6,
    cap: { points: 12, per: 'week' },
  },
  {
    id: 'several-opens',
    title: 'Opened three emails within a week: a quicker pace',
    when: allOf(severalOpens, 'preference_updates = 0'),
    timing: { at: 'next-send', once: 'month' },
    moves: [{ do: 'cadence', cadence: 'eager' }],
  },
  {
    id: 'tired',
    title: 'Opened before, and nothing for three weeks: a slower pace',
    when: engagementDecline,
    moves: [{ do: 'cadence', cadence: 'relaxed' }],
  },
  { id: 'unsubscribed', title: 'Unsubscribed', when: 'unsubscribe', points: -25 },
];
