import type { Program } from '../../schema.ts';
import { severalOpens, whitepaper } from './content.ts';
import { caseStudy, demoRequest, pricingPage, severalSessions } from './website.ts';

/** Points for the behaviour that triggers answer, and for what a lead is; engagement melts when nothing follows. */
export const behaviourScoring: Program['scoring'] = {
  models: {
    engagement: { title: 'Engagement', decay: { percent: 10, every: '4 weeks' } },
  },
  rules: {
    'pricing-page': {
      title: 'Visited the pricing page',
      when: pricingPage,
      points: 25,
      cap: { points: 25, per: 'day' },
    },
    'demo-request': {
      title: 'Requested a demo',
      when: demoRequest,
      points: 50,
      cap: { points: 50, per: 'month' },
    },
    'gated-content': {
      title: 'Downloaded a whitepaper',
      when: whitepaper,
      points: 15,
      cap: { points: 45, per: 'month' },
    },
    'case-study': {
      title: 'Downloaded a case study',
      when: caseStudy,
      points: 15,
      cap: { points: 45, per: 'month' },
    },
    'several-sessions': {
      title: 'Came back for the third time within two weeks',
      when: severalSessions,
      points: 10,
      cap: { points: 10, per: 'month' },
    },
    'several-opens': {
      title: 'Opened three emails within a week',
      when: severalOpens,
      points: 10,
      cap: { points: 10, per: 'week' },
    },
    unsubscribed: {
      title: 'Unsubscribed',
      when: 'unsubscribe',
      points: -25,
      cap: { points: 25, per: 'month' },
    },
  },
  fit: {
    enterprise: { title: 'A large company', when: 'company_size = "enterprise"', points: 15 },
    'economic-buyer': { title: 'Holds the budget', when: 'buyer_role = "economic"', points: 10 },
  },
  thresholds: {
    engaged: {
      title: 'Engaged',
      model: 'engagement',
      at: 40,
      below: 20,
      actions: [{ do: 'lifecycle', stage: 'mql' }],
      down: [{ do: 'notify', audience: 'marketing', text: 'A lead that was engaged has gone quiet.' }],
    },
    'sales-ready': {
      title: 'Sales-qualified',
      at: 75,
      below: 60,
      actions: [
        { do: 'lifecycle', stage: 'sql' },
        { do: 'notify', audience: 'sales', text: 'A lead is sales-qualified: its score reached 75.' },
      ],
    },
  },
};
