import { explainScore } from '../engine/backtest/explain/index.ts';
import { knownNames } from '../engine/backtest/explain/known-names.ts';
import type { Names } from '../engine/backtest/explain/names.ts';
import { explainProfile } from '../engine/backtest/explain/profile.ts';
import { timelineOf } from '../engine/backtest/explain/timeline.ts';
import { moment } from '../engine/backtest/explain/times.ts';
import type { LeadFacts } from '../integrations/slack/notices/sales-card.ts';
import type { SalesDesk } from '../integrations/slack/notices/sales-desk.ts';
import type { Installation } from './installation.ts';

/** What sales read of a lead in Slack, and how what they do reaches the engine. */
export function createSalesDesk({
  db,
  engine,
  clock,
  publicUrl,
}: Pick<Installation, 'db' | 'engine' | 'clock' | 'publicUrl'>): SalesDesk {
  return {
    ingest: (events) => engine.ingest(events),
    leadUrl: (lead) => `${publicUrl}/leads/${lead}`,
    facts: async (asked, effect) => {
      // Of a lead that was merged into another, that one.
      const lead = await engine.findLead(asked);
      if (lead === undefined) return undefined;
      const active = await engine.program();
      const asking = { db, active, lead, now: clock() };
      const profile = await explainProfile(asking);
      const score = await explainScore(asking);
      const names = await knownNames(db, active.program);
      const [points] = score.details;
      return {
        name: score.name,
        who: profile.sentences[0],
        score: score.total,
        why: [...(await askedFor(db, names, lead, effect)), ...(points?.lines ?? [])],
        lately: await deedsOf(db, names, lead),
      } satisfies LeadFacts;
    },
  };
}

/** What had happened when the program asked for attention: the input of that decision, while it is on record. */
async function askedFor(
  db: Installation['db'],
  names: Names,
  lead: string,
  effect: string,
): Promise<string[]> {
  const seq = Number(effect.split(':')[0]);
  const { entries } = await timelineOf(db, lead, names, { before: seq + 1, limit: 1 });
  const [entry] = entries;
  return entry?.seq === seq ? [`Asked for after ${entry.words}`] : [];
}

/** Of the last inputs those that the lead itself brought. */
const lookedAt = 30;

async function deedsOf(db: Installation['db'], names: Names, lead: string): Promise<string[]> {
  const { entries } = await timelineOf(db, lead, names, { limit: lookedAt });
  const deeds = entries.filter(({ kind, event }) => kind === 'event' && !event?.startsWith('sales_'));
  return deeds.map(({ at, words }) => `${moment(at)}: ${words}`);
}
