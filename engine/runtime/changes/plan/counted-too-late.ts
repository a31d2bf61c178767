import type { Tx } from '../../../../db/connection.ts';
import { historyKeptFrom } from '../../../../db/history-kept-from.ts';
import { parseConditions } from '../../../program/compile/parse-conditions.ts';
import { countsBefore } from '../../../program/condition/reach.ts';
import { conditionsOf } from '../../../program/conditions-of.ts';
import type { Program } from '../../../program/schema.ts';
import { vocabularyOf } from '../../../program/score-models.ts';

/** A line for each condition that the base does not have and that counts events from before the log begins. */
export async function countedTooLate(
  tx: Tx,
  { base, proposed, now }: { base: Program; proposed: Program; now: number },
): Promise<string[]> {
  const keptFrom = await historyKeptFrom(tx);
  if (keptFrom === undefined) return [];
  const { parsed } = parseConditions(proposed, vocabularyOf(proposed));
  const segments = Object.fromEntries(
    Object.keys(proposed.segments).flatMap((id) => {
      const condition = parsed.get(`segments/${id}/when`);
      return condition ? [[id, condition]] : [];
    }),
  );
  const known = new Set(conditionsOf(base).map(({ path, text }) => `${path} ${text}`));
  const since = new Date(keptFrom).toISOString().slice(0, 10);
  return conditionsOf(proposed).flatMap(({ path, text }) => {
    const condition = parsed.get(path);
    if (!condition || known.has(`${path} ${text}`) || !countsBefore(condition, segments, { keptFrom, now }))
      return [];
    return [`${path}: It counts events from before ${since} too; they were let go and do not count.`];
  });
}
