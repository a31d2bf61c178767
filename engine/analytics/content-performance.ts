import type { Database } from '../../db/connection.ts';
import type { Condition, Vocabulary } from '../program/condition/ast.ts';
import { toSql } from '../program/condition/to-sql.ts';
import type { Period } from './period.ts';
import { countContent } from './sql/count-content.ts';

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
 * How content did in a period, for an audience and for everybody else, as far as the log is counted in. Opens are not
 * counted. Reads only.
 */
export async function contentPerformance(
  db: Pick<Database, 'transaction'>,
  query: {
    /** The audience; absent: every lead. */
    condition?: Condition | undefined;
    segments: Readonly<Record<string, Condition>>;
    vocabulary: Vocabulary;
    now: number;
  } & Period,
): Promise<ContentFigures[]> {
  const { condition, segments, vocabulary, now } = query;
  const where = condition
    ? toSql(condition, { segments, now, vocabulary, firstParam: 1 })
    : { sql: 'true', params: [] };
  const { sent, taken } = await db.transaction(async (tx) => {
    // Nobody can guess how many leads a condition finds; guessed too low, a million emails would be walked for each.
    await tx.exec('set local enable_nestloop = off');
    return countContent(tx, where, query);
  });
  const rows = new Map<string, ContentFigures>();
  const none = { sent: 0, delivered: 0, clicked: 0, progressed: 0, taken: 0, takenProgressed: 0 };
  for (const row of [...sent, ...taken]) {
    const key = JSON.stringify([row.item, row.stage, row.inside]);
    rows.set(key, { ...none, ...rows.get(key), ...row });
  }
  return [...rows.values()];
}
