import type { Database } from '../db/connection.ts';
import { TrellisError } from '../db/errors.ts';
import type { LeadId } from '../engine/core/types.ts';
import { applyEdits } from '../engine/program/edits.ts';
import type { AuditDetails } from '../engine/runtime/audit/actions.ts';
import { appendAudit } from '../engine/runtime/audit/append.ts';
import type { Changes } from '../engine/runtime/changes/types.ts';
import type { Engine } from '../engine/runtime/types.ts';
import type { SendTest } from '../tools/services.ts';
import { findEmailStep } from '../tools/support/email-step.ts';
import { findLead } from '../tools/support/find-lead.ts';
import { findTrack } from '../tools/support/tracks.ts';
import { getPerson } from './auth/people.ts';
import type { EmailFace } from './email.ts';
import { leadName } from './lead-names.ts';

const hourMs = 3_600_000;
/** A person who looks at emails, not a program that sends them. */
const mostAnHour = 20;

/** A lead's email, sent to the person who asks: never to the lead, marked as a test, counted nowhere, and audited. */
export function createTestSends(parts: {
  db: Database;
  engine: Pick<Engine, 'program' | 'findLead'>;
  changes: Pick<Changes, 'get'>;
  email: () => Promise<Pick<EmailFace, 'tests'>>;
  clock: () => number;
  publicUrl: string;
}): SendTest {
  const { db, engine, changes, email, clock, publicUrl } = parts;
  return async (asked, { id: personId }) => {
    const person = await getPerson(db, personId);
    const change = asked.change === undefined ? undefined : await changes.get(asked.change);
    const { program: active } = await engine.program();
    const open = change && change.status !== 'applied' ? change : undefined;
    const program = open ? applyEdits(active, open.edits) : active;
    const { id, track } = findTrack(program, asked.track);
    const { step, email: number } = findEmailStep(track, asked.email);
    const leadId =
      asked.lead === undefined ? await someLead(db, id) : await findLead({ db, engine }, asked.lead);
    await record(db, person.id, clock(), {
      lead: leadId,
      track: id,
      step: step.id,
      ...(open && { change: open.id }),
    });
    const { tests } = await email();
    const { subject, mailboxId } = await tests.send({
      leadId,
      content: step.content,
      mark: { email: number, track: track.title, ...(open && { change: open.title }) },
      to: { name: person.name, address: person.email },
    });
    return {
      to: person.email,
      subject,
      track: { id, title: track.title },
      email: number,
      step: step.id,
      lead: { id: leadId, name: await leadName(db, leadId) },
      ...(open && { change: { id: open.id, title: open.title } }),
      ...(mailboxId !== undefined && { mailbox: `${publicUrl}/mailbox/${mailboxId}` }),
    };
  };
}

/**
 * Recorded before it is sent, so that no test leaves unrecorded, and counted by the record: whatever process a person
 * reaches, it is the same hour.
 */
async function record(
  db: Database,
  person: string,
  now: number,
  details: AuditDetails['test_send'],
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query(`select pg_advisory_xact_lock(hashtext('test_send ' || $1))`, [person]);
    const [recent] = await tx.query<{ sent: number }>(
      `select count(*)::int as sent from audit
       where at > to_timestamp($2::float8 / 1000) and action = 'test_send' and by = $1`,
      [person, now - hourMs],
    );
    if ((recent?.sent ?? 0) >= mostAnHour) {
      throw new TrellisError(
        'test_send.too_many',
        `You have had ${mostAnHour} tests within an hour; wait a little before you ask for another.`,
      );
    }
    appendAudit(tx, { action: 'test_send', at: now, by: person, details });
  });
}

/** Whoever joined the track last. */
async function someLead(db: Database, track: string): Promise<LeadId> {
  const [row] = await db.query<{ lead_id: LeadId }>(
    `select lead_id from enrolments where track = $1 and status = 'active' order by started_at desc, lead_id limit 1`,
    [track],
  );
  if (row) return row.lead_id;
  throw new TrellisError(
    'test_send.lead_needed',
    'Nobody is on this track yet: say as which lead you want it, by email address or name.',
  );
}
