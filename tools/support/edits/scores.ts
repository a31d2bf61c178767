import type { Action, Program } from '../../../engine/program/schema.ts';
import { freeSlug } from '../slug.ts';
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

export function removeThreshold({ id, title }: { id: string; title: string }): Made {
  return removed(`Remove the threshold ${title}`, `scoring/thresholds/${id}`);
}

/** Something that is done when a score comes to stand at or above a number of points. */
export function createThreshold(
  { scoring }: Pick<Program, 'scoring'>,
  threshold: { title: string; at: number; model?: string | undefined; actions: readonly Action[] },
): Made {
  const { title, model, ...rest } = threshold;
  const same = Object.values(scoring.thresholds).find(
    (one) => one.title.toLowerCase() === title.toLowerCase(),
  );
  if (same) return { problem: `There is a threshold “${same.title}” already, at ${same.at} points.` };
  const id = freeSlug(title, { ...scoring.rules, ...scoring.thresholds });
  return put(`New threshold: ${title}`, `scoring/thresholds/${id}`, {
    title,
    ...(model && { model }),
    ...rest,
  });
}

/** Points that leads have while a condition on them holds. */
export function setFit(
  { scoring }: Pick<Program, 'scoring'>,
  rule: { title: string; when: string; points: number },
): Made {
  const { fit = {} } = scoring;
  const [same] = Object.entries(fit).find(([, { when }]) => when === rule.when) ?? [];
  const points = `${rule.points > 0 ? '+' : ''}${rule.points} fit points`;
  if (same !== undefined)
    return patched(`${points}: ${fit[same]?.title}`, `scoring/fit/${same}`, { points: rule.points });
  return put(`${points}: ${rule.title}`, `scoring/fit/${freeSlug(rule.title, fit)}`, rule);
}
