import { counted } from '../../../program/count-words.ts';
import type { Dashboard, Velocity } from '../../metrics/dashboard.ts';
import type { MetricId } from '../../metrics/definitions.ts';
import { inUnit } from '../../metrics/words.ts';
import { type FigureContext, figureTable, headline } from '../figure-table.ts';
import { type Markup, markup } from '../markup.ts';
import { capital, nothing } from '../plain-words.ts';

/** What a manager asks first; everything else of all leads is in a table below. */
const first: readonly MetricId[] = ['progression', 'qualified', 'time_in_nurture', 'handoff'];

/** Figures of all leads, with their charts between the first ones and the rest. */
export function overallSection({ overall }: Dashboard, charts: Markup | '', context: FigureContext): Markup {
  const large = first.flatMap((metric) => overall.filter((figure) => figure.metric === metric));
  const rest = overall.filter((figure) => !large.includes(figure));
  return markup`<h2>Overall</h2>
${headline(large, context)}
${charts}
${
  rest.length > 0 &&
  figureTable(
    'Other figures',
    rest.map((figure) => ({ figure })),
    context,
  )
}`;
}

/** Figures of each journey stage, in their order; those of which nothing can be said are named together. */
export function stagesSection({ stages }: Dashboard, context: FigureContext): Markup {
  const silent = stages.filter(({ figures }) => figures.every(({ value }) => value === null));
  return markup`<h2>By journey stage</h2>
${stages
  .filter((stage) => !silent.includes(stage))
  .map(({ stage, figures }) =>
    figureTable(
      capital(stage),
      figures.map((figure) => ({ figure, scope: { stage } })),
      context,
    ),
  )}
${silent.length > 0 && nothing(`Not enough data: ${silent.map(silence).join(', ')}.`)}`;
}

function silence({ stage, figures }: Dashboard['stages'][number]): string {
  const stays = figures.find(({ metric }) => metric === 'progression')?.denominator ?? 0;
  return `${stage} (${counted(stays, 'stay')})`;
}

/** How fast leads get on with nurturing and without, and whether that may be called its doing. */
export function velocitySection({ velocity }: Dashboard, context: FigureContext): Markup {
  return markup`<h2>With nurturing and without</h2>
<p class="about">${speed(velocity)} ${velocity.words}</p>
${figureTable(
  'Time from MQL to SQL',
  [
    { figure: velocity.nurtured, label: 'Nurtured leads' },
    { figure: velocity.others, label: 'Other leads' },
  ],
  context,
)}`;
}

function speed({ faster, clear }: Velocity): string {
  if (faster === null) return 'There are too few to compare.';
  if (!clear) return 'There is no clear difference.';
  return `Nurtured leads were ${inUnit(Math.abs(faster), 'share')} ${faster > 0 ? 'faster' : 'slower'}.`;
}

/** Open pipeline, revenue, deal size and win rate. */
export function pipelineSection({ pipeline }: Dashboard, context: FigureContext): Markup {
  return markup`<h2>Pipeline and revenue</h2>
${figureTable(
  'Proposals and deals',
  pipeline.map((figure) => ({ figure })),
  context,
)}`;
}
