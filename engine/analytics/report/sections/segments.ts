import type { Against, Dashboard } from '../../metrics/dashboard.ts';
import type { Unit } from '../../metrics/definitions.ts';
import { inUnit } from '../../metrics/words.ts';
import { type FigureContext, figureTable, term } from '../figure-table.ts';
import { type ChangeWords, differenceWords } from '../figure-words.ts';
import { type Markup, markup } from '../markup.ts';
import { nothing } from '../plain-words.ts';
import type { NameOf } from '../report-input.ts';

/** Segments beside each other, one table a figure; each against the leads that are not in it. */
export function segmentsSection(
  { segments }: Dashboard,
  nameOf: NameOf,
  context: FigureContext,
): Markup | '' {
  if (segments.length === 0) return '';
  const rows = segments.flatMap(({ segment, figures }) =>
    figures.map((figure) => ({
      figure,
      label: nameOf('segment', segment),
      scope: { segment },
      change: againstWords(figure.against, figure.unit),
    })),
  );
  const metrics = [...new Set(rows.map(({ figure }) => figure.metric))];
  return markup`<h2>Segments</h2>
<p class="about">Each against the leads that are not in it.</p>
${metrics.map((metric) => {
  const of = rows.filter(({ figure }) => figure.metric === metric);
  const said = of.filter(({ figure }) => figure.value !== null);
  const few = of.filter((row) => !said.includes(row)).map(({ label }) => label);
  return markup`${said.length > 0 ? figureTable(term(metric, context), said, context, 'Segment') : markup`<h3>${term(metric, context)}</h3>`}
${few.length > 0 && nothing(`Not enough data: ${few.join(', ')}.`)}`;
})}`;
}

/** Neither better nor worse: segments differ by what they are. */
function againstWords({ value, difference, clear }: Against, unit: Unit): ChangeWords {
  if (value === null) return { words: 'not enough data of others', tone: 'other' };
  const than = `others ${inUnit(value, unit)}`;
  if (difference === null) return { words: than, tone: 'other' };
  return differenceWords(than, difference, { clear, unit, good: 'neither' });
}
