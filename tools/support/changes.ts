import type { z } from 'zod';
import type { Edit } from '../../engine/program/schema.ts';
import { hashEdits } from '../../engine/runtime/changes/plan/plan.ts';
import { planDigest } from '../../engine/runtime/changes/plan/plan-words.ts';
import { standingWords } from '../../engine/runtime/changes/settle/standing-words.ts';
import type { Change } from '../../engine/runtime/changes/types.ts';
import type { ToolContext } from '../tool.ts';
import type { changeOutput } from './schemas.ts';
import { taintByChange } from './taint.ts';

/**
 * Files a change in the name of the person of the turn, with everything foreign that the turn has seen. A wish that is
 * open already, the same edits against the same version, is not filed a second time: that change is given, marked.
 */
export async function fileChange(
  context: ToolContext,
  change: { title: string; edits: readonly Edit[]; reason?: readonly string[] },
): Promise<z.input<typeof changeOutput>> {
  const open = await openTwin(context, change.edits);
  if (open) {
    taintByChange(context, open);
    return { ...showChange(open, context), already_open: true };
  }
  const filed = await context.services.changes.propose({
    ...change,
    author: { email: '', ...context.person },
    via: context.via,
    tainted: [...context.tainted],
  });
  return showChange(filed, context);
}

/** The same for a rollback: one to that version that is open on the program in force is given instead. */
export async function fileRollback(
  context: ToolContext,
  version: number,
): Promise<z.input<typeof changeOutput>> {
  const { changes, engine } = context.services;
  const active = await engine.program();
  const open = (await changes.list({ status: 'proposed', limit: 200 })).find(
    (change) =>
      change.rollbackTo === version &&
      change.baseVersion === active.version &&
      change.expiresAt > context.now,
  );
  if (open) {
    taintByChange(context, open);
    return { ...showChange(open, context), already_open: true };
  }
  const filed = await changes.rollback({
    version,
    author: { email: '', ...context.person },
    via: context.via,
    tainted: [...context.tainted],
  });
  return showChange(filed, context);
}

async function openTwin(context: ToolContext, edits: readonly Edit[]): Promise<Change | undefined> {
  const { changes, engine } = context.services;
  const editHash = hashEdits(edits, (await engine.program()).version);
  const open = await changes.list({ status: 'proposed', limit: 200 });
  return open.find((change) => change.editHash === editHash && change.expiresAt > context.now);
}

/** A change in the words of the tools. */
export function showChange(
  change: Change,
  context: Pick<ToolContext, 'services'>,
): z.input<typeof changeOutput> {
  const { population, risk } = change.plan;
  const standing = standingWords(change);
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
    ...(standing.length > 0 && { standing }),
    ...(change.comments?.length && {
      comments: change.comments.map(({ by, at, text }) => ({ by: by.name, at: iso(at), text })),
    }),
    diff: [...change.plan.diff],
    population: {
      entering: { ...population.entering },
      also_on: Object.fromEntries(
        Object.entries(population.alsoOn ?? {}).map(([track, others]) => [track, { ...others }]),
      ),
      repeated: { ...population.repeated },
      in_flight: { ...population.inFlight },
      leaving: population.leaving,
      leads: population.leads,
    },
    risk: risk.level,
    sections: planDigest(change.plan).map(({ heading, lines }) => ({ heading, lines: [...lines] })),
    tainted: [...change.tainted],
  };
}

/** Milliseconds since the epoch as ISO 8601 text. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}
