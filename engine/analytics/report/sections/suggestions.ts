import { type Markup, markup } from '../markup.ts';
import type { ReportExperiment, ReportOpportunity } from '../report-input.ts';

/** Experiments with what may be concluded from each. */
export function experimentsSection(
  experiments: readonly ReportExperiment[],
  chartOf: (kind: string) => Markup | '',
): Markup | '' {
  if (experiments.length === 0) return '';
  return markup`<h2>Experiments</h2>
${experiments.map(
  ({
    title,
    status,
    verdict,
    lines,
    chart,
    href,
  }) => markup`<h3>${linked(title, href)} <small>${status}</small></h3>
<p class="verdict">${verdict}</p>
${lines.length > 0 && markup`<ul>${lines.map((line) => markup`<li>${line}</li>`)}</ul>`}
${chart !== undefined && chartOf(chart)}`,
)}`;
}

/** What might be worth doing next, with what speaks for it. */
export function opportunitiesSection(opportunities: readonly ReportOpportunity[]): Markup | '' {
  if (opportunities.length === 0) return '';
  return markup`<h2>Opportunities</h2>
<p class="about">Estimates from what has been, not promises: an experiment shows whether one holds.</p>
<ol class="steps">${opportunities.map(
    ({ title, evidence, effect, href }) =>
      markup`<li><strong>${linked(title, href)}</strong><p>${evidence}</p><p>${effect}</p></li>
`,
  )}</ol>`;
}

function linked(title: string, href: string | undefined): Markup | string {
  return href === undefined ? title : markup`<a href="${href}">${title}</a>`;
}
