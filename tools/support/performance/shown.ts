import type { Against } from '../../../engine/analytics/metrics/dashboard.ts';
import { definitions } from '../../../engine/analytics/metrics/definitions.ts';
import type { Figure } from '../../../engine/analytics/metrics/figure.ts';
import type { LeadsOf } from '../../../engine/analytics/report/figure-table.ts';
import type { ShownFigure } from './schema.ts';

/** A figure as tools give it; `more` narrows the leads behind it further than the answer. */
export function shownFigure(
  figure: Figure & { against?: Against },
  leadsOf: LeadsOf,
  more?: Readonly<Record<string, string>>,
): ShownFigure {
  const { metric, value, numerator, denominator, low, high, unit, before, against, unreliable } = figure;
  return {
    metric,
    title: definitions[metric].title,
    unit,
    value: rounded(value),
    numerator,
    denominator,
    low: rounded(low),
    high: rounded(high),
    ...(unreliable && { unreliable }),
    ...(before && {
      before: {
        value: rounded(before.value),
        difference: rounded(before.difference),
        clear: before.clear,
      },
    }),
    ...(against && {
      against: {
        value: rounded(against.value),
        difference: rounded(against.difference),
        clear: against.clear,
      },
    }),
    leads: leadsOf(metric, more),
  };
}

/** To six digits behind the point: more of them say nothing, and with fewer a share would be rounded twice before it is said. */
function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1_000_000) / 1_000_000;
}
