import type { Database } from '../db/connection.ts';
import type { Delivery, EffectSender } from '../engine/runtime/types.ts';

/** Where the demo company's sales tasks and notices go: the notifications of the console, many at a time. */
export interface NoticeRecorder {
  senders: readonly EffectSender[];
  /** Writes what was recorded since the last call. */
  flush(): Promise<void>;
}

export function createNoticeRecorder(db: Database, clock: () => number): NoticeRecorder {
  let rows: object[] = [];
  const sender = (kind: 'task' | 'notify'): EffectSender => ({
    kind,
    async send({ key, lane, leadId, effect }: Delivery) {
      if (effect.kind !== 'task' && effect.kind !== 'notify')
        return { status: 'failed', reason: 'neither a task nor a notice' };
      const told =
        effect.kind === 'task'
          ? { audience: effect.queue, text: effect.title, due_at: effect.due, booking: effect.booking }
          : { audience: effect.audience, text: effect.text };
      rows.push({ lane, lead_id: leadId, effect: key, kind, track: effect.track, at: clock(), ...told });
      return { status: 'sent', messageId: `notification:${lane}:${leadId}:${key}` };
    },
  });
  return {
    senders: [sender('task'), sender('notify')],
    async flush() {
      if (rows.length > 0) {
        await db.query(
          `insert into notifications (lane, lead_id, effect, kind, audience, text, due_at, booking, track, demo,
             created_at)
           select lane, lead_id, effect, kind, audience, text, to_timestamp(due_at / 1000), booking, track, true,
                  to_timestamp(at / 1000)
           from json_to_recordset($1::json) as r (lane smallint, lead_id uuid, effect text, kind text,
             audience text, text text, due_at float8, booking text, track text, at float8)`,
          [JSON.stringify(rows)],
        );
      }
      rows = [];
    },
  };
}
