import { TrellisError } from '../../../db/errors.ts';
import { applyEdits } from '../../program/edits.ts';
import type { Edit, JourneyStage, Program, Track } from '../../program/schema.ts';
import { contentExperiment } from './content-experiment.ts';
import { idleDays } from './data.ts';
import { freeId } from './free-id.ts';
import type { Alternative, Opportunity, Remedy } from './opportunity.ts';
import { planTrial } from './trial.ts';

/** What the library has to offer; analytics knows nothing of it. */
export interface ContentPort {
  /** Approved content for a stage that is none of `except`, that which did best first, at most `count`. */
  contentFor(asked: {
    stage: JourneyStage;
    /** For the leads of this track. */
    track?: string;
    except: readonly string[];
    count: number;
  }): Promise<readonly Alternative[]>;
}

type Json = Extract<Edit, { op: 'put' }>['value'];
type Prefilled = Pick<Opportunity, 'change' | 'note' | 'draft'>;

/** Makes a change of what would be done; one that the program in force would not take is left out, and said. */
export async function prefill(program: Program, remedy: Remedy, library: ContentPort): Promise<Prefilled> {
  const fits = (title: string, edits: readonly Edit[], note: string): Prefilled => {
    const fault = faultOf(program, edits);
    return fault === undefined
      ? { change: { title, edits }, note }
      : { change: null, note: `${note} It cannot be prefilled: ${fault}` };
  };
  switch (remedy.do) {
    case 'edits':
      return fits(remedy.title, remedy.edits, `${remedy.title}.${remedy.note ? ` ${remedy.note}` : ''}`);
    case 'swap':
      return swap(program, remedy, library, fits);
    case 'win-back':
      return winBack(program, remedy.stage, library, fits);
    case 'draft': {
      const { stage, kind, audience } = remedy;
      return {
        change: null,
        draft: { stage, kind, audience },
        note: `Have a draft written: ${stage}-stage ${kind.replaceAll('-', ' ')}${audience === null ? '' : ` for ${audience}`}.`,
      };
    }
    case 'nothing':
      return { change: null, note: remedy.because };
  }
}

type Fits = (title: string, edits: readonly Edit[], note: string) => Prefilled;

async function swap(
  program: Program,
  { track: id, step: stepId, stage, item, orTakeOut, trial }: Extract<Remedy, { do: 'swap' }>,
  library: ContentPort,
  fits: Fits,
): Promise<Prefilled> {
  const track = program.tracks[id];
  const step = track?.steps.find((one) => one.id === stepId);
  if (!track || step?.kind !== 'email')
    return { change: null, note: 'The step is not in the program any more.' };
  if (isTriedOut(program, track, stepId))
    return {
      change: null,
      note: 'It is an arm of an experiment: decide that one before anything else is sent.',
    };
  const path = `tracks/${id}/steps/${stepId}`;
  const sent = track.steps.flatMap((one) => (one.kind === 'email' ? [one.content.item] : []));
  const [better] = await library.contentFor({
    stage,
    track: id,
    except: [...new Set([...sent, item])],
    count: 1,
  });
  if (better) {
    const plan = better.isKnown || trial === undefined ? undefined : planTrial(trial);
    const edits =
      plan?.leadsPerArm &&
      contentExperiment({ id, track, step }, better.content, {
        leadsPerArm: plan.leadsPerArm,
        taken: program.experiments ?? {},
      });
    if (edits)
      return fits(
        `Try “${better.title}” on half of the leads in “${track.title}”`,
        edits,
        `Nothing is known of how “${better.title}” does, so try it: an experiment with ${plan.words}.`,
      );
    const unsure = plan?.leadsPerArm === null ? `, and to find out ${plan.words}` : '';
    return fits(
      `Send “${better.title}” instead in “${track.title}”`,
      // A title of its own would go on naming the email that is gone.
      [
        {
          op: 'put',
          path,
          value: { id: step.id, kind: 'email', content: better.content, purpose: step.purpose },
        },
      ],
      better.isKnown
        ? `Send “${better.title}” instead: ${better.words}.`
        : `Send “${better.title}” instead. Nothing is known of how it does${unsure}: it may do no better.`,
    );
  }
  if (orTakeOut && sent.length > 1)
    return fits(
      `Leave an email out of “${track.title}”`,
      [{ op: 'remove', path }],
      'The library has nothing else approved for this stage; leave the email out until it has.',
    );
  return {
    change: null,
    draft: { stage, kind: 'email', audience: null },
    note: 'The library has nothing else approved for this stage: have a draft written.',
  };
}

/** Another content would spoil what is being compared. */
function isTriedOut({ experiments }: Program, { steps }: Track, step: string): boolean {
  return steps.some(
    (one) =>
      one.kind === 'split' &&
      experiments?.[one.experiment ?? '']?.decided === undefined &&
      one.arms.some(({ goto }) => goto === step),
  );
}

async function winBack(
  program: Program,
  stage: JourneyStage,
  library: ContentPort,
  fits: Fits,
): Promise<Prefilled> {
  const content = await library.contentFor({ stage, except: [], count: 2 });
  if (content.length === 0)
    return {
      change: null,
      draft: { stage, kind: 'email', audience: null },
      note: 'The library has nothing approved to win them back with: have a draft written.',
    };
  const id = freeId('win-back', program.tracks);
  const silent = ['page_visits', 'email_clicks'].map((event) => `${event} = 0 IN last_${idleDays}_days`);
  const steps = content.flatMap((one, n): Json[] => [
    ...(n === 0 ? [] : [{ id: `wait-${n}`, kind: 'wait', for: '14 days' }]),
    { id: `email-${n + 1}`, kind: 'email', content: one.content, purpose: 'marketing' },
  ]);
  return fits(
    'Win back leads who went quiet',
    [
      {
        op: 'put',
        path: `tracks/${id}`,
        value: {
          title: 'Win back',
          objective: 'Hear again from leads who went quiet',
          stage,
          entry: { when: `${silent.join(' AND ')} AND lifecycle_stage != "customer"` },
          reentry: { after: '180 days' },
          goal: 'page_visits >= 1 IN last_14_days OR email_clicks >= 1 IN last_14_days',
          priority: 10,
          steps: [...steps, { id: 'wait-end', kind: 'wait', for: '14 days' }],
        },
      },
    ],
    `A track for those who went quiet: ${content.map(({ title }) => `“${title}”`).join(', then ')}.`,
  );
}

/** The first thing that is wrong with it, in words; undefined when the program takes it. */
function faultOf(program: Program, edits: readonly Edit[]): string | undefined {
  try {
    applyEdits(program, edits);
    return undefined;
  } catch (error) {
    if (!(error instanceof TrellisError) || error.code !== 'program.invalid') throw error;
    return error.faults[0]?.message ?? error.message;
  }
}
