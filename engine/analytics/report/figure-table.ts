import { definitions, type MetricId } from '../metrics/definitions.ts';
import type { Figure } from '../metrics/figure.ts';
import { baseWords, type ChangeWords, changeWords, valueWords } from './figure-words.ts';
import { type Markup, markup, unbroken } from './markup.ts';

/** What a figure is of besides the filters of the whole report. */
export type Scope = Readonly<Record<string, string>>;

/** Where the leads behind a figure are listed. */
export type LeadsOf = (metric: MetricId, scope?: Scope) => string;

/** How the figures of a report are shown. */
export interface FigureContext {
  /** Absent: nowhere, as in a file that is forwarded. */
  leadsOf?: LeadsOf;
  /** The figures that were shown, so that the notes explain these and no others. */
  shown: Set<MetricId>;
}

export interface FigureRow {
  figure: Figure;
  /** Instead of the metric's own title: a segment, an item. */
  label?: string;
  /** Instead of the period before: other leads. */
  change?: ChangeWords;
  scope?: Scope;
}

/** Figures in rows: what, how much and of how many, and what it is compared with. */
export function figureTable(
  caption: Markup | string,
  rows: readonly FigureRow[],
  context: FigureContext,
  heading = 'Figure',
): Markup {
  const changes = rows.map(({ figure, change }) => change ?? changeOf(figure));
  const compared = changes.some(Boolean);
  return markup`<table class="figures"><caption>${caption}</caption>
<thead><tr><th scope="col">${heading}</th><th scope="col">Value</th>${compared && markup`<th scope="col">Compared</th>`}</tr></thead>
<tbody>${rows.map(
    (row, index) => markup`<tr><th scope="row">${nameOf(row, context)}</th>
${figureCell(row, context)}${compared && markup`<td>${changeCell(changes[index])}</td>`}</tr>
`,
  )}</tbody></table>`;
}

/** The figures that matter most, large. */
export function headline(figures: readonly Figure[], context: FigureContext): Markup {
  return markup`<ul class="headline">${figures.map(
    (figure) => markup`<li><span class="name">${nameOf({ figure }, context)}</span>
${valueCell({ figure }, context)}<span class="base">${unbroken(baseWords(figure))}</span>${changeCell(changeOf(figure))}</li>
`,
  )}</ul>`;
}

/** The cell of a figure: the value, what it is made of, and how sure it is. */
export function figureCell(row: FigureRow, context: FigureContext): Markup {
  return markup`<td>${valueCell(row, context)}<span class="base">${unbroken(baseWords(row.figure))}</span></td>`;
}

/** The name of a figure, which leads to what it means. */
export function term(metric: MetricId, { shown }: FigureContext): Markup {
  shown.add(metric);
  return markup`<a class="term" href="#about-${metric}">${definitions[metric].title}</a>`;
}

/** The value, linked to the leads behind it where there are such pages. */
export function valueCell({ figure, scope = {} }: FigureRow, { leadsOf }: FigureContext): Markup {
  const words = markup`<span class="${figure.value === null ? 'none' : 'value'}">${unbroken(valueWords(figure))}</span>`;
  if (!leadsOf || figure.denominator === 0) return words;
  return markup`<a class="number" href="${leadsOf(figure.metric, scope)}">${words}</a>`;
}

function nameOf({ figure, label }: FigureRow, context: FigureContext): Markup {
  context.shown.add(figure.metric);
  const name = label ?? term(figure.metric, context);
  return figure.unreliable ? markup`${name} <small>(unreliable)</small>` : markup`${name}`;
}

function changeOf(figure: Figure): ChangeWords | undefined {
  return changeWords(figure, definitions[figure.metric].good);
}

function changeCell(change: ChangeWords | undefined): Markup | '' {
  return change ? markup`<span class="against ${change.tone}">${unbroken(change.words)}</span>` : '';
}
