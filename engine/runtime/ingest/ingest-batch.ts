import type { Tx } from '../../../db/connection.ts';
import type { LeadEvent, LeadId } from '../../core/types.ts';
import { changeAccounts } from '../accounts/accounts.ts';
import { type Batch, type BatchSettings, beginBatch, type Work } from '../batch.ts';
import { decideBatch } from '../decide-batch.ts';
import { type Identified, identify, type KnownIdentities } from '../identity/identify.ts';
import { beginLead, type LoadedLead, loadLead } from '../loaded-lead.ts';
import { LostRace } from '../lost-race.ts';
import type { PendingInput } from '../pending-input.ts';
import { lockLeads } from '../sql/claim.ts';
import { insertInbox } from '../sql/inbox.ts';
import { findIdentities, insertIdentities, recordMessages } from '../sql/ingest.ts';
import { deleteIdentities, dropIdentities, findGone, readNaming, repointIdentities } from '../sql/merge.ts';
import type { EventOutcome } from './ingest-call.ts';
import { type Identity, identityKey, type NormalEvent } from './normalise.ts';

/**
 * One transaction; gives the outcome of each event, in order. Locks in the order of all engine code: message ids,
 * identities, leads, accounts, each sorted. `onLocked` is told once it holds them all: a transaction that begins then
 * comes after this one for every lead they share.
 */
export async function ingestBatch(
  tx: Tx,
  settings: BatchSettings,
  given: readonly NormalEvent[],
  onLocked: () => void = () => {},
): Promise<EventOutcome[]> {
  const batch = await beginBatch(tx, settings);
  const events = await withoutDuplicates(tx, given, batch.now);
  const outcomes = new Map<NormalEvent, EventOutcome>();
  if (events.length > 0) {
    const { identified, leads } = await identifyAndLock(batch, events);
    const accounts = await changeAccounts(tx, events);
    onLocked();
    const { works, elsewhere, eventOf } = distribute(events, identified, leads);
    if (elsewhere.length > 0) await insertInbox(tx, elsewhere);
    const kept = await decideBatch(batch, works, accounts);
    const mark = (input: PendingInput, outcome: EventOutcome) => {
      const event = eventOf.get(input);
      if (event) outcomes.set(event, outcome);
    };
    for (const input of eventOf.keys()) mark(input, 'accepted');
    for (const { input } of elsewhere) mark(input, 'pending');
    for (const { input, parked } of kept) mark(input, parked ? 'parked' : 'pending');
  }
  return given.map((event) => outcomes.get(event) ?? 'duplicate');
}

/** Those that are new; of several with one message id the first. */
async function withoutDuplicates(
  tx: Tx,
  given: readonly NormalEvent[],
  now: number,
): Promise<readonly NormalEvent[]> {
  const seen = new Set<string>();
  const distinct = given.filter(({ source, messageId }) => {
    const key = `${source} ${messageId}`;
    return !seen.has(key) && seen.add(key);
  });
  const known = new Set(await recordMessages(tx, distinct, now));
  return known.size === 0 ? distinct : distinct.filter((_, n) => !known.has(n));
}

interface Found {
  identified: Identified;
  /** The leads this transaction may decide for; those missing are locked elsewhere. */
  leads: Map<LeadId, LoadedLead>;
}

/** Most times that leads found by identity may turn out to have been merged or erased meanwhile. */
const mostLooks = 3;

/**
 * A lead may have been merged or erased after its identity was read, or while another transaction attached one: then
 * that is put right, and everything is looked up again.
 */
async function identifyAndLock(batch: Batch, events: readonly NormalEvent[]): Promise<Found> {
  const { tx } = batch;
  for (let look = 0; look < mostLooks; look++) {
    const identified = await identifyAll(batch, events);
    const leads = await lockOrBegin(tx, events, identified, batch.now);
    const missing = [...new Set([...identified.leadIds, ...identified.merged.keys()])].filter(
      (id) => !leads.has(id),
    );
    const gone = missing.length === 0 ? [] : await findGone(tx, missing);
    if (gone.length === 0) return { identified, leads };
    await deleteIdentities(tx, identified.attached);
    const erased = gone.filter((lead) => lead.erased).map((lead) => lead.id);
    if (erased.length > 0) await dropIdentities(tx, erased);
    await repointIdentities(
      tx,
      gone.flatMap(({ id, to }) => (to === null ? [] : [{ loser: id, survivor: to, by: 'identity' }])),
    );
  }
  throw new LostRace('leads were merged or erased meanwhile');
}

async function identifyAll({ tx, erasedAny }: Batch, events: readonly NormalEvent[]): Promise<Identified> {
  const values = new Map<string, Identity>();
  for (const event of events) {
    for (const identity of event.identities) values.set(identity.key, identity);
  }
  const known: KnownIdentities = new Map();
  for (const row of await findIdentities(tx, [...values.values()])) {
    known.set(identityKey(row.kind, row.value), row.lead_id);
  }
  const naming = await namingOf(tx, events, known);
  const erased = new Set<LeadId>();
  for (;;) {
    const identified = identify(events, new Map(known), { ...naming, erased });
    const { attached, created } = identified;
    const ofErased = erasedAny && created.size > 0 ? await findGone(tx, [...created]) : [];
    if (ofErased.length > 0) {
      for (const { id } of ofErased) erased.add(id);
      continue;
    }
    if (attached.length > 0 && (await insertIdentities(tx, attached)) < attached.length)
      throw new LostRace('an identity was attached meanwhile');
    return identified;
  }
}

/** How those leads are known that an event names by an anonymous id beside what does not name them yet. */
async function namingOf(
  tx: Tx,
  events: readonly NormalEvent[],
  known: KnownIdentities,
): Promise<{ anonymous: Set<LeadId>; users: Set<LeadId> }> {
  const candidates = new Set<LeadId>();
  for (const { identities } of events) {
    if (identities.length < 2) continue;
    for (const { kind, key } of identities) {
      const id = kind === 'anonymous' ? known.get(key) : undefined;
      if (id !== undefined && identities.some((other) => known.get(other.key) !== id)) candidates.add(id);
    }
  }
  const rows = candidates.size === 0 ? [] : await readNaming(tx, [...candidates]);
  const idsOf = (is: 'anonymous' | 'user') => new Set(rows.filter((row) => row[is]).map((row) => row.id));
  return { anonymous: idsOf('anonymous'), users: idsOf('user') };
}

async function lockOrBegin(
  tx: Tx,
  events: readonly NormalEvent[],
  { created, leadIds, merged }: Identified,
  now: number,
): Promise<Map<LeadId, LoadedLead>> {
  const leads = new Map<LeadId, LoadedLead>();
  const known = new Set<LeadId>(merged.keys());
  for (const [n, id] of leadIds.entries()) {
    if (!created.has(id)) known.add(id);
    else if (!leads.has(id)) leads.set(id, beginLead(id, now, events[n]?.demo === true));
  }
  if (known.size === 0) return leads;
  // A merge needs both leads and waits for them; in order, as everybody who waits does.
  const rows = await lockLeads(tx, [...known], merged.size > 0);
  for (const row of rows) leads.set(row.id, loadLead(row));
  return leads;
}

/** Each lead's events in order of arrival. */
function distribute(
  events: readonly NormalEvent[],
  identified: Identified,
  leads: ReadonlyMap<LeadId, LoadedLead>,
) {
  const works = new Map<LeadId, Work>();
  const elsewhere: { leadId: LeadId; input: PendingInput }[] = [];
  const eventOf = new Map<PendingInput, NormalEvent>();
  for (const [n, event] of events.entries()) {
    const leadId = identified.leadIds[n] as LeadId;
    const input = pendingEvent(event, identified.emails.get(event));
    eventOf.set(input, event);
    const lead = leads.get(leadId);
    const work = works.get(leadId);
    if (work) work.inputs.push(input);
    else if (lead) works.set(leadId, { lead, inputs: [input] });
    else elsewhere.push({ leadId, input });
  }
  for (const [loserId, survivorId] of identified.merged) {
    const loser = leads.get(loserId);
    const work = works.get(survivorId);
    if (!loser || !work) throw new LostRace('a lead to be merged was taken meanwhile');
    work.absorbs = [...(work.absorbs ?? []), { loser, by: 'identity' }];
  }
  return { works: [...works.values()], elsewhere, eventOf };
}

/** An email that identifies a lead for the first time is its address too, unless the event says another. */
function pendingEvent(event: NormalEvent, attachedEmail: string | undefined): PendingInput {
  const { messageId: id, source, name, occurredAt, properties, lists, historic, arriving, account } = event;
  const traits = attachedEmail === undefined ? event.traits : { email: attachedEmail, ...event.traits };
  const leadEvent: LeadEvent = { id, source, name, occurredAt, properties };
  if (traits) leadEvent.traits = traits;
  if (lists) leadEvent.lists = lists;
  if (historic) leadEvent.historic = true;
  if (arriving) leadEvent.arriving = true;
  return { body: { kind: 'event', event: leadEvent }, ...(account && { account: account.id }) };
}
