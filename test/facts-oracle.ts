import type { Database } from '../db/connection.ts';
import { journeyStages } from '../engine/program/schema.ts';
import { DAY } from './runtime-world.ts';

interface Mail {
  lead_id: string;
  from_id: string;
  seq: number;
  ordinal: number;
  at: number;
  track: string;
  step: string;
}
interface Told {
  lead_id: string;
  name: string;
  at: number;
  track: string | null;
  step: string | null;
}
interface Move {
  lead_id: string;
  from_id: string;
  at: number;
  from_stage: string;
  to_stage: string;
}

const byStep = ['email_open', 'email_click', 'email_reply'];
const within = (at: number, since: number) => at >= since && at < since + 14 * DAY;
const place = (stage: string) => (journeyStages as readonly string[]).indexOf(stage);
const later = (move: Move) => place(move.to_stage) > place(move.from_stage);

/** Under the lead that it lives on in. */
const living = (table: string, alias: string) =>
  `${table} ${alias} left join lead_redirects r on r.lane = ${alias}.lane and r.id = ${alias}.lead_id`;
const lead = (alias: string) => `coalesce(r.to_id, ${alias}.lead_id) as lead_id`;

/** What became of each email that was sent, read off the log in the plainest way: each sending looks at everything. */
export async function expectedEmails(db: Database): Promise<unknown[]> {
  const mails = await db.query<Mail>(
    `select ${lead('o')}, o.lead_id as from_id, o.seq, o.ordinal, o.settled_at as at, o.track, o.step
     from ${living('outbox', 'o')} where o.kind = 'email' and o.status = 'sent'
     order by 1, o.lead_id, o.seq, o.ordinal`,
  );
  const told = await db.query<Told>(
    `select ${lead('i')}, i.name, i.occurred_at as at, i.properties ->> 'track' as track, i.properties ->> 'step' as step
     from ${living('inputs', 'i')} where i.name is not null order by i.occurred_at`,
  );
  const moves = await db.query<Move>(
    `select ${lead('v')}, v.lead_id as from_id, v.at, v.from_stage, v.to_stage
     from ${living('stage_moves', 'v')} where v.kind = 'journey' order by v.at, v.seq, v.ordinal`,
  );
  const now = new Map(
    (await db.query<{ id: string; journey: string }>('select id, journey from leads')).map((row) => [
      row.id,
      row.journey,
    ]),
  );
  const isAfter = (a: Mail, b: Mail) =>
    a.at - b.at ||
    (a.from_id < b.from_id ? -1 : a.from_id > b.from_id ? 1 : 0) ||
    a.seq - b.seq ||
    a.ordinal - b.ordinal;
  /** The sending that an event tells of. */
  const sendingOf = (event: Told): Mail | undefined => {
    const isOfStep = byStep.includes(event.name) && event.track !== null && event.step !== null;
    const candidates = mails.filter(
      (mail) =>
        mail.lead_id === event.lead_id &&
        mail.at <= event.at &&
        (!isOfStep || (mail.track === event.track && mail.step === event.step)),
    );
    return candidates.sort(isAfter).at(-1);
  };
  return mails.map((mail) => {
    const own = told.filter((event) => within(event.at, mail.at) && sendingOf(event) === mail);
    const first = (name: string) => own.find((event) => event.name === name)?.at ?? null;
    const ofFrom = moves.filter(({ from_id }) => from_id === mail.from_id);
    const before = ofFrom.filter(({ at }) => at <= mail.at).at(-1);
    const onward = moves.find(
      (move) => move.lead_id === mail.lead_id && later(move) && within(move.at, mail.at),
    );
    return {
      lead_id: mail.lead_id,
      from_id: mail.from_id,
      seq: mail.seq,
      ordinal: mail.ordinal,
      sent_at: mail.at,
      stage: before?.to_stage ?? ofFrom[0]?.from_stage ?? now.get(mail.lead_id),
      bounced_at: first('email_bounce'),
      opened_at: first('email_open'),
      clicked_at: first('email_click'),
      replied_at: first('email_reply'),
      unsubscribed_at: first('unsubscribe'),
      complained_at: first('spam_complaint'),
      progressed_at: onward?.at ?? null,
    };
  });
}

/** The first arm that each lead got of each split, read off all decisions. */
export async function expectedExposures(db: Database): Promise<unknown[]> {
  const decisions = await db.query<{ lead_id: string; at: number; decision: string }>(
    `select ${lead('i')}, i.at, i.decision from ${living('inputs', 'i')} order by i.at, i.seq`,
  );
  const first = new Map<string, { lead_id: string; experiment: string; arm: string; at: number }>();
  let splits = 0;
  for (const { lead_id, at, decision } of decisions)
    for (const { did, track, step, arm } of JSON.parse(decision).trace) {
      if (did !== 'split') continue;
      splits++;
      const experiment = track === 'follow' ? 'tone' : `${track}/${step}`;
      const key = `${lead_id} ${experiment}`;
      if (!first.has(key)) first.set(key, { lead_id, experiment, arm, at });
    }
  if (splits <= first.size) throw new Error('no lead came to a split twice');
  return [...first].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
