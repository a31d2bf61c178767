import { journeyStages } from '../../../program/schema.ts';
import { rateOf } from '../../statistics/wilson.ts';
import type { OpportunityData } from '../data.ts';
import { exceeds } from '../exceeds.ts';
import type { Candidate } from '../opportunity.ts';

const least = 100;
/** Where surely fewer reach it, a goal is no goal. */
const hardlyAny = 0.03;
/** Where at least so many of them come to a later stage all the same, the goal counts something else. */
const some = 0.1;

/** Tracks whose goal next to nobody reaches. */
export function unreachedGoals(data: OpportunityData): Candidate[] {
  return data.goals.flatMap(({ track: id, enrolled, reached, progressed }): Candidate[] => {
    const track = data.program.tracks[id];
    if (track?.goal === undefined || enrolled < least) return [];
    const candidate = {
      kind: 'goal-unreached',
      subject: `tracks/${id}`,
      p: exceeds(reached, enrolled, hardlyAny),
    } as const;
    if (reached / enrolled >= hardlyAny) return [candidate];
    const later = journeyStages.slice(journeyStages.indexOf(track.stage) + 1);
    const miscounts = (rateOf(progressed, enrolled).low ?? 0) >= some && later.length > 0;
    const goal = `journey_stage IN (${later.map((stage) => `"${stage}"`).join(', ')})`;
    const a_month = (progressed / data.share / data.days) * 30;
    return [
      {
        ...candidate,
        found: {
          title: `Next to nobody reaches the goal of “${track.title}”`,
          evidence: {
            rates: [
              { ...rateOf(reached, enrolled), of: `of those who began it reached “${track.goal}”` },
              { ...rateOf(progressed, enrolled), of: 'came to a later stage meanwhile' },
            ],
          },
          effect: miscounts
            ? {
                what: 'leads leave the track as a success when they come to a later stage',
                unit: 'leads',
                value: a_month,
                low: a_month * ((rateOf(progressed, enrolled).low ?? 0) / (progressed / enrolled)),
                high: a_month * ((rateOf(progressed, enrolled).high ?? 0) / (progressed / enrolled)),
                assumption: 'coming to a later stage is what the track is for',
              }
            : {
                what: 'the track does what it is for',
                unit: 'leads',
                value: null,
                low: null,
                high: null,
                assumption: 'nothing in the data says what would bring leads to the goal',
              },
          effort: miscounts ? 'low' : 'high',
          risk: 'low',
          remedy: miscounts
            ? {
                do: 'edits',
                title: `Count a later stage as the goal of “${track.title}”`,
                edits: [{ op: 'put', path: `tracks/${id}`, value: { ...track, goal } }],
              }
            : {
                do: 'nothing',
                because:
                  'Whether the goal or the track is wrong is for people to say: look at what the track sends, and at the goal.',
              },
        },
      },
    ];
  });
}
