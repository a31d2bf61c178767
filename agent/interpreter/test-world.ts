import { parseProgram } from '../../engine/program/parse.ts';
import type { Step } from '../../engine/program/schema.ts';
import { defaultVocabulary } from '../../engine/program/vocabulary.ts';
import { contentKinds } from '../../knowledge/items/item.ts';
import type { LiveField, LiveVocabulary } from '../vocabulary.ts';
import type { Exchange, World } from './requests.ts';

/** Wednesday, 18 March 2026, 12:00 UTC. */
export const testNow = Date.UTC(2026, 2, 18, 12);

const values: Readonly<Record<string, readonly string[]>> = {
  industry: ['healthcare', 'fintech', 'manufacturing', 'retail', 'logistics'],
  buyer_role: ['economic', 'technical', 'end-user', 'champion'],
  country: ['DE', 'US', 'FR', 'GB'],
  source: ['organic', 'paid', 'referral', 'event'],
  region: ['europe', 'north-america'],
  time_zone: ['Europe/Berlin', 'America/New_York'],
  language: ['en', 'de'],
  owner: ['Priya Raman', 'Mei Tanaka'],
};

const fields: LiveField[] = Object.entries(defaultVocabulary.fields).map(([name, field]) => ({
  name,
  type: field.type,
  owner: field.owner,
  values: [...(field.values ?? values[name] ?? [])],
  foreign: values[name] !== undefined,
}));

/** Emails at once, on day 4 and on day 7. */
const steps = [1, 4, 7].flatMap((day, n): Step[] => {
  const content = { item: `item-${n + 1}`, version: 1, hash: 'a'.repeat(64) };
  const email: Step = { id: `email-${n + 1}`, kind: 'email', content, purpose: 'marketing' };
  return day === 1 ? [email] : [{ id: `until-day-${day}`, kind: 'wait', untilDay: day }, email];
});

const named: Omit<LiveVocabulary, 'program'> = {
  now: testNow,
  version: 4,
  fields,
  tracks: [
    {
      id: 'enterprise-cold-lead-education',
      title: 'Enterprise cold lead education',
      stage: 'awareness',
      entry: true,
      steps,
    },
    {
      id: 'enterprise-consideration',
      title: 'Enterprise consideration',
      stage: 'consideration',
      entry: false,
      steps,
    },
    { id: 'enterprise-decision', title: 'Enterprise decision', stage: 'decision', entry: false, steps },
    { id: 'smb-fast-track', title: 'SMB fast track', stage: 'awareness', entry: true, steps },
    { id: 'smb-consideration', title: 'SMB consideration', stage: 'consideration', entry: false, steps },
    { id: 'pricing-follow-up', title: 'Pricing follow-up', stage: 'consideration', entry: false, steps },
  ],
  segments: [
    { id: 'enterprise', title: 'Enterprise', when: 'company_size = "enterprise"' },
    { id: 'silent', title: 'Silent for 45 days', when: 'email_opens = 0 IN last_45_days' },
    {
      id: 'engaged',
      title: 'Engaged in the last 30 days',
      when: 'email_clicks >= 1 IN last_30_days OR content_downloads >= 1 IN last_30_days',
    },
    { id: 'sales-qualified', title: 'Sales qualified', when: 'lead_score >= 75' },
    {
      id: 'pricing-visitors',
      title: 'Visited pricing in the last 30 days',
      when: 'page_visits >= 1 WHERE (page_url CONTAINS "pricing") IN last_30_days',
    },
  ],
  rules: [
    {
      id: 'pricing-visit',
      title: 'A pricing page visit',
      when: 'page_visit AND page_url CONTAINS "pricing"',
      points: 10,
    },
    { id: 'email-reply', title: 'Replied to an email', when: 'email_reply', points: 15 },
  ],
  thresholds: [
    { id: 'sales-qualified', title: 'Sales qualified', at: 75, actions: [{ do: 'lifecycle', stage: 'sql' }] },
  ],
  triggers: [],
  experiments: [
    {
      id: 'send-time',
      title: 'Send time',
      experiment: {
        title: 'Send time',
        hypothesis: 'Afternoons are read.',
        element: 'send-time',
        arms: { morning: { title: 'At 9', weight: 1 }, afternoon: { title: 'At 14', weight: 1 } },
        control: 'morning',
        metric: 'click',
        guardrails: [],
        leadsPerArm: 500,
      },
    },
    {
      id: 'short-track',
      title: 'Short track',
      experiment: {
        title: 'Short track',
        hypothesis: '',
        element: 'track-length',
        arms: { a: { title: 'Twelve emails', weight: 1 }, b: { title: 'Five emails', weight: 1 } },
        control: 'a',
        metric: 'sql',
        guardrails: ['unsubscribe'],
        leadsPerArm: 800,
      },
    },
  ],
  items: [
    ['roi-guide', 'The ROI guide', 'guide'],
    ['healthcare-case-study', 'How Brookvale Clinics saved a day a week', 'case-study'],
    ['security-checklist', 'Security review checklist', 'checklist'],
    ['item-1', 'Quick wins', 'email'],
    ['item-2', 'The cost of waiting', 'email'],
    ['item-3', 'Planning checklist', 'email'],
  ].map(([id = '', title = '', kind = '']) => ({ id, title, kind })),
  topics: ['security', 'compliance', 'roi', 'onboarding', 'best-practices'],
  kinds: contentKinds,
  stages: ['awareness', 'consideration', 'decision', 'implementation', 'advocacy'],
  changeUrl: (id) => `http://trellis.test/changes/${id}`,
};

const { tracks, segments, rules, thresholds, experiments } = named;
const byId = <T>(things: readonly ({ id: string } & T)[], value: (thing: T) => unknown) =>
  Object.fromEntries(things.map(({ id, ...thing }) => [id, value(thing as T)]));

/** A vocabulary like that of the demo company, with a program that has what it names. */
export const testVocabulary: LiveVocabulary = {
  ...named,
  program: parseProgram({
    schema: 1,
    segments: byId(segments, ({ title, when }) => ({ title, when })),
    scoring: {
      rules: byId(rules, ({ title, when, points }) => ({ title, when, points })),
      thresholds: byId(thresholds, ({ title, at, actions }) => ({ title, at, actions })),
    },
    triggers: {
      'pricing-visit': {
        title: 'Pricing page visit: sales reach out at once',
        when: 'page_visit AND page_url CONTAINS "pricing"',
        cooldown: '2 weeks',
        actions: [{ do: 'notify', audience: 'sales', text: 'A lead is looking at pricing.' }],
      },
      'demo-request': {
        title: 'Demo request: qualify',
        when: 'demo_request',
        actions: [{ do: 'task', queue: 'sales', title: 'Qualify', within: '2 hours' }],
      },
      'smb-demo': {
        title: 'SMB: meeting or demo request',
        when: 'demo_request AND company_size = "smb"',
        actions: [{ do: 'journey', stage: 'decision' }],
      },
    },
    tracks: byId(tracks, ({ title, stage, entry, steps }) => ({
      title,
      stage,
      steps,
      exits: { customer: { when: 'lifecycle_stage = "customer"' } },
      ...(entry && {
        entry: { when: 'company_size = "smb" AND lead_score < 50' },
        goal: 'demo_requests >= 1',
      }),
    })),
    experiments: byId(experiments, ({ experiment }) => experiment),
    policies: { cap: { count: 3, days: 7 }, quietHours: { from: 21, to: 8 }, timeZone: 'UTC' },
  }),
  triggers: [{ id: 'pricing-visit', title: 'Pricing page visit: sales reach out at once' }],
};

export function testWorld(history: readonly Exchange[] = []): World {
  return { vocabulary: testVocabulary, history };
}
