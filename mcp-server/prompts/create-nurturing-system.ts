import { journeyStages } from '../../engine/program/schema.ts';
import {
  businessModels,
  leadSources,
  leadTypes,
  platforms,
  salesCycles,
} from '../../engine/program/templates/system/brief.ts';
import { definePrompt } from './prompt.ts';
import { brief, proposing, section, steps } from './sections.ts';

export const createNurturingSystem = definePrompt({
  name: 'create_nurturing_system',
  title: 'Create a nurturing system',
  description:
    'Segments, journey, tracks with content, triggers and scoring for a business, from one brief, as one change.',
  arguments: {
    product: { description: 'What is sold, as titles shall call it', required: true },
    business_model: { description: 'How it is sold', words: businessModels, several: true, required: true },
    sales_cycle: { description: 'How long, and by whom, it is decided', words: salesCycles, required: true },
    business: { description: 'The company in a few words' },
    audience: { description: 'Segment that it is for; everybody if left out', live: { of: 'segment' } },
    lead_sources: { description: 'Where leads come from', words: leadSources, several: true },
    lead_types: { description: 'Which leads are told apart', words: leadTypes, several: true },
    journey: {
      description: 'Stages that get tracks; all five if left out',
      words: journeyStages,
      several: true,
    },
    platform: { description: 'What automates marketing today', words: platforms },
  },
  text: ({
    product,
    business_model,
    sales_cycle,
    business,
    audience,
    lead_sources,
    lead_types,
    journey,
    platform,
  }) =>
    proposing(
      `Create a lead-nurturing system for ${product ?? 'our product'}.`,
      brief({
        product,
        business,
        'business model': business_model,
        'sales cycle': sales_cycle,
        'lead sources': lead_sources,
        'lead types': lead_types,
        'buyer journey': journey,
        'for the leads of segment': audience,
        'automation platform': platform,
      }),
      steps([
        'Call show_program: what is there already stays, and a system overwrites nothing.',
        'Call recommend_content with show gaps, to know for whom and which stage content is missing.',
        `Call build_system with product, model (a list), cycle${lead_sources ? ', sources' : ''}${lead_types ? ', lead_types' : ''}${journey ? ', stages' : ''}${platform ? ', platform' : ''}${business ? ', business' : ''}${audience ? ` and audience \`IN SEGMENT ${audience}\`` : ''}. Only the words of its schema are understood: choose the nearest, and say so.`,
        'Tell what it made: the journey stage by stage with its tracks, the segments of each kind (who leads are, what they do, how far they are, whether they still read), the triggers, the scoring.',
        'Tell who would enter what, what the backtest says, what was assumed, and which content to write first.',
      ]),
      section('What a complete system covers', [
        'Journey: awareness (a problem is recognised), consideration (solutions are compared), decision (the purchase is weighed), implementation (first value), advocacy (success, referrals).',
        'A lead moves on by points (50: consideration; 75: sales) and by signs of intent, such as a visit of the pricing page.',
        'Large companies decide in 6 to 18 months and by committee, small ones in 2 to 8 weeks with one to three people: each has tracks of its own.',
        'Every track has a goal, ends early when the goal is reached, and leaves leads alone who talk with sales.',
      ]),
    ),
});
