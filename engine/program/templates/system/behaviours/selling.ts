import { priceObjection } from '../../behavioural-triggers/negative.ts';
import { personalReply } from '../../behavioural-triggers/sales.ts';
import { isSelfServe, type SystemBrief } from '../brief.ts';
import { allOf } from '../conditions.ts';
import type { InSegment } from '../segments.ts';
import { type Behaviour, salesTask, tellSales, toConsideration, toDecision } from './behaviour.ts';

/** What passes between leads and sales, and how it ends. */
export function selling(brief: SystemBrief, inSegment: InSegment): (Behaviour | false)[] {
  const sold = !isSelfServe(brief);
  const from = (source: SystemBrief['sources'][number]) => brief.sources.includes(source);
  return [
    ...(['referral', 'partnerships'] as const).map(
      (source): Behaviour | false =>
        sold &&
        from(source) && {
          id: `from-${source}`,
          title: source === 'referral' ? 'Referred by somebody' : 'Brought by a partner',
          // When they say who they are, and not all who ever came that way, on the day of the approval.
          when: allOf('identify', inSegment(`from-${source}`)),
          timing: { once: 'ever' },
          // Somebody vouches for us: an answer from a person is expected.
          alerts: [salesTask('Call while the introduction is fresh', '1 day')],
        },
    ),
    sold && {
      id: 'reply',
      title: 'Replied to an email',
      when: personalReply,
      moves: [{ do: 'lifecycle', stage: 'sql' }],
      alerts: [tellSales('A lead has replied.')],
      points: 15,
      cap: { points: 15, per: 'week' },
    },
    sold && {
      id: 'meeting',
      title: 'Scheduled a meeting',
      when: 'meeting_scheduled',
      moves: [toDecision],
      points: 25,
      cap: { points: 25, per: 'month' },
    },
    sold && {
      id: 'proposal',
      title: 'Got a proposal',
      when: 'proposal_sent',
      moves: [{ do: 'lifecycle', stage: 'opportunity' }, toDecision],
    },
    sold && {
      id: 'price-objection',
      title: 'Objects to the price',
      when: priceObjection,
      alerts: [salesTask('Answer the objection to the price', '1 day')],
    },
    sold && {
      id: 'competitor-research',
      title: 'Looks into competitors',
      when: 'competitor_research',
      timing: { cooldown: '1 week' },
      moves: [toConsideration],
      alerts: [tellSales('A lead is looking into a competitor.')],
    },
    {
      id: 'won',
      title: sold ? 'Deal won' : 'Bought',
      when: 'deal_closed AND won = true',
      moves: [
        { do: 'lifecycle', stage: 'customer' },
        { do: 'journey', stage: 'implementation' },
      ],
    },
    brief.models.includes('subscription') && {
      id: 'renewal',
      title: 'Renews within 60 days',
      when: inSegment('renewing'),
      alerts: sold
        ? [{ do: 'task', queue: 'customer-success', title: 'Talk about the renewal', within: '1 week' }]
        : [{ do: 'notify', audience: 'marketing', text: 'A customer renews within 60 days.' }],
    },
  ];
}
