import type { Program } from '../../schema.ts';

export const pricingPage = 'page_visit AND page_url CONTAINS "/pricing"';
/** The form of the demo page, under either of the names by which it arrives. Looking at the page alone is no request. */
export const demoRequest = 'demo_request OR (form_submit AND form_type = "demo_request")';
export const caseStudy = 'content_download AND content_type = "case-study"';
export const severalSessions = 'session_start AND session_starts >= 3 IN last_14_days';

/** What leads do on the website that shows intent. Source events: page_visit, demo_request, content_download, session_start. */
export const websiteTriggers: Program['triggers'] = {
  'pricing-page': {
    title: 'Pricing page: answer with value at once',
    when: pricingPage,
    actions: [{ do: 'enrol', track: 'pricing-nurture' }],
  },
  'demo-request-page': {
    title: 'Demo requested: qualify, schedule and prepare',
    when: demoRequest,
    cooldown: '1 day',
    actions: [
      { do: 'task', queue: 'sales', title: 'Qualify and schedule the demo', within: '2 hours' },
      { do: 'journey', stage: 'decision' },
      { do: 'enrol', track: 'demo-preparation' },
    ],
  },
  'competitor-comparison-page': {
    title: 'Comparison page: show the difference',
    when: 'page_visit AND (page_url CONTAINS "/compare/" OR page_url CONTAINS "/alternatives/")',
    actions: [{ do: 'enrol', track: 'competitive-differentiation' }],
  },
  'case-study-download': {
    title: 'Case study downloaded: success stories and return',
    when: caseStudy,
    actions: [{ do: 'enrol', track: 'success-stories' }],
  },
  'several-sessions': {
    title: 'Third session within two weeks: accelerate',
    when: severalSessions,
    once: 'month',
    actions: [
      { do: 'journey', stage: 'consideration' },
      { do: 'enrol', track: 'accelerated-consideration' },
    ],
  },
};
