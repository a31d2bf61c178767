import type { Program, ScoringRule } from '../schema.ts';

type Scoring = Program['scoring'];
const education = 'track = "enterprise-cold-lead-education"';

/** Given once per lead, however often it happens. */
function once(title: string, points: number, when: string): ScoringRule {
  return { title, when, points, cap: { points, per: 'ever' } };
}

/** The points of the six emails of the enterprise education, and of what each email offers. */
const educationRules: Scoring['rules'] = {
  'education-1-open': once('Opened education email 1', 5, `email_open AND ${education} AND step = "email-1"`),
  'education-1-download': once(
    'Downloaded the industry report',
    10,
    'content_download AND item = "state-of-operations-report"',
  ),
  'education-2-engagement': once(
    'Engaged with education email 2',
    8,
    `(email_open OR email_click) AND ${education} AND step = "email-2"`,
  ),
  'education-2-assessment': once(
    'Completed the assessment tool',
    15,
    'tool_use AND tool = "assessment" AND completed = true',
  ),
  'education-3-engagement': once(
    'Engaged with education email 3',
    10,
    `(email_open OR email_click) AND ${education} AND step = "email-3"`,
  ),
  'education-3-webinar': once('Registered for the webinar', 20, 'webinar_registration'),
  'education-4-download': once(
    'Downloaded the peer benchmark',
    12,
    'content_download AND item = "peer-benchmark-report"',
  ),
  'education-4-share': once('Shared with colleagues', 25, 'content_share AND item = "peer-benchmark-report"'),
  'education-5-download': once(
    'Downloaded the solution comparison',
    15,
    'content_download AND item = "solution-comparison-toolkit"',
  ),
  'education-5-several': once(
    'Used several solution resources',
    30,
    'content_download AND content_downloads >= 2 WHERE (topic IN ("solution-comparison", "vendor-evaluation"))',
  ),
  'education-6-calculator': once('Used the ROI calculator', 20, 'tool_use AND tool = "roi-calculator"'),
  'education-6-business-case': once(
    'Completed the business case',
    35,
    'tool_use AND tool = "business-case" AND completed = true',
  ),
};

const everybodysRules: Scoring['rules'] = {
  'smb-open': {
    title: 'SMB lead opened an email',
    when: 'email_open AND IN SEGMENT smb',
    points: 3,
    cap: { points: 3, per: 'day' },
  },
  'smb-click': {
    title: 'SMB lead clicked in an email',
    when: 'email_click AND IN SEGMENT smb',
    points: 6,
    cap: { points: 12, per: 'week' },
  },
  'smb-download': {
    title: 'SMB lead downloaded something',
    when: 'content_download AND IN SEGMENT smb',
    points: 10,
    cap: { points: 20, per: 'week' },
  },
  'pricing-visit': {
    title: 'A pricing page visit',
    when: 'page_visit AND page_url CONTAINS "pricing"',
    points: 10,
    cap: { points: 20, per: 'week' },
  },
  'three-opens': {
    title: 'Three emails opened within a week',
    when: 'email_open AND email_opens >= 3 IN last_7_days',
    points: 10,
    cap: { points: 10, per: 'week' },
  },
  'email-reply': {
    title: 'Replied to an email',
    when: 'email_reply',
    points: 15,
    cap: { points: 15, per: 'week' },
  },
  'demo-request': once('Requested a demo', 50, 'demo_request'),
  'meeting-scheduled': once('Scheduled a meeting', 25, 'meeting_scheduled'),
};

const thresholds: Scoring['thresholds'] = {
  consideration: {
    title: 'Ready for consideration',
    at: 50,
    actions: [
      { do: 'journey', stage: 'consideration' },
      { do: 'lifecycle', stage: 'mql' },
    ],
  },
  'sales-qualified': {
    title: 'Sales qualified',
    at: 75,
    actions: [
      { do: 'lifecycle', stage: 'sql' },
      { do: 'notify', audience: 'sales', text: 'A lead is sales qualified: its score reached 75.' },
    ],
  },
};

export const demoScoring: Scoring = { rules: { ...educationRules, ...everybodysRules }, thresholds };
