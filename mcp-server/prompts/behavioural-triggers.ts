import { definePrompt } from './prompt.ts';
import { brief, proposing, section, steps } from './sections.ts';

/** What leads do, by its kind, and what answers it. */
const families = {
  'high-intent': [
    'A visit of the pricing page: 25 points, at most once a day, and a sequence on price and value at once.',
    'A demo request: 50 points, a task for sales, and an email that prepares the demo at once.',
    'A competitor comparison page: content on what is different.',
    'A case study downloaded: 15 points; stories of success and return.',
    'A third session within 14 days: 10 points, and an accelerated consideration.',
  ],
  content: [
    'A white paper or gated content: 15 points, and two hours later a series on its topic.',
    'A webinar attended for 20 minutes or more: advanced content, then the offer of a consultation.',
    'A third blog post within 14 days: related content.',
    'Use of a tool: what else it does, then the upgrade.',
    'A click in an email: a day later content on what the link was about.',
    'Three opens within 7 days: 10 points, and a quicker pace from the next scheduled send.',
  ],
  sales: [
    'A reply to sales: sales-qualified, with stage, notice and task.',
    'A meeting scheduled: what prepares it.',
    'A proposal sent: help with the decision, answers to objections.',
    'A negotiation of the contract: planning of the implementation.',
    'A deal won: onboarding, then expansion.',
  ],
  negative: [
    'An unsubscription: the page asks why and offers fewer emails.',
    'No visit for 30 days after some: re-engagement.',
    'No open and no click for 21 days after three opens: half the frequency, and fresh content.',
    'Research on competitors: tells sales, and shows what is different.',
    'An objection to the price: a task for sales, and value before price.',
  ],
} as const;
type Family = keyof typeof families;

export const behaviouralTriggers = definePrompt({
  name: 'behavioural_triggers',
  title: 'Behavioural triggers',
  description:
    'What leads do, and what answers it: points, tracks, tasks, pace, for one kind of behaviour or all.',
  arguments: {
    kind: { description: 'Which behaviour; all if left out', words: Object.keys(families) },
    behaviour: { description: 'One of it in your own words, as “watched the pricing video”' },
    track: { description: 'Track that such leads shall enter', live: { of: 'track' } },
    segment: { description: 'Only for leads of this segment', live: { of: 'segment' } },
  },
  text({ kind, behaviour, track, segment }) {
    const known =
      kind !== undefined && Object.hasOwn(families, kind)
        ? [kind as Family]
        : (Object.keys(families) as Family[]);
    return proposing(
      'Set up what answers the behaviour of our leads.',
      brief({ kind, behaviour, 'lead them to the track': track, 'only the segment': segment }),
      ...known.map((family) => section(`What answers ${family} behaviour`, families[family])),
      steps([
        'Call show_program with parts triggers, scoring and vocabulary: what is answered already is left as it is, and events and properties are written as they arrive.',
        'For each behaviour that has no answer yet say in one line what would happen, when, and how many leads did it in the last 30 days (query_leads).',
        'Call propose_change with only_plan and edits that put triggers/ID (when, and what to do: enrol, score, task, notify) and scoring/rules/ID. Every points rule gets a cap, so that reloading a page is not worth more than reading it.',
        'Show diff, population and backtest; then file the same call without only_plan.',
      ]),
    );
  },
});
