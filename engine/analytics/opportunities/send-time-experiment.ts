import type { Edit, Program, Weekday } from '../../program/schema.ts';
import type { OpportunityData, SentEmail } from './data.ts';
import { freeId } from './free-id.ts';
import type { Remedy } from './opportunity.ts';
import { perMonth } from './per-month.ts';
import { planTrial } from './trial.ts';

/**
 * Who is sent email at a time is not drawn by lot, so that a better time is tried before it is believed: on the track
 * with most leads, half of them get every email at that time. Says how long it takes; too few leads, no experiment.
 */
export function sendTimeExperiment(
  data: OpportunityData,
  emails: readonly SentEmail[],
  tried: {
    element: 'send-time' | 'weekday';
    words: string;
    time: string;
    weekday?: Weekday;
    rate: number;
    effect: number;
  },
): Remedy {
  const leads = [...Map.groupBy(emails, ({ track }) => track)]
    .map(([track, of]) => ({ track, leads: new Set(of.map(({ lead }) => lead)).size }))
    .sort((a, b) => b.leads - a.leads);
  const [busiest] = leads;
  if (!busiest) return { do: 'nothing', because: 'No track sends enough to try it on.' };
  const { leadsPerArm, words } = planTrial({ ...tried, leadsPerMonth: perMonth(busiest.leads, data) });
  if (leadsPerArm === null) return { do: 'nothing', because: `Only an experiment can tell, and ${words}.` };
  const title = data.program.tracks[busiest.track]?.title ?? busiest.track;
  return {
    do: 'edits',
    title: `Try sending ${tried.words} on “${title}”`,
    note: `An experiment with ${words}.`,
    edits: editsOf(data.program, busiest.track, leadsPerArm, tried),
  };
}

function editsOf(
  program: Program,
  track: string,
  leadsPerArm: number,
  {
    element,
    words,
    time,
    weekday,
  }: { element: 'send-time' | 'weekday'; words: string; time: string; weekday?: Weekday },
): Edit[] {
  const id = freeId(`${element}-${track}`.slice(0, 45), program.experiments ?? {});
  const weights = { 'as-it-was': 1, tried: 1 };
  const steps = program.tracks[track]?.steps ?? [];
  const ids = Object.fromEntries(steps.map((step) => [step.id, step]));
  const waits = steps.flatMap((step, n): Edit[] => {
    if (step.kind !== 'email') return [];
    const [split, wait] = [
      freeId(`try-${step.id}`.slice(0, 55), ids),
      freeId(`until-${step.id}`.slice(0, 55), ids),
    ];
    const path = `tracks/${track}/steps`;
    return [
      {
        op: 'put',
        path: `${path}/${split}`,
        after: steps[n - 1]?.id ?? null,
        value: {
          kind: 'split',
          experiment: id,
          arms: [
            { id: 'as-it-was', weight: weights['as-it-was'], goto: step.id },
            { id: 'tried', weight: weights.tried, goto: wait },
          ],
        },
      },
      {
        op: 'put',
        path: `${path}/${wait}`,
        after: split,
        value: { kind: 'wait', until: { ...(weekday && { weekday: [weekday] }), time } },
      },
    ];
  });
  return [
    {
      op: 'put',
      path: `experiments/${id}`,
      value: {
        title: `Sending ${words}`,
        hypothesis: `Emails sent ${words} on the lead’s clock are clicked more.`,
        element,
        arms: {
          'as-it-was': { title: 'As it was', weight: weights['as-it-was'] },
          tried: { title: `Sent ${words}`, weight: weights.tried },
        },
        control: 'as-it-was',
        metric: 'click',
        guardrails: ['unsubscribe'],
        leadsPerArm,
      },
    },
    ...waits,
  ];
}
