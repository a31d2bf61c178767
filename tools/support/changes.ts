import type { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';
import type { Edit } from '../../engine/program/schema.ts';
import { hashEdits } from '../../engine/runtime/changes/plan/plan.ts';
import { planDigest } from '../../engine/runtime/changes/plan/plan-words.ts';
import { standingWords } from '../../engine/runtime/changes/settle/standing-words.ts';
import type { Change } from '../../engine/runtime/changes/types.ts';
import type { ToolContext } from '../tool.ts';

import { assertNoPersonalCondition } from './personal.ts';
import type { changeOutput, planOutput } from './schemas.ts';

import { taintByChange } from './taint.ts';

/**
 * Files a change in the name of the person of the turn, with everything foreign that the turn has seen. A wish that is
 * open already, the same edits against the same version, is not filed a second time: that change is given, marked.
 */
export async function fileChange(
  context: ToolContext,
  change: { title: string; edits: readonly Edit[]; reason?: readonly string[] },
): Promise<z.input<typeof changeOutput>> {
  // As they come out in the end, whatever they were made of.
  if (context.personal === false) assertNoPersonalCondition(change.edits);
  const proposal = { ...change, ...proposedBy(context) };
  if (context.planned) return planChange(context, proposal);
  const { changes, engine } = context.services;
  const again = await filedBefore(context, proposal);
  if (again) return showChange(again, context);
  const editHash = hashEdits(change.edits, (await engine.program()).version);
  const open = await openChange(context, (other) => other.editHash === editHash);
  return open ? showTwin(open, context) : showChange(await changes.propose(proposal), context);
}

/** The same for a rollback: one to that version that is open on the program in force is given instead. */
export async function fileRollback(
  context: ToolContext,
  version: number,
): Promise<z.input<typeof changeOutput>> {
  const proposal = { version, ...proposedBy(context) };
  if (context.planned) return planChange(context, proposal);
  const { changes, engine } = context.services;
  const again = await filedBefore(context, proposal);
  if (again) return showChange(again, context);
  const active = await engine.program();
  const open = await openChange(
    context,
    (other) => other.rollbackTo === version && other.baseVersion === active.version,
  );
  return open ? showTwin(open, context) : showChange(await changes.rollback(proposal), context);
}

/** What the turn filed here when it was run before and did not come to its end. */
async function filedBefore({ services }: ToolContext, { id }: { id?: string }): Promise<Change | undefined> {
  if (id === undefined) return undefined;
  return services.changes.get(id).catch((error: unknown) => {
    if (error instanceof TrellisError && error.code === 'change.unknown') return undefined;
    throw error;
  });
}

function proposedBy({ person, via, tainted, editHash, watch, planned, filingId }: ToolContext) {
  return {
    ...(filingId && !planned && { id: filingId() }),
    author: { email: '', ...person },
    via,
    tainted: [...tainted],
    ...(editHash !== undefined && { editHash }),
    ...(watch && { watch }),
  };
}

/** What would be filed. It is found nowhere by its id, so no face but a plan shows it. */
async function planChange(
  context: ToolContext,
  proposal: Parameters<ToolContext['services']['changes']['plan']>[0],
): Promise<z.input<typeof changeOutput>> {
  const change = await context.services.changes.plan(proposal);
  const open = await openChange(context, ({ editHash }) => editHash === change.editHash);
  context.planned?.(change, open);
  return showChange(change, context);
}

async function openChange(
  { services, now }: ToolContext,
  isSame: (change: Change) => boolean,
): Promise<Change | undefined> {
  const open = await services.changes.list({ status: 'proposed', limit: 200 });
  return open.find((change) => change.expiresAt > now && isSame(change));
}

function showTwin(open: Change, context: ToolContext): z.input<typeof changeOutput> {
  taintByChange(context, open);
  return { ...showChange(open, context), already_open: true };
}

/** A change in the words of the tools. */
export function showChange(
  change: Change,
  context: Pick<ToolContext, 'services' | 'personal'>,
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
    // People name leads in them.
    ...(context.personal !== false &&
      change.comments?.length && {
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

/** A change that was only planned, in the same words. */
export function showPlan(
  change: Change,
  context: Pick<ToolContext, 'services'>,
  open?: Change,
): z.input<typeof planOutput> {
  const { title, base_version, diff, population, risk, sections } = showChange(change, context);
  const shown = { title, base_version, diff, population, risk, sections };
  return open ? { ...shown, open: { id: open.id, url: context.services.changeUrl(open.id) } } : shown;
}

/** Milliseconds since the epoch as ISO 8601 text. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}
