import type { Program } from '../../schema.ts';

const autoReplies = ['out of office', 'automatic reply', 'auto-reply', 'on vacation'];
const byPerson = autoReplies.map((words) => `text NOT MENTIONS "${words}"`).join(' AND ');
/** Automatic replies left out. */
export const personalReply = `email_reply AND ${byPerson}`;

/** What sales do with a lead, as the CRM tells it. Source events: email_reply and the sales events. */
export const salesTriggers: Program['triggers'] = {
  'sales-reply': {
    title: 'Reply to sales: on to the sales-qualified track',
    when: personalReply,
    actions: [
      { do: 'lifecycle', stage: 'sql' },
      { do: 'notify', audience: 'sales', text: 'A lead has replied.' },
      { do: 'enrol', track: 'sales-qualified' },
    ],
  },
  'meeting-scheduled': {
    title: 'Meeting scheduled: prepare for it',
    when: 'meeting_scheduled',
    actions: [
      { do: 'journey', stage: 'decision' },
      { do: 'enrol', track: 'meeting-preparation' },
    ],
  },
  'proposal-sent': {
    title: 'Proposal sent: support the decision, answer objections',
    when: 'proposal_sent',
    actions: [
      { do: 'lifecycle', stage: 'opportunity' },
      { do: 'enrol', track: 'decision-support' },
    ],
  },
  'contract-negotiation': {
    title: 'Contract negotiated: plan the implementation',
    when: 'contract_negotiation',
    actions: [{ do: 'enrol', track: 'implementation-planning' }],
  },
  'deal-closed': {
    title: 'Deal won: onboard, then expand',
    when: 'deal_closed AND won = true',
    actions: [
      { do: 'lifecycle', stage: 'customer' },
      { do: 'journey', stage: 'implementation' },
      { do: 'enrol', track: 'onboarding-expansion' },
    ],
  },
};
