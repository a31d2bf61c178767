import type { Action, Program, Trigger } from '../../schema.ts';
import { severalOpens, whitepaper } from '../behavioural-triggers/content.ts';
import { negativeTriggers } from '../behavioural-triggers/negative.ts';
import { salesTriggers } from '../behavioural-triggers/sales.ts';
import { caseStudy, demoRequest, pricingPage, severalSessions } from '../behavioural-triggers/website.ts';
import { isSelfServe, isUsed, type SystemBrief } from './brief.ts';
import { allOf } from './conditions.ts';
import type { InSegment } from './segments.ts';

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

const toConsideration: Action = { do: 'journey', stage: 'consideration' };
const toDecision: Action = { do: 'journey', stage: 'decision' };
const task = (title: string, within: string): Action => ({ do: 'task', queue: 'sales', title, within });
const tellSales = (text: string): Action => ({ do: 'notify', audience: 'sales', text });
const attended = 'webinar_attendance AND (minutes >= 20 OR minutes IS UNKNOWN)';

/**
 * The behaviours that the system answers: those of the twenty of the behavioural triggers that lead somewhere in it. A sign
 * of intent moves the journey on, and the tracks follow the journey; where there are sales, they are told of what a person
 * has to answer: a look at the prices within the hour, a demo asked for within two.
 */
export function behavioursOf(brief: SystemBrief, inSegment: InSegment): Behaviour[] {
  const sold = !isSelfServe(brief);
  const from = (source: SystemBrief['sources'][number]) => brief.sources.includes(source);
  const whenSold = (...actions: Action[]) => (sold ? actions : []);
  const known: (Behaviour | false)[] = [
    {
      id: 'pricing-page',
      title: 'Looked at the prices',
      when: pricingPage,
      timing: { cooldown: '2 weeks' },
      moves: [toConsideration],
      alerts: whenSold(task('Reach out now: the lead looked at pricing', '1 hour')),
      points: 25,
      cap: { points: 25, per: 'week' },
    },
    {
      id: 'demo-request',
      title: 'Asked for a demo',
      when: demoRequest,
      timing: { cooldown: '1 day' },
      moves: [toDecision],
      alerts: whenSold(task('Qualify and schedule the demo', '2 hours')),
      points: 50,
      cap: { points: 50, per: 'month' },
    },
    {
      id: 'comparison-page',
      title: 'Compares us with others',
      when: 'page_visit AND (page_url CONTAINS "/compare/" OR page_url CONTAINS "/alternatives/")',
      moves: [toConsideration],
      points: 15,
      cap: { points: 15, per: 'week' },
    },
    {
      id: 'several-sessions',
      title: 'Came back for the third time within two weeks',
      when: severalSessions,
      timing: { once: 'month' },
      moves: [toConsideration],
      points: 10,
      cap: { points: 10, per: 'month' },
    },
    {
      id: 'case-study',
      title: 'Downloaded a case study',
      when: caseStudy,
      moves: [toConsideration],
      points: 15,
      cap: { points: 45, per: 'month' },
    },
    {
      id: 'whitepaper',
      title: 'Downloaded a whitepaper',
      when: whitepaper,
      points: 15,
      cap: { points: 45, per: 'month' },
    },
    {
      id: 'three-downloads',
      title: 'Downloaded three things: offer a consultation',
      when: 'content_download AND content_downloads >= 3',
      timing: { once: 'ever' },
      moves: [toConsideration],
      alerts: whenSold(task('Offer a personal consultation: the lead reads much', '1 day')),
    },
    from('events') && {
      id: 'webinar',
      title: 'Attended a webinar',
      when: attended,
      moves: [toConsideration],
      points: 20,
      cap: { points: 40, per: 'month' },
    },
    (from('organic') || from('content')) && {
      id: 'blog',
      title: 'Read three posts within two weeks',
      when: 'page_visit AND page_url CONTAINS "/blog/" AND page_visits >= 3 WHERE (page_url CONTAINS "/blog/") IN last_14_days',
      points: 10,
      cap: { points: 10, per: 'month' },
    },
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
          alerts: [task('Call while the introduction is fresh', '1 day')],
        },
    ),
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
      alerts: whenSold(tellSales('A lead uses the product regularly.')),
    },
    sold && {
      id: 'reply',
      title: 'Replied to an email',
      when: salesTriggers['sales-reply']?.when as string,
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
      when: negativeTriggers['pricing-objection']?.when as string,
      alerts: [task('Answer the objection to the price', '1 day')],
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
      when: negativeTriggers['engagement-decline']?.when as string,
      moves: [{ do: 'cadence', cadence: 'relaxed' }],
    },
    { id: 'unsubscribed', title: 'Unsubscribed', when: 'unsubscribe', points: -25 },
  ];
  return known.filter((behaviour) => behaviour !== false);
}
