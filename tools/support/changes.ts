import type { z } from 'zod';
import type { Edit } from '../../engine/program/schema.ts';
import type { Change } from '../../engine/runtime/changes/types.ts';
import type { ToolContext } from '../tool.ts';
import type { changeOutput } from './schemas.ts';

/** Files a change in the name of the person of the turn, with everything foreign that the turn has seen. */
export async function fileChange(
  context: ToolContext,
  change: { title: string; edits: readonly Edit[] },
): Promise<z.input<typeof changeOutput>> {
  const filed = await context.services.changes.propose({
    ...change,
    author: { email: '', ...context.person },
    via: context.via,
    tainted: [...context.tainted],
  });
  return showChange(filed, context);
}

/** A change in the words of the tools. */
export function showChange(
  change: Change,
  context: Pick<ToolContext, 'services'>,
): z.input<typeof changeOutput> {
  const { population, risk } = change.plan;
  return {
    id: change.id,
    title: change.title,
    status: change.status,
    url: context.services.changeUrl(change.id),
    author: change.author.name,
    created_at: iso(change.createdAt),
    expires_at: iso(change.expiresAt),
    base_version: change.baseVersion,
    ...(change.appliedVersion !== undefined && { applied_version: change.appliedVersion }),
    ...(change.resolution !== undefined && { resolution: change.resolution }),
    ...(change.resolvedBy && { resolved_by: change.resolvedBy.name }),
    diff: [...change.plan.diff],
    population: {
      entering: { ...population.entering },
      in_flight: { ...population.inFlight },
      leaving: population.leaving,
      leads: population.leads,
    },
    risk: { level: risk.level, reasons: [...risk.reasons] },
    tainted: [...change.tainted],
  };
}

/** Milliseconds since the epoch as ISO 8601 text. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}
