import type { Program, Threshold } from '../../../engine/program/schema.ts';
import { type Made, patched, put, removed } from './made.ts';

/** The score that nobody names is of engagement. */
const titles: Readonly<Record<string, string>> = { engagement: 'Engagement', fit: 'Fit' };

/** A score loses this share of its points once every so often. */
export function setDecay(
  { scoring }: Pick<Program, 'scoring'>,
  model: string,
  decay: { percent: number; every: string },
): Made {
  const title = scoring.models?.[model]?.title ?? titles[model] ?? model;
  return put(`${title} loses ${decay.percent} % every ${decay.every}`, `scoring/models/${model}`, {
    title,
    decay,
  });
}

export function removeDecay({ scoring }: Pick<Program, 'scoring'>, model: string): Made {
  const known = scoring.models?.[model];
  if (!known?.decay)
    return { problem: `The score ${known?.title ?? titles[model] ?? model} loses nothing by itself.` };
  const path = `scoring/models/${model}`;
  // The two that are there anyhow need no entry of their own.
  return Object.hasOwn(titles, model)
    ? removed(`${known.title} does not decay any more`, path)
    : patched(`${known.title} does not decay any more`, path, { decay: null });
}

export function moveThreshold(
  threshold: Pick<Threshold, 'title' | 'at' | 'below'> & { id: string },
  fields: { at?: number; below?: number },
): Made {
  const { id, title } = threshold;
  const words = [
    ...(fields.at === undefined ? [] : [`at ${fields.at}`]),
    ...(fields.below === undefined ? [] : [`left below ${fields.below}`]),
  ].join(', ');
  // One that is left only above where it is passed now would never be left.
  const lowered = fields.at !== undefined && threshold.below !== undefined && threshold.below >= fields.at;
  return patched(`${title} ${words}`, `scoring/thresholds/${id}`, {
    ...fields,
    ...(lowered && fields.below === undefined && { below: null }),
  });
}

export function removeThreshold({ id, title }: { id: string; title: string }): Made {
  return removed(`Remove the threshold ${title}`, `scoring/thresholds/${id}`);
}
