import type { Dashboard, Velocity } from '../../metrics/dashboard.ts';
import { inUnit } from '../../metrics/words.ts';
import { type FigureContext, figureTable } from '../figure-table.ts';
import { type Markup, markup } from '../markup.ts';
import { capital } from '../plain-words.ts';

/** Figures of each journey stage, in their order. */
export function stagesSection({ stages }: Dashboard, context: FigureContext): Markup {
  return markup`<h2>By journey stage</h2>
${stages.map(({ stage, figures }) =>
  figureTable(
    capital(stage),
    figures.map((figure) => ({ figure, scope: { stage } })),
    context,
  ),
)}`;
}

/** How fast leads get on with nurturing and without, and whether that may be called its doing. */
export function velocitySection({ velocity }: Dashboard, context: FigureContext): Markup {
  return markup`<h2>With nurturing and without</h2>
<p class="about">${speed(velocity)} ${velocity.words}</p>
${figureTable(
  'Time from MQL to SQL',
  [
    { figure: velocity.nurtured, label: 'Nurtured leads' },
    { figure: velocity.others, label: 'Other leads', unlinked: true },
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
