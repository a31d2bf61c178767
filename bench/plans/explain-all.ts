import type { Database } from '../../db/connection.ts';
import { explainEmail, explainScore, explainTrack } from '../../engine/backtest/explain/index.ts';
import { knownNames } from '../../engine/backtest/explain/known-names.ts';
import { explainLead } from '../../engine/backtest/explain/lead.ts';
import { ruleHits } from '../../engine/backtest/explain/rule-hits.ts';
import { timelineOf } from '../../engine/backtest/explain/timeline.ts';
import { stateAt } from '../../engine/backtest/state-at.ts';
import type { ActiveProgram } from '../../engine/runtime/types.ts';

const dayMs = 86_400_000;

/** Asks everything that can be asked of why, once. The lead must have had an email. */
export async function explainAll(
  db: Database,
  active: ActiveProgram,
  lead: string,
  now: number,
): Promise<void> {
  const asking = { db, active, lead, now };
  const [track = ''] = Object.keys(active.program.tracks);
  await explainLead(db, active, lead, now);
  await explainEmail(asking);
  await explainTrack(asking, track);
  await explainScore(asking);
  await timelineOf(db, lead, await knownNames(db, active.program));
  // The population's copies are at other times than they came: their record is no lead's life.
  await stateAt(db, lead, now).catch(() => undefined);
  for (const did of [undefined, 'email'])
    await ruleHits(db, active, {
      rule: `entry:${track}`,
      since: now - 400 * dayMs,
      now,
      ...(did && { did }),
    });
}
