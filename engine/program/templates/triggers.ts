import type { Program } from '../schema.ts';
import { notYetTalking } from './steps.ts';

const pricingVisit = 'page_visit AND page_url CONTAINS "pricing"';

export const demoTriggers: Program['triggers'] = {
  'pricing-visit': {
    title: 'Pricing page visit: sales reach out at once',
    when: pricingVisit,
    cooldown: '2 weeks',
    actions: [
      { do: 'task', queue: 'sales', title: 'Reach out now: the lead looked at pricing', within: '1 hour' },
      { do: 'notify', audience: 'sales', text: 'A lead is looking at the pricing page.' },
    ],
  },
  'pricing-follow-up': {
    title: 'Pricing page visit: follow up by email until we talk',
    when: `${pricingVisit} AND ${notYetTalking}`,
    actions: [{ do: 'enrol', track: 'pricing-follow-up' }],
  },
  'three-downloads': {
    title: 'Three downloads: offer a consultation',
    when: `content_download AND content_downloads >= 3 AND ${notYetTalking}`,
    cooldown: '52 weeks',
    actions: [
      { do: 'task', queue: 'sales', title: 'Offer a personal consultation', within: '2 days' },
      { do: 'notify', audience: 'sales', text: 'A lead has downloaded three resources.' },
      { do: 'enrol', track: 'consultation-offer' },
    ],
  },
  'demo-request': {
    title: 'Demo request: qualify and schedule',
    when: 'demo_request',
    cooldown: '1 week',
    actions: [
      { do: 'task', queue: 'sales', title: 'Qualify and schedule the demo', within: '2 hours' },
      { do: 'journey', stage: 'decision' },
    ],
  },
  'enterprise-meeting': {
    title: 'Enterprise meeting or demo: support the decision',
    when: '(meeting_scheduled OR demo_request) AND IN SEGMENT enterprise',
    actions: [
      { do: 'journey', stage: 'decision' },
      { do: 'enrol', track: 'enterprise-decision' },
    ],
  },
  'smb-accelerate-pricing': {
    title: 'SMB acceleration: pricing page',
    when: `${pricingVisit} AND IN SEGMENT smb AND ${notYetTalking}`,
    actions: [{ do: 'enrol', track: 'smb-consideration' }],
  },
  'smb-accelerate-clicks': {
    title: 'SMB acceleration: three clicks within a week',
    when: `email_click AND email_clicks >= 3 IN last_7_days AND IN SEGMENT smb AND ${notYetTalking}`,
    actions: [{ do: 'enrol', track: 'smb-consideration' }],
  },
  'smb-accelerate-demo': {
    title: 'SMB acceleration: meeting or demo request',
    when: '(meeting_scheduled OR demo_request) AND IN SEGMENT smb',
    actions: [
      { do: 'journey', stage: 'decision' },
      { do: 'enrol', track: 'smb-decision' },
    ],
  },
  'first-resource': {
    title: 'First resource used: a lead',
    when: 'content_download OR tool_use OR webinar_registration OR form_submit',
    cooldown: '52 weeks',
    actions: [{ do: 'lifecycle', stage: 'lead' }],
  },
  'proposal-sent': {
    title: 'Proposal sent: opportunity',
    when: 'proposal_sent',
    actions: [
      { do: 'lifecycle', stage: 'opportunity' },
      { do: 'journey', stage: 'decision' },
    ],
  },
  'deal-won': {
    title: 'Deal won: customer',
    when: 'deal_closed AND won = true',
    actions: [
      { do: 'lifecycle', stage: 'customer' },
      { do: 'journey', stage: 'implementation' },
      { do: 'notify', audience: 'customer-success', text: 'A new customer: begin onboarding.' },
    ],
  },
};
