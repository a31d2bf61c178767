import type { Database } from '../../../db/connection.ts';
import { sqlStateOf, sqlStates } from '../../../db/sqlstates.ts';
import type { Instant } from '../../core/types.ts';
import { createPart, type HistoryPart, listParts, lockParts, monthsInOther } from '../sql/history-parts.ts';
import { type Month, monthOf } from './months.ts';

/** Parts of the input log are made for so many months beyond this one. */
const monthsAhead = 3;

/**
 * Makes the log's parts for the months from `from` up to three after `to`, where they are missing. Gives how many. What
 * is logged before its month has a part is kept all the same, and moves there when it is made.
 */
export async function ensureParts(db: Database, from: Instant, to: Instant = from): Promise<number> {
  const wanted = range(monthOf(from), monthOf(to) + monthsAhead);
  if (wanted.every(within(await listParts(db)))) return 0;
  return makeParts(db, wanted);
}

/** Gives the rows that fit no part parts of their own. */
export async function makePartsForOthers(db: Database): Promise<number> {
  const months = (await monthsInOther(db)).map(monthOf);
  return months.length === 0 ? 0 : makeParts(db, months);
}

async function makeParts(db: Database, months: readonly Month[]): Promise<number> {
  let made = 0;
  try {
    // One transaction each: whoever reads the log waits for one at most.
    for (const month of months) {
      made += await db.transaction(async (tx) => {
        await lockParts(tx);
        if (within(await listParts(tx))(month)) return 0;
        await createPart(tx, month);
        return 1;
      });
    }
  } catch (error) {
    // The log is busy: nothing is lost without the part, and the next upkeep tries again.
    if (sqlStateOf(error) !== sqlStates.lockNotAvailable) throw error;
  }
  return made;
}

function within(parts: readonly HistoryPart[]): (month: Month) => boolean {
  return (month) =>
    parts.some(
      ({ from, to }) => to !== null && month < monthOf(to) && (from === null || month >= monthOf(from)),
    );
}

function range(first: Month, last: Month): Month[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n);
}
