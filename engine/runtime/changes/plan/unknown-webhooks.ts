import type { Tx } from '../../../../db/connection.ts';
import type { Program } from '../../../program/schema.ts';
import { actionsOf } from '../../../program/validate/actions-of.ts';
import { webhookIds } from '../../sql/webhooks.ts';

/**
 * Warnings of webhooks that the proposed program calls, other than the base, and that no administrator has added: what
 * it tells them waits. No fault, as the two may come in either order.
 */
export async function unknownWebhooks(
  tx: Tx,
  { base, proposed }: { base: Program; proposed: Program },
): Promise<string[]> {
  const before = new Set(calledBy(base).map(({ id }) => id));
  const called = calledBy(proposed).filter(({ id }) => !before.has(id));
  if (called.length === 0) return [];
  const known = new Set(await webhookIds(tx));
  return called
    .filter(({ id }) => !known.has(id))
    .map(
      ({ path, id }) =>
        `${path}: nobody has added the webhook "${id}"; an administrator does: trellis webhooks add ${id} URL`,
    );
}

function calledBy(program: Program): { path: string; id: string }[] {
  return actionsOf(program).flatMap(({ path, action }) =>
    action.do === 'webhook' ? [{ path: `${path}/webhook`, id: action.webhook }] : [],
  );
}
