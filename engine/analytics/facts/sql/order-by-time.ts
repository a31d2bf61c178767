import type { Queryable } from '../../../../db/connection.ts';

/**
 * Puts facts in the order of time, as they come once the first filling is over, which writes lead by lead: a month is read
 * from a twelfth of the pages of a year. Nobody reads or writes them meanwhile: half a minute for three million emails.
 */
export async function orderByTime(db: Queryable): Promise<void> {
  await db.exec('cluster email_facts using email_facts_sent; cluster stay_facts using stay_facts_entered');
}
