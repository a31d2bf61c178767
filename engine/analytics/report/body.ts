import type { MetricId } from '../metrics/definitions.ts';
import { summary } from '../metrics/summary.ts';
import type { ChartShelf } from './charts-section.ts';
import type { LeadsOf } from './figure-table.ts';
import { type Markup, markup, unbroken } from './markup.ts';
import { instantWords, periodWords } from './period-words.ts';
import type { ReportInput } from './report-input.ts';
import { contentSection } from './sections/content.ts';
import { deliverySection } from './sections/delivery.ts';
import { notesSection } from './sections/notes.ts';
import { overallSection, pipelineSection, stagesSection, velocitySection } from './sections/progress.ts';
import { segmentsSection } from './sections/segments.ts';
import { experimentsSection, opportunitiesSection } from './sections/suggestions.ts';

/** Everything below the title, the same in a file and on the console's page. */
export function reportBody(input: ReportInput, charts: ChartShelf, leadsOf?: LeadsOf): Markup {
  const { dashboard, nameOf, tracks = [], experiments = [], opportunities = [] } = input;
  const context = { shown: new Set<MetricId>(), ...(leadsOf && { leadsOf }) };
  const flows = charts.show(...tracks.map((track) => `flow:${track}`));
  return markup`${about(input)}
<section class="gist" aria-label="In short">${summary(dashboard).map((sentence) => markup`<p>${unbroken(sentence)}</p>`)}</section>
${overallSection(dashboard, charts.show('funnel', 'trend', 'cohorts', 'distribution'), context)}
${stagesSection(dashboard, context)}
${velocitySection(dashboard, context)}
${flows && markup`<h2>Through the busiest tracks</h2>${flows}`}
${contentSection(dashboard, nameOf, context)}
${charts.show('content')}
${segmentsSection(dashboard, nameOf, context)}
${pipelineSection(dashboard, context)}
${deliverySection(dashboard, context)}
${experimentsSection(experiments, charts.show)}
${opportunitiesSection(opportunities)}
${notesSection(context.shown, { notes: dashboard.notes, folded: leadsOf !== undefined })}`;
}

/** Of when and of whom it is, before anything else. */
function about({ dashboard, demo }: ReportInput): Markup {
  const { before, asOf, backlog, filters } = dashboard;
  const narrowed = Object.entries(filters);
  return markup`${demo && markup`<p class="demo">Generated data are in these figures: the leads and deals of the demo company are not real.</p>`}
${narrowed.length > 0 && markup`<ul class="filters" aria-label="Only">${narrowed.map(([name, value]) => markup`<li>${name}: ${value}</li>`)}</ul>`}
<p class="about">Compared with ${periodWords(before)}. As of ${instantWords(asOf)}${backlog && '; some of the past is still to be counted'}.</p>`;
}
