import { definePrompt } from './prompt.ts';
import { brief, proposing, section, steps } from './sections.ts';

export const committeeNurturing = definePrompt({
  name: 'committee_nurturing',
  title: 'Nurture a buying committee',
  description:
    'One message for everybody who decides together, in tracks of their own: economic and technical buyers, end users.',
  arguments: {
    segment: { description: 'Leads of the companies it is for', live: { of: 'segment' } },
    stage: { description: 'Where they stand', words: ['consideration', 'decision'] },
    roles: {
      description: 'Which roles get a track',
      live: { of: 'value', field: 'buyer_role' },
      several: true,
    },
  },
  text: ({ segment, stage = 'consideration', roles = 'economic, technical, end-user' }) =>
    proposing(
      'Nurture the people of one company who decide together.',
      brief({ stage, roles, 'companies of the segment': segment }),
      section('Economic buyer: budget and the last word', [
        'Looks for return, strategic weight and an edge over others; has little time, avoids risk, wants agreement.',
        'Short pieces for executives: business case, peers, what makes the risk small.',
      ]),
      section('Technical buyer: whether it works and fits', [
        'Looks at security, scale, reliability, integration; reads details and will have to run it.',
        'Documentation, architecture, integration and compliance, benchmarks, implementation and support.',
      ]),
      section('End user: the work of every day', [
        'Looks at ease of use, productivity, how the team takes it up, how success is measured.',
        'Use cases, tutorials, stories of users, help with the change, training.',
      ]),
      section('All together', [
        'The same value in every track, said in the words of the role; pieces that help them talk with each other.',
        'At most so many emails a week to all leads of a company together (the policy accountCap).',
        'Conditions can count the people of a company: `STAKEHOLDERS IN SEGMENT engaged >= 2`, `ANY STAKEHOLDER IN SEGMENT engaged`.',
      ]),
      steps([
        'Call query_leads with breakdown_by buyer_role: for how many leads is the role known at all? Those without one need a track, or a question, of their own.',
        'Call recommend_content with show gaps by role: a role for which nothing is made gets no track yet.',
        `Call propose_track for each role, at the stage ${stage}, with an audience such as \`${segment ? `IN SEGMENT ${segment} AND ` : ''}buyer_role = "economic"\`; begin them on different days, so that a company does not hear from us three times in one morning.`,
        'Call propose_change with only_plan for the cap per account and for a trigger that tells sales when two roles of a company are engaged; file it when it is right.',
      ]),
    ),
});
