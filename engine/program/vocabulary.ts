import type { FieldType, Vocabulary } from './condition/ast.ts';
import { journeyStages, lifecycleStages } from './schema.ts';

const text = { type: 'text', owner: 'lead' } as const;
const date = { type: 'date', owner: 'lead' } as const;

/**
 * The words a condition may use out of the box. Fields of the lead come from `identify` and imports, those of the
 * account from `group`; the engine keeps the last five itself (and a score for each further model: see score-models.ts). Dates are ISO instants in UTC with milliseconds.
 */
const fields: Vocabulary['fields'] = {
  email: text,
  first_name: text,
  last_name: text,
  job_title: text,
  buyer_role: text,
  country: text,
  time_zone: text,
  language: text,
  source: text,
  phone: text,
  company: text,
  website: text,
  owner: text,
  created_at: date,
  renewal_date: date,
  industry: { type: 'text', owner: 'account' },
  company_size: { type: 'text', owner: 'account', values: ['smb', 'mid-market', 'enterprise'] },
  employees: { type: 'number', owner: 'account' },
  account_name: { type: 'text', owner: 'account' },
  region: { type: 'text', owner: 'account' },
  lead_score: { type: 'number', owner: 'engine' },
  engagement_score: { type: 'number', owner: 'engine' },
  fit_score: { type: 'number', owner: 'engine' },
  journey_stage: { type: 'text', owner: 'engine', values: journeyStages },
  lifecycle_stage: { type: 'text', owner: 'engine', values: lifecycleStages },
};

const email = { track: 'text', step: 'text', item: 'text' } as const satisfies Record<string, FieldType>;

/** Events by singular name; `plural` only where the rule of `pluralOf` would read badly. */
const events: Vocabulary['events'] = {
  page_visit: { properties: { page_url: 'text', page_title: 'text', referrer: 'text', session_id: 'text' } },
  /** Told by the website, or made of page visits (core/sessions.ts). */
  session_start: { properties: { session_id: 'text', page_url: 'text' } },
  form_submit: {
    properties: { form_type: 'text', content_type: 'text', content_item: 'text', page_url: 'text' },
  },
  email_open: { properties: email },
  email_click: { properties: { ...email, link_url: 'text' } },
  email_reply: { properties: { text: 'text' } },
  /** `address`: the one it bounced from, which may be the lead's no longer. */
  email_bounce: { properties: { kind: 'text', address: 'text' } },
  content_download: { properties: { item: 'text', content_type: 'text', topic: 'text' } },
  content_share: { properties: { item: 'text' } },
  webinar_registration: { properties: { item: 'text', topic: 'text' } },
  webinar_attendance: { properties: { item: 'text', minutes: 'number' } },
  tool_use: { properties: { tool: 'text', item: 'text', completed: 'boolean' } },
  demo_request: { properties: {} },
  meeting_scheduled: { properties: {}, plural: 'meetings_scheduled' },
  proposal_sent: { properties: { amount: 'number' }, plural: 'proposals_sent' },
  contract_negotiation: { properties: {} },
  deal_closed: { properties: { won: 'boolean', amount: 'number' }, plural: 'deals_closed' },
  /** Somebody at the company looks into competitors, as intent data or sales tell. */
  competitor_research: { properties: { competitor: 'text' }, plural: 'competitor_researches' },
  /** What sales hear and note. */
  sales_objection: { properties: { topic: 'text', text: 'text' } },
  /** What sales make of a task or notice about the lead: they take it on, put it off, or say that it is not a fit. */
  sales_claim: { properties: { audience: 'text', by: 'text' } },
  sales_snooze: { properties: { audience: 'text', by: 'text', days: 'number' } },
  sales_rejection: { properties: { audience: 'text', by: 'text', reason: 'text', text: 'text' } },
  unsubscribe: { properties: {} },
  /** How often a person wants to hear from us, as they chose it in an email's preference centre. */
  preferences_updated: { properties: { frequency: 'text' }, plural: 'preference_updates' },
  /** Why a person left, as they told it there. */
  exit_survey: { properties: { reason: 'text', text: 'text' } },
  spam_complaint: { properties: {} },
  consent_granted: {
    properties: { purpose: 'text', basis: 'text', wording: 'text' },
    plural: 'consents_granted',
  },
  consent_withdrawn: { properties: { purpose: 'text' }, plural: 'consents_withdrawn' },
  identify: { properties: {}, plural: 'identify_calls' },
  group: { properties: {}, plural: 'group_calls' },
};

export const defaultVocabulary: Vocabulary = { fields, events };
