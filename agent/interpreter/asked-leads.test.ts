import { describe, expect, it } from 'vitest';
import { plan } from './test-plan.ts';
import { spelledOut } from './words/slang.ts';

/** As people put questions about leads: the condition they lead to, and what else the call is given. */
const asked: Readonly<Record<string, readonly (readonly [string, string, Record<string, unknown>?])[]>> = {
  'how often': [
    ['leads with at least 3 visits', 'page_visits >= 3'],
    ['leads with three visits', 'page_visits >= 3'],
    ['how many have 5 or more clicks', 'email_clicks >= 5'],
    ['who has at least 4 opens', 'email_opens >= 4'],
  ],
  counts: [
    ['how many leads do we have', ''],
    ['whats our total lead count', ''],
    ['how big is our database', ''],
    ['total contacts?', ''],
    ['lead count pls', ''],
    ['how many folks are in the db', ''],
    ['number of enterprise accounts we have', 'company_size = "enterprise"'],
    ['enterprise count?', 'company_size = "enterprise"'],
    ['how many of our leads are fintech', 'industry = "fintech"'],
    ['what number of leads are in retail', 'industry = "retail"'],
    ['I need the number of healthcare contacts, thanks!', 'industry = "healthcare"'],
    ['could you tell me how many MQLs we have at the moment?', 'lifecycle_stage = "mql"'],
    ['how many mid-market ones are there', 'company_size = "mid-market"'],
    ['SMB headcount in the database?', 'company_size = "smb"'],
    ['do we have any leads in logistics?', 'industry = "logistics"'],
    ['what percentage of leads are enterprise?', 'company_size = "enterprise"'],
    ['what proportion of our database is SMB', 'company_size = "smb"'],
    ['count of customers', 'lifecycle_stage = "customer"'],
    ['pull me all healthcare leads', 'industry = "healthcare"'],
    ['got any leads from France?', 'country = "FR"'],
    ['gimme the leads in the UK', 'country = "GB"'],
    ['leads based in Germany', 'country = "DE"'],
    ['German leads', 'country = "DE"'],
    ['how many French enterprise leads', 'country = "FR" AND company_size = "enterprise"'],
    ['how many American leads are there', 'country = "US"'],
    ['British contacts in retail', 'country = "GB" AND industry = "retail"'],
    ['people from the states who requested a demo', 'country = "US" AND demo_requests >= 1'],
    ['european leads', 'region = "europe"'],
    ['leads who came from referrals', 'source = "referral"'],
    ['how many leads came via paid', 'source = "paid"'],
    ['which leads were sourced from events', 'source = "event"'],
  ],
  breakdowns: [
    ['leads by country', '', { breakdown_by: 'country' }],
    ['industry breakdown of our leads', '', { breakdown_by: 'industry' }],
    ['split our SMB contacts per industry please', 'company_size = "smb"', { breakdown_by: 'industry' }],
    ['how are our leads distributed across stages?', '', { breakdown_by: 'journey_stage' }],
    ['lead distribution by company size', '', { breakdown_by: 'company_size' }],
    ['where do our leads come from?', '', { breakdown_by: 'source' }],
    ['which countries are our leads in', '', { breakdown_by: 'country' }],
    ['which industry has the most leads', '', { breakdown_by: 'industry' }],
    [
      'enterprise leads, by lifecycle stage',
      'company_size = "enterprise"',
      { breakdown_by: 'lifecycle_stage' },
    ],
    ['how many leads does each owner have', '', { breakdown_by: 'owner' }],
    ['leads per rep', '', { breakdown_by: 'owner' }],
    [
      'break the demo requesters of the last 90 days down by region',
      'demo_requests >= 1 IN last_90_days',
      { breakdown_by: 'region' },
    ],
    ['what does the mix of sources look like', '', { breakdown_by: 'source' }],
  ],
  'the best and a few': [
    ['top ten leads', '', { sample: 10 }],
    ['our 5 best leads', '', { sample: 5 }],
    ['the three highest scoring enterprise leads', 'company_size = "enterprise"', { sample: 3 }],
    ['who has the highest score?', '', { sample: 1 }],
    ['which lead has the top score in fintech', 'industry = "fintech"', { sample: 1 }],
    ['best lead in healthcare?', 'industry = "healthcare"', { sample: 1 }],
    ['list 7 SMB leads', 'company_size = "smb"', { sample: 7 }],
    ['show me a handful of retail leads', 'industry = "retail"', { sample: 5 }],
    ['give me 4 examples of leads in the decision stage', 'journey_stage = "decision"', { sample: 4 }],
    ['top 3 by score among German leads', 'country = "DE"', { sample: 3 }],
    ['rank fintech leads by score, first five only', 'industry = "fintech"', { sample: 5 }],
  ],
  periods: [
    ['who visited pricing this week', 'page_visits >= 1 WHERE (page_url CONTAINS "pricing") IN last_3_days'],
    [
      'pricing page traffic from enterprise leads, past fortnight',
      'page_visits >= 1 WHERE (page_url CONTAINS "pricing") IN last_14_days AND company_size = "enterprise"',
    ],
    ['leads who clicked within the past three weeks', 'email_clicks >= 1 IN last_21_days'],
    ['how many demos were requested last 6 weeks', 'demo_requests >= 1 IN last_42_days'],
    [
      'who has been looking at pricing lately, say last 10 days',
      'page_visits >= 1 WHERE (page_url CONTAINS "pricing") IN last_10_days',
    ],
    [
      'people that downloaded a whitepaper over the last couple of weeks',
      'content_downloads >= 1 WHERE (content_type = "report") IN last_14_days',
    ],
    ['any demo requests in the last 48 hours?', 'demo_requests >= 1 IN last_2_days'],
    ['who opened our emails in the last half year', 'email_opens >= 1 IN last_180_days'],
    ['new leads in the last 7 days', 'created_at AFTER now - 7 days'],
    ['how many leads were added in the past 30 days', 'created_at AFTER now - 30 days'],
    ['how many signups in the last 2 weeks', 'created_at AFTER now - 14 days'],
    ['leads created in the last 3 months', 'created_at AFTER now - 90 days'],
  ],
  'what is not': [
    ['leads that never opened anything', 'email_opens = 0'],
    ['who hasnt clicked in 60 days', 'email_clicks = 0 IN last_60_days'],
    ['everyone except enterprise', 'company_size != "enterprise"'],
    ['all leads apart from customers', 'lifecycle_stage != "customer"'],
    ['fintech but not SMB', 'industry = "fintech" AND company_size != "smb"'],
    ['leads outside Germany', 'country != "DE"'],
    ['non-enterprise leads who requested a demo', 'company_size != "enterprise" AND demo_requests >= 1'],
    ["who didn't reply to any of our emails", 'email_replies = 0'],
    [
      'leads who got no activity for 30 days',
      'page_visits = 0 IN last_30_days AND email_clicks = 0 IN last_30_days AND content_downloads = 0 IN last_30_days AND email_opens = 0 IN last_30_days',
    ],
    ['how many havent been on the website since 30 days', 'page_visits = 0 IN last_30_days'],
    ['leads without a job title', 'job_title IS UNKNOWN'],
    ['how many leads have no industry set', 'industry IS UNKNOWN'],
    ['leads missing a country', 'country IS UNKNOWN'],
    ['neither enterprise nor SMB leads', 'company_size != "enterprise" AND company_size != "smb"'],
    ['leads not from Germany or France', 'country != "DE" AND country != "FR"'],
    ['everybody but SMB', 'company_size != "smb"'],
    ['leads excluding retail and healthcare', 'industry != "retail" AND industry != "healthcare"'],
    [
      'opened but did not click in the last month',
      'email_opens >= 1 IN last_30_days AND email_clicks = 0 IN last_30_days',
    ],
  ],
  figures: [
    ['leads scoring between 20 and 40', 'lead_score >= 20 AND lead_score <= 40'],
    ['score 50-75', 'lead_score >= 50 AND lead_score <= 75'],
    ['leads with a score from 30 to 60', 'lead_score >= 30 AND lead_score <= 60'],
    ['companies with 1k+ employees', 'employees >= 1000'],
    ['leads at firms of 200 to 500 people', 'employees >= 200 AND employees <= 500'],
    ['how many leads sit above 80', 'lead_score > 80'],
    ['who has over fifty points', 'lead_score > 50'],
    ['leads at 75 points or higher', 'lead_score >= 75'],
    ['score under thirty, enterprise', 'lead_score < 30 AND company_size = "enterprise"'],
    ['leads with fewer than two page visits', 'page_visits < 2'],
    [
      'people with 2 to 4 email opens in the last 30 days',
      'email_opens >= 2 IN last_30_days AND email_opens <= 4 IN last_30_days',
    ],
    [
      'leads who visited pricing three or more times this month',
      'page_visits >= 3 WHERE (page_url CONTAINS "pricing") IN last_18_days',
    ],
    ['leads working at companies bigger than 5k staff', 'employees > 5000'],
    ['how many leads scored 100+', 'lead_score >= 100'],
    ['how many leads have a score of zero', 'lead_score = 0'],
  ],
  'titles, owners and companies': [
    ['how many CEOs do we have', 'job_title CONTAINS "Chief Executive Officer"'],
    [
      'list all the CTOs in fintech',
      'job_title CONTAINS "Chief Technology Officer" AND industry = "fintech"',
    ],
    [
      'marketing directors in our database',
      'job_title CONTAINS "Marketing" AND job_title CONTAINS "Director"',
    ],
    ['how many VPs of sales are there', 'job_title CONTAINS "Sales" AND job_title CONTAINS "VP"'],
    ['leads with manager in their title', 'job_title CONTAINS "Manager"'],
    ['whose job title is Head of Finance', 'job_title = "Head of Finance"'],
    ['how many leads are owned by Priya Raman', 'owner = "Priya Raman"'],
    ["Priya's leads", 'owner = "Priya Raman"'],
    ['which leads belong to Mei Tanaka', 'owner = "Mei Tanaka"'],
    ['leads assigned to mei', 'owner = "Mei Tanaka"'],
    ['unassigned leads', 'owner IS UNKNOWN'],
    ['leads without an owner', 'owner IS UNKNOWN'],
    ['who do we know at Hazelfen Cloud?', 'account_name = "Hazelfen Cloud"'],
    ['leads from Hazelfen Cloud', 'account_name = "Hazelfen Cloud"'],
    ['everyone working for Hazelfen Cloud', 'account_name = "Hazelfen Cloud"'],
  ],
  'tracks and segments': [
    ['how many people are going through the SMB fast track', 'ON TRACK smb-fast-track'],
    ['whos on smb fast track', 'ON TRACK smb-fast-track'],
    ['leads in the pricing follow-up at the moment', 'ON TRACK pricing-follow-up'],
    ['how many have completed the smb fast track', 'FINISHED TRACK smb-fast-track'],
    [
      'how many leads are not on any track',
      'NOT ON TRACK enterprise-cold-lead-education AND NOT ON TRACK enterprise-consideration AND NOT ON TRACK enterprise-decision AND NOT ON TRACK smb-fast-track AND NOT ON TRACK smb-consideration AND NOT ON TRACK pricing-follow-up',
    ],
    [
      'enterprise leads on the enterprise decision track with a score over 50',
      'company_size = "enterprise" AND ON TRACK enterprise-decision AND lead_score > 50',
    ],
    ['how many are in silent', 'IN SEGMENT silent'],
    ['size of the engaged segment', 'IN SEGMENT engaged'],
    ['how many leads does the Silent for 45 days segment have', 'IN SEGMENT silent'],
    [
      'who is in the sales qualified segment but not a customer',
      'IN SEGMENT sales-qualified AND lifecycle_stage != "customer"',
    ],
  ],
  'one thing after another and condition text': [
    [
      'leads who visited pricing and then requested a demo within 7 days',
      'page_visit WHERE (page_url CONTAINS "pricing") THEN demo_request WITHIN 7_days',
    ],
    [
      'how many leads requested a demo within a week of visiting the pricing page',
      'page_visit WHERE (page_url CONTAINS "pricing") THEN demo_request WITHIN 7_days',
    ],
    [
      'who clicked an email and requested a demo within 3 days after that',
      'email_click THEN demo_request WITHIN 3_days',
    ],
    [
      'how many leads downloaded a guide followed by a demo request in 14 days',
      'content_download WHERE (content_type = "guide") THEN demo_request WITHIN 14_days',
    ],
    ['lead_score >= 50 AND industry = "fintech"', 'lead_score >= 50 AND industry = "fintech"'],
    ['select leads where country = "DE" and lead_score > 40', 'country = "DE" AND lead_score > 40'],
    [
      'query: journey_stage = "decision" OR lead_score >= 75 -- how many?',
      'journey_stage = "decision" OR lead_score >= 75',
    ],
  ],
};

describe('questions about leads as people put them', () => {
  describe.each(Object.entries(asked))('%s', (_, cases) => {
    it.each(cases.map(([say, where, more = {}]) => ({ say, where, more })))(
      '$say',
      ({ say, where, more }) => {
        const found = plan(spelledOut(say));
        expect(found).toMatchObject({ calls: [{ name: 'query_leads', input: more }], unread: [] });
        expect(whereOf(found)).toBe(where);
      },
    );
  });
});

function whereOf(found: ReturnType<typeof plan>): unknown {
  return 'calls' in found ? (found.calls[0]?.input.where ?? '') : found.say;
}
