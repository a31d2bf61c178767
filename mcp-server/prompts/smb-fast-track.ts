import { journeyStages } from '../../engine/program/schema.ts';
import { definePrompt } from './prompt.ts';
import { brief, proposing, section, steps } from './sections.ts';

export const smbFastTrack = definePrompt({
  name: 'smb_fast_track',
  title: 'Fast track for small business',
  description:
    'A short track for small companies that decide within weeks: an email every three or four days.',
  arguments: {
    title: { description: 'What the track is called', required: true },
    audience: {
      description: 'Segment that enters; all small companies if left out',
      live: { of: 'segment' },
    },
    stage: { description: 'Where these leads stand', words: journeyStages.slice(0, 3) },
    industry: { description: 'Only this industry', live: { of: 'value', field: 'industry' } },
    weeks: { description: 'How long; 2 to 4', words: ['2', '3', '4'] },
  },
  text({ title, audience, stage = 'awareness', industry, weeks = '3' }) {
    const who = [
      audience ? `IN SEGMENT ${audience}` : 'company_size = "smb"',
      ...(industry ? [`industry = "${industry}"`] : []),
    ].join(' AND ');
    return proposing(
      `Propose a fast nurture track for small companies${title ? `, “${title}”` : ''}.`,
      brief({ stage, weeks, 'who enters': who }),
      section('How small companies decide', [
        'In 2 to 8 weeks, one to three people; the budget moves quickly where the return is plain.',
        'They have little time and few hands, and want to see an effect at once.',
        'So: every email gives something that works the same day, asks for little, and says what waiting costs.',
      ]),
      steps([
        `Call query_leads with \`${who}\`: how many are they, and are some on a track already?`,
        `Call recommend_content for that group at the stage ${stage}: quick wins before depth.`,
        `Call propose_track with title, stage ${stage}, audience \`${who}\`, weeks ${weeks} and every_days 3 or 4. Leave emails out to have them planned from the library, or give day and item of each.`,
        'Call propose_change with only_plan for what makes it faster: points for visits of the pricing page and a demo request, and a threshold that hands to sales. Show the plan, and file it only if the person wants that too.',
        'Tell whom it takes in, what each email is, how it would have gone (backtest), and what content it lacks.',
      ]),
    );
  },
});
