/** The tables whose rows are facts of one lead, by (lane, lead_id); the cubes beside them belong to nobody. */
export const tablesOfFacts = [
  'fact_leads',
  'email_facts',
  'stay_facts',
  'take_facts',
  'deal_facts',
  'exposure_facts',
  'step_facts',
] as const;
