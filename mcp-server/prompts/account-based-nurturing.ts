import { definePrompt } from './prompt.ts';
import { brief, proposing, section, steps } from './sections.ts';

export const accountBasedNurturing = definePrompt({
  name: 'account_based_nurturing',
  title: 'Nurture chosen accounts',
  description:
    'Chosen companies: who of them is known and how engaged, one plan across their people, a hand-off to sales.',
  arguments: {
    accounts: {
      description: 'Segment of the chosen companies, or a condition that finds them',
      live: { of: 'segment' },
      required: true,
    },
    industry: { description: 'Only this industry', live: { of: 'value', field: 'industry' } },
    region: { description: 'Only this region', live: { of: 'value', field: 'region' } },
    goal: {
      description: 'What counts as success',
      words: ['meeting', 'demo request', 'opportunity', 'renewal'],
    },
  },
  text({ accounts = '', industry, region, goal = 'meeting' }) {
    const isCondition = /[\s=<>"]/.test(accounts.trim());
    const who = [
      isCondition ? `(${accounts.trim()})` : `IN SEGMENT ${accounts.trim()}`,
      ...(industry ? [`industry = "${industry}"`] : []),
      ...(region ? [`region = "${region}"`] : []),
    ].join(' AND ');
    return proposing(
      'Plan nurturing for chosen accounts.',
      brief({ 'their leads': who, goal }),
      steps([
        `Call query_leads with \`${who}\` and breakdown_by buyer_role, then journey_stage: how many people of which role, how far they are, which roles are missing; the sample names companies where you may see them.`,
        'Sort the companies in three: nobody engaged, one person engaged, several engaged. The segment of engaged leads of the program says who is.',
        'Call analyse_performance about segments for them: what reached them, and what did not.',
        'Call recommend_content for each of the three: what opens a door, what helps one person to bring in others, what helps a group to decide.',
        'Call propose_change with only_plan: segments for the three (with STAKEHOLDERS IN SEGMENT … >= 2), the tracks or changes of tracks for each, accountCap, and a trigger that gives sales a task when the second person of a company is engaged. Show the plan, then file it as one change.',
      ]),
      section('What makes it account-based', [
        'Timing and message are coordinated over all people of a company; who talks with sales about an offer hears nothing else from us.',
        'Missing roles are named, not guessed: a company of which only users are known has no buyer yet.',
        `Success is a ${goal} of the company, not opens of one person.`,
      ]),
    );
  },
});
