import type { Logger } from 'pino';
import type { Database } from '../../db/connection.ts';
import type { AuditDetails } from '../../engine/runtime/audit/actions.ts';
import { appendAudit } from '../../engine/runtime/audit/append.ts';
import { type Origin, withOrigin } from '../../engine/runtime/audit/origin.ts';
import { hashSecret } from './secrets.ts';

type Reason = AuditDetails['login_failed']['reason'];

/** Anybody can fail as often as they like; the log, and the lock on its head, are not theirs to fill. */
const perMinute = 20;
const minuteMs = 60_000;

export interface FailedLogins {
  /** Records that somebody did not get in; what it says of the attempt is not kept, only why it failed. */
  record(origin: Origin, reason: Reason, person?: string): Promise<void>;
  /** The same for a sign-in link that opened nothing. */
  recordLink(origin: Origin, token: string): Promise<void>;
}

/** Records the first failures of each minute one by one; the rest are counted in the next entry. */
export function createFailedLogins({
  db,
  clock,
  log,
}: {
  db: Database;
  clock: () => number;
  log: Logger;
}): FailedLogins {
  let minute = 0;
  let recorded = 0;
  let more = 0;
  const record: FailedLogins['record'] = async (origin, reason, person) => {
    const at = clock();
    const present = Math.floor(at / minuteMs);
    if (present !== minute) [minute, recorded] = [present, 0];
    if (recorded >= perMinute) {
      more += 1;
      return;
    }
    recorded += 1;
    const details = { reason, ...(person !== undefined && { person }), ...(more > 0 && { more }) };
    more = 0;
    try {
      await withOrigin(origin, () =>
        db.transaction(async (tx) => appendAudit(tx, { action: 'login_failed', at, details })),
      );
    } catch (error) {
      // They are refused either way; what they are told must not depend on our log.
      log.error({ err: error }, 'a failed sign-in was not recorded');
    }
  };
  return {
    record,
    async recordLink(origin, token) {
      const [link] = await db.query<{ person_id: string; used_at: number | null }>(
        'select person_id, used_at from login_links where token_hash = $1',
        [hashSecret(token)],
      );
      const reason = !link ? 'link_unknown' : link.used_at === null ? 'link_expired' : 'link_used';
      await record(origin, reason, link?.person_id);
    },
  };
}
