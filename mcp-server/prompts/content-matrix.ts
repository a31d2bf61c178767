import { journeyStages } from '../../engine/program/schema.ts';
import { definePrompt } from './prompt.ts';
import { brief, section, steps, together } from './sections.ts';

/** What leads look for at a stage. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  awareness: [
    'Trend reports and research on the industry',
    'Signs that a way of working needs to change',
    'Guides to how leading companies do it, interviews with experts',
    'As posts, white papers, webinars, podcasts, infographics',
  ],
  consideration: [
    'Comparison of the ways to solve it, and of vendors; questions to ask them',
    'ROI calculator, total cost of ownership',
    'Case studies and reference stories of companies alike',
    'Implementation guide, demo video, security and compliance',
  ],
  decision: [
    'Template of a business case',
    'Plan of the first 90 days',
    'How risks of the implementation are kept small',
    'How to bring the other teams in, and how success is measured',
  ],
  implementation: [
    'Onboarding step by step',
    'First results, and how to measure them',
    'Training for the team',
  ],
  advocacy: ['Stories to take part in', 'What else the product does', 'How to recommend it'],
};

export const contentMatrix = definePrompt({
  name: 'content_matrix',
  title: 'Content matrix',
  description: 'Which content there is for whom at which stage, what it did, and what to write next.',
  arguments: {
    stage: { description: 'One stage; all if left out', words: journeyStages },
    segment: { description: 'Only for leads of this segment', live: { of: 'segment' } },
    topic: { description: 'What it is about', live: { of: 'topic' } },
  },
  text({ stage, segment, topic }) {
    const asked = stage !== undefined && Object.hasOwn(kinds, stage) ? [stage] : journeyStages;
    return together(
      'Make the matrix of our content: for whom, at which stage, of which kind.',
      brief({ stage, segment, topic }),
      ...asked.map((one) => section(`What leads look for in ${one}`, kinds[one] ?? [])),
      steps([
        `Call recommend_content with show gaps by segment${stage ? ` at the stage ${stage}` : ''}, then by industry and by role: what is missing for whom, and for how many leads.`,
        `Call recommend_content with show best${segment ? ` where \`IN SEGMENT ${segment}\`` : ''}: what moved leads on, with its evidence. Say “not enough data” where it says so.`,
        `Call search_content${topic ? ` for ${topic}` : ''} before you call something missing: it may be there under another name.`,
        'Give one table: a row for each stage and audience, with the items by their ids, what they did, and what is missing.',
        'Name the five pieces to write first: stage, audience, kind, topic, and how many leads wait for them. Offer a draft_email from what the library says; nothing is sent before somebody approves it.',
      ]),
      section('What personalises it', [
        'Examples of the industry, benefits for the role, cases of the size of company, the region: from fields that leads really have.',
        'An item that is made for nobody in particular fills no gap of a group that has its own.',
      ]),
    );
  },
});
