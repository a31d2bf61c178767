import type { Queryable } from '../../../db/connection.ts';
import { LANES } from '../../../db/lanes.ts';
import type { Program } from '../../program/schema.ts';
import { readExperiments } from '../experiments/read-experiment.ts';
import { attributionDays, DAY as day } from '../period.ts';
import { type ContentGap, handOffDays, idleDays, type OpportunityData } from './data.ts';
import { countNearMisses } from './sql/count-near-misses.ts';
import { countSent } from './sql/count-sent.ts';
import { countGoals, countHolds } from './sql/count-tracks.ts';
import { countWaiting } from './sql/count-waiting.ts';
import { selectEmails } from './sql/select-emails.ts';
import { type HandingOn, selectHandOffs } from './sql/select-hand-offs.ts';

/** Emails that are looked at one by one; where there are more, an even sample of leads. */
const mostEmails = 200_000;
/** What tracks do is told after so long. */
const goalDays = 60;

/**
 * Reads what opportunities are looked for in: the `days` that have had the time to tell, up to `now`. Facts, stage moves,
 * the ledger and enrolments; reads only.
 */
export async function gather(
  db: Queryable,
  { program, now, days, gaps }: { program: Program; now: number; days: number; gaps: readonly ContentGap[] },
): Promise<OpportunityData> {
  const to = now - attributionDays * day;
  const period = { from: to - days * day, to };
  const sent = await countSent(db, period);
  const lanes = Math.max(1, Math.min(LANES, Math.floor((LANES * mostEmails) / Math.max(1, sent))));
  const looked = { ...period, lanes };
  const earlier = (by: number) => ({ from: now - (by + days) * day, to: now - by * day, lanes });
  const emails = await selectEmails(db, { ...looked, zone: program.policies.timeZone });
  const handOffs = [];
  const nearMisses = [];
  for (const threshold of handingOn(program)) {
    const then = { ...earlier(handOffDays), days: handOffDays };
    handOffs.push(...(await selectHandOffs(db, threshold, then)));
    nearMisses.push(await countNearMisses(db, threshold, then));
  }
  return {
    program,
    days,
    share: lanes / LANES,
    emails,
    handOffs,
    nearMisses,
    handOffDays: days,
    ...(await countHolds(db, { ...looked, sent: emails.length })),
    goals: await countGoals(db, earlier(goalDays)),
    ...(await countWaiting(db, { lanes, idleSince: now - idleDays * day })),
    gaps,
    experiments: await readExperiments(db, program),
  };
}

/** The thresholds that move leads on in the lifecycle. */
function handingOn(program: Program): HandingOn[] {
  return Object.entries(program.scoring.thresholds).flatMap(([id, { at, model = null, actions }]) => {
    const stages = actions.flatMap((action) => (action.do === 'lifecycle' ? [action.stage] : []));
    return stages.slice(0, 1).map((stage) => ({ id, at, model, stage }));
  });
}
