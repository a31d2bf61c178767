/** One text for each thing a condition can say, for whoever is to write one. */
export const conditionExamples: readonly string[] = [
  'industry = "healthcare" AND NOT company_size IN ("smb", "mid-market")',
  'job_title CONTAINS "Operations" OR phone IS UNKNOWN',
  'lead_score >= 75 AND renewal_date BEFORE now + 30 days',
  'page_visits >= 2 WHERE (page_url CONTAINS "pricing") IN last_30_days',
  'page_visits = 0 IN last_2_weeks',
  'SUM(deal_closed.amount) >= 1000 WHERE (won = true) IN last_90_days',
  'page_visit WHERE (page_url CONTAINS "pricing") THEN demo_request WITHIN 7_days IN last_30_days',
  'IN SEGMENT engaged AND NOT IN LIST "Webinar guests"',
  'ANY STAKEHOLDER IN SEGMENT engaged',
  'STAKEHOLDERS IN SEGMENT engaged >= 2',
  'ON TRACK welcome OR EVER ON TRACK welcome OR FINISHED TRACK welcome',
  'page_visit AND page_url CONTAINS "pricing"',
];
