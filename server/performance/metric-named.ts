import { TrellisError } from '../../db/errors.ts';
import { definitions, type MetricId } from '../../engine/analytics/metrics/definitions.ts';
import { nearest } from '../../tools/support/nearest.ts';

/** The figure of an address, `demo-request` for `demo_request` too. Throws `metric.unknown`. */
export function metricNamed(name: string): MetricId {
  const ids = Object.keys(definitions) as MetricId[];
  const wanted = name.trim().toLowerCase().replaceAll(/[- ]/g, '_');
  const found = ids.find((id) => id === wanted || definitions[id].title.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const near = nearest(wanted, ids);
  throw new TrellisError(
    'metric.unknown',
    near.length > 0
      ? `There is no figure of that name. Figures like it: ${near.join(', ')}.`
      : `There is no figure of that name. There are ${ids.join(', ')}.`,
  );
}
