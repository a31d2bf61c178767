import type { Program } from '../schema.ts';

export const demoSegments: Program['segments'] = {
  enterprise: { title: 'Enterprise', when: 'company_size = "enterprise"' },
  'mid-market': { title: 'Mid-market', when: 'company_size = "mid-market"' },
  smb: { title: 'SMB', when: 'company_size = "smb"' },
  healthcare: { title: 'Healthcare', when: 'industry = "healthcare"' },
  fintech: { title: 'Fintech', when: 'industry = "fintech"' },
  manufacturing: { title: 'Manufacturing', when: 'industry = "manufacturing"' },
  'economic-buyers': { title: 'Economic buyers', when: 'buyer_role = "economic"' },
  'technical-buyers': { title: 'Technical buyers', when: 'buyer_role = "technical"' },
  'end-users': { title: 'End users', when: 'buyer_role = "end-user"' },
  'engaged-last-30-days': {
    title: 'Engaged in the last 30 days',
    when: 'email_clicks >= 1 IN last_30_days OR page_visits >= 3 IN last_30_days OR content_downloads >= 1 IN last_30_days',
  },
  'pricing-visitors': {
    title: 'Visited pricing in the last 30 days',
    when: 'page_visits >= 1 WHERE (page_url CONTAINS "pricing") IN last_30_days',
  },
  silent: {
    title: 'Silent for 45 days',
    when: 'email_opens = 0 IN last_45_days AND page_visits = 0 IN last_45_days',
  },
  'sales-qualified': { title: 'Sales qualified', when: 'lead_score >= 75' },
  customers: { title: 'Customers', when: 'lifecycle_stage = "customer"' },
};
