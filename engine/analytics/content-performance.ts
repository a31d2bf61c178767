import type { Database } from '../../db/connection.ts';
import { LANES } from '../../db/lanes.ts';
import type { Condition, Vocabulary } from '../program/condition/ast.ts';
import { toSql } from '../program/condition/to-sql.ts';
import type { Period } from './period.ts';
import {
  countSentContent,
  countTakenContent,
  type SentCounts,
  type TakenCounts,
} from './sql/count-content.ts';
import { sampleLanes } from './sql/sample-lanes.ts';

export { selectHadContent as hadContent } from './sql/select-had-content.ts';

/** What happened with one item, by the stage leads stood at then, inside the audience or outside of it. */
export interface ContentFigures {
  item: string;
  stage: string;
  inside: boolean;
  /** Emails with it settled as sent in the period; of those, not bounced within 14 days. */
  sent: number;
  delivered: number;
  /** Of those delivered, clicked, and whose lead moved to a later stage, within 14 days of the sending. */
  clicked: number;
  progressed: number;
  /** Leads that downloaded, used, attended or shared it, and of those who moved on within 14 days. */
  taken: number;
  takenProgressed: number;
}

/**
 * How content did in a period, for an audience and for everybody else. Opens are not counted. Where there are more
 * emails than `most`, an even sample of leads is looked at: `share`, 0-1, of all. Reads only.
 */
export async function contentPerformance(
  db: Pick<Database, 'transaction'>,
  query: {
    /** The audience; absent: every lead. */
    condition?: Condition | undefined;
    segments: Readonly<Record<string, Condition>>;
    vocabulary: Vocabulary;
    now: number;
    most?: number;
  } & Period,
): Promise<{ figures: ContentFigures[]; share: number }> {
  const { condition, segments, vocabulary, now } = query;
  const where = condition
    ? toSql(condition, { segments, now, vocabulary, firstParam: 1 })
    : { sql: 'true', params: [] };
  const rows = new Map<string, ContentFigures>();
  const rowOf = ({ item, stage, inside }: SentCounts | TakenCounts) => {
    const key = JSON.stringify([item, stage, inside]);
    const none = { sent: 0, delivered: 0, clicked: 0, progressed: 0, taken: 0, takenProgressed: 0 };
    const row = rows.get(key) ?? { item, stage, inside, ...none };
    rows.set(key, row);
    return row;
  };
  const [lanes, sentContent, takenContent] = await db.transaction(async (tx) => {
    // Nobody can guess how many leads a condition finds; guessed too low, a million emails would be walked for each.
    await tx.query('set local enable_nestloop = off');
    const looked = await sampleLanes(tx, query, query.most);
    return [
      looked,
      await countSentContent(tx, where, query, looked),
      await countTakenContent(tx, where, query, looked),
    ] as const;
  });
  for (const row of sentContent) {
    const { sent, delivered, clicked, progressed } = row;
    Object.assign(rowOf(row), { sent, delivered, clicked, progressed });
  }
  for (const row of takenContent)
    Object.assign(rowOf(row), { taken: row.taken, takenProgressed: row.progressed });
  return { figures: [...rows.values()], share: lanes ? lanes.length / LANES : 1 };
}
