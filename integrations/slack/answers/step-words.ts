/** What the app does when it uses a tool, in words for whoever waits. */
export const stepWords: Readonly<Record<string, string>> = {
  query_leads: 'Looking through the leads',
  show_program: 'Reading the program',
  analyse_performance: 'Working out the figures',
  read_experiments: 'Reading the experiments',
  explain_lead: 'Going through what happened to a lead',
  search_content: 'Searching the library',
  recommend_content: 'Choosing content',
  draft_email: 'Drafting an email',
  propose_track: 'Building a track and trying it on the past',
  build_system: 'Building a whole system and trying it on the past',
  show_changes: 'Looking through the changes',
  halt_sending: 'Halting',
  send_test: 'Sending you a test',
  simulate_lead: 'Running a lead ahead in time',
  propose_change: 'Working out the change and trying it on the past',
};
