import type { Program } from '../../schema.ts';
import { customerExit, email, exit, type Pin, untilDay } from '../steps.ts';

const talking = 'meetings_scheduled >= 1 IN last_30_days OR demo_requests >= 1 IN last_30_days';
/** A lead is on one of these at a time; the one that shows more intent takes the place of the other. */
const group = 'nurture';
const shared = { group, reentry: { after: '4 weeks' }, exits: customerExit };

/** What the triggers of website and content enrol in. */
export function nurtureTracks(pin: Pin): Program['tracks'] {
  return {
    'demo-preparation': {
      title: 'Demo preparation',
      objective: 'Have the lead come to the demo with its own questions',
      stage: 'decision',
      ...shared,
      priority: 90,
      steps: [
        email('email-1', pin('demo-preparation')),
        untilDay(4),
        email('email-2', pin('vendor-evaluation-checklist')),
        exit('end', 'finished'),
      ],
    },
    'pricing-nurture': {
      title: 'Pricing nurture',
      objective: 'Put the price beside the value',
      stage: 'decision',
      ...shared,
      priority: 80,
      goal: talking,
      steps: [
        email('email-1', pin('pricing-1-value')),
        untilDay(4),
        email('email-2', pin('enterprise-total-cost-guide')),
        untilDay(8),
        email('email-3', pin('roi-calculator')),
        untilDay(12),
        exit('end', 'finished'),
      ],
    },
    'competitive-differentiation': {
      title: 'Competitive differentiation',
      objective: 'Show where we differ, evenly',
      stage: 'consideration',
      ...shared,
      priority: 70,
      goal: talking,
      steps: [
        email('email-1', pin('enterprise-consideration-2-vendor-matrix')),
        untilDay(5),
        email('email-2', pin('solution-comparison-toolkit')),
        untilDay(10),
        email('email-3', pin('vendor-evaluation-checklist')),
        untilDay(14),
        exit('end', 'finished'),
      ],
    },
    'accelerated-consideration': {
      title: 'Accelerated consideration',
      objective: 'Meet a lead that keeps coming back',
      stage: 'consideration',
      ...shared,
      priority: 60,
      goal: talking,
      steps: [
        email('email-1', pin('product-tour-video')),
        untilDay(3),
        email('email-2', pin('consultation-offer')),
        untilDay(10),
        exit('end', 'finished'),
      ],
    },
    'success-stories': {
      title: 'Success stories',
      objective: 'Show what others achieved, and what it returned',
      stage: 'consideration',
      ...shared,
      priority: 50,
      goal: talking,
      steps: [
        email('email-1', pin('consultancy-handover-case-study')),
        untilDay(5),
        email('email-2', pin('roi-calculator')),
        untilDay(10),
        exit('end', 'finished'),
      ],
    },
    'webinar-follow-up': {
      title: 'Webinar follow-up',
      objective: 'Go deeper than the webinar, and offer a consultation',
      stage: 'consideration',
      ...shared,
      priority: 50,
      goal: talking,
      steps: [
        email('email-1', pin('implementation-90-day-plan')),
        untilDay(4),
        email('email-2', pin('consultation-offer')),
        untilDay(10),
        exit('end', 'finished'),
      ],
    },
    'topic-education': {
      title: 'Education on a topic',
      objective: 'Follow up on what the paper was about',
      stage: 'awareness',
      ...shared,
      priority: 40,
      steps: [
        {
          id: 'topic',
          title: 'What was it about?',
          kind: 'branch',
          cases: [
            {
              when: 'content_downloads >= 1 WHERE (topic IN ("security", "compliance", "audit")) IN last_1_day',
              goto: 'security',
            },
            {
              when: 'content_downloads >= 1 WHERE (topic IN ("roi", "cost", "pricing")) IN last_1_day',
              goto: 'return',
            },
          ],
          otherwise: 'practice',
        },
        email('security', pin('security-compliance-guide')),
        exit('security-end', 'finished'),
        email('return', pin('enterprise-6-roi')),
        exit('return-end', 'finished'),
        email('practice', pin('enterprise-3-best-practices')),
        untilDay(5),
        email('practice-2', pin('five-signs-infographic')),
        exit('end', 'finished'),
      ],
    },
    'tool-education': {
      title: 'Tool education',
      objective: 'Teach what the tool can do, then what the product can',
      stage: 'consideration',
      ...shared,
      priority: 40,
      steps: [
        email('email-1', pin('product-tour-video')),
        untilDay(5),
        email('email-2', pin('smb-decision-1-offer')),
        untilDay(10),
        exit('end', 'finished'),
      ],
    },
    'interest-content': {
      title: 'Content by interest',
      objective: 'More on what the lead clicked on',
      stage: 'awareness',
      ...shared,
      reentry: { after: '2 weeks' },
      priority: 30,
      steps: [
        // The next day, so that a click does not answer an email with an email.
        { id: 'a-day', kind: 'wait', for: '1 day' },
        {
          id: 'interest',
          title: 'What was the link about?',
          kind: 'branch',
          cases: [
            {
              when: 'email_clicks >= 1 WHERE (link_url CONTAINS "security") IN last_2_days',
              goto: 'security',
            },
            {
              when: 'email_clicks >= 1 WHERE (link_url CONTAINS "case-stud") IN last_2_days',
              goto: 'stories',
            },
          ],
          otherwise: 'practice',
        },
        email('security', pin('security-compliance-guide')),
        exit('security-end', 'finished'),
        email('stories', pin('healthcare-intake-case-study')),
        exit('stories-end', 'finished'),
        email('practice', pin('best-practice-webinar')),
        exit('end', 'finished'),
      ],
    },
    'related-content': {
      title: 'Related content',
      objective: 'More of what the lead reads',
      stage: 'awareness',
      ...shared,
      priority: 30,
      steps: [
        email('email-1', pin('state-of-operations-report')),
        untilDay(7),
        email('email-2', pin('five-signs-infographic')),
        exit('end', 'finished'),
      ],
    },
    're-engagement': {
      title: 'Re-engagement',
      objective: 'Remind of the value, once and without pressure',
      stage: 'consideration',
      ...shared,
      reentry: { after: '12 weeks' },
      priority: 20,
      goal: 'page_visits >= 1 IN last_1_day',
      steps: [
        email('email-1', pin('re-engagement-value')),
        untilDay(8),
        email('email-2', pin('state-of-operations-report')),
        untilDay(15),
        exit('end', 'no-engagement'),
      ],
    },
    'content-refresh': {
      title: 'Content refresh',
      objective: 'Something new, less often',
      stage: 'awareness',
      ...shared,
      reentry: { after: '12 weeks' },
      priority: 20,
      steps: [
        email('email-1', pin('peer-benchmark-report')),
        // A quicker pace that had waited for this email gives way.
        { id: 'slower', kind: 'action', action: { do: 'cadence', cadence: 'relaxed' } },
        { id: 'two-weeks', kind: 'wait', for: '14 days' },
        email('email-2', pin('customer-community-webinar')),
        exit('end', 'finished'),
      ],
    },
  };
}
