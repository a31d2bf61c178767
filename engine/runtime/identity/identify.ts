import type { LeadId } from '../../core/types.ts';
import type { Identity, NormalEvent } from '../ingest/normalise.ts';
import { leadIdOf } from './lead-id.ts';

/** Known identities: `kind:value` to the lead. */
export type KnownIdentities = Map<string, LeadId>;

export interface NewIdentity extends Identity {
  leadId: LeadId;
}

export interface Identified {
  /** Of each event, in order. */
  leadIds: LeadId[];
  /** Values seen for the first time, to be recorded. */
  attached: NewIdentity[];
  /** Leads that no identity named before. */
  created: Set<LeadId>;
  /** By event: the email that it attached to its lead. */
  emails: Map<NormalEvent, string>;
  /** Leads that turned out to be another one: loser to survivor. */
  merged: Map<LeadId, LeadId>;
}

export interface IdentifyRules {
  /** Known leads that nothing but anonymous ids names, and that may be merged into another. */
  anonymous: ReadonlySet<LeadId>;
  /** Known leads that a user id names. */
  users: ReadonlySet<LeadId>;
  /** Ids that are never given again. */
  erased: ReadonlySet<LeadId>;
}

/**
 * Gives each event its lead: the one its user id names, else its email, else its anonymous id, else a new one. Who
 * signs in with a new user id on a browser that another user signed in on is somebody new. Values that nobody owned are attached to that lead; a value that belongs to another lead stays with it, unless that lead is
 * anonymous: then it is the same person, and all its values, and its events of this batch, are the first one's. Adds
 * what it attaches to `known`, so that later events of the batch find it.
 */
export function identify(
  events: readonly NormalEvent[],
  known: KnownIdentities,
  { anonymous, users, erased }: IdentifyRules,
): Identified {
  const created = new Set<LeadId>();
  const named = new Set<LeadId>();
  const withUser = new Set(users);
  const moved = new Map<LeadId, LeadId>();
  const attached: NewIdentity[] = [];
  const result: Identified = { leadIds: [], attached: [], created, emails: new Map(), merged: new Map() };
  const livesOnAs = (id: LeadId): LeadId => {
    const next = moved.get(id);
    return next === undefined ? id : livesOnAs(next);
  };
  const isAnonymous = (id: LeadId) => !named.has(id) && (anonymous.has(id) || created.has(id));

  for (const event of events) {
    const owners = event.identities.flatMap(({ key, kind }) => {
      const id = known.get(key);
      return id === undefined ? [] : [{ kind, id: livesOnAs(id) }];
    });
    const [first] = owners;
    const isSomebodyElse =
      first?.kind === 'anonymous' && event.identities[0]?.kind === 'user' && withUser.has(first.id);
    let leadId = isSomebodyElse ? undefined : first?.id;
    if (leadId === undefined) {
      leadId = newIdOf(event, erased);
      created.add(leadId);
    }
    if (event.identities[0]?.kind !== 'anonymous') named.add(leadId);
    for (const { id } of owners) {
      const owner = livesOnAs(id);
      if (owner === leadId || isAnonymous(owner) === isAnonymous(leadId)) continue;
      // The anonymous one is the other, or no row yet stands for the known one: then it is found where the other is.
      const [loser, survivor] = isAnonymous(owner) ? [owner, leadId] : [leadId, owner];
      if (created.has(survivor) && !created.has(loser)) moved.set(survivor, loser);
      else moved.set(loser, survivor);
      leadId = livesOnAs(leadId);
      named.add(leadId);
    }
    for (const identity of event.identities) {
      if (identity.kind === 'user') withUser.add(leadId);
      if (known.has(identity.key)) continue;
      known.set(identity.key, leadId);
      attached.push({ ...identity, leadId });
      if (identity.kind === 'email') result.emails.set(event, identity.value);
    }
    result.leadIds.push(leadId);
  }

  result.leadIds = result.leadIds.map(livesOnAs);
  result.attached = attached.map((identity) => ({ ...identity, leadId: livesOnAs(identity.leadId) }));
  for (const loser of moved.keys()) {
    if (!created.delete(loser)) result.merged.set(loser, livesOnAs(loser));
  }
  return result;
}

/** From the first of the event's identities; from the same again with a number when that lead was erased. */
function newIdOf(event: NormalEvent, erased: ReadonlySet<LeadId>): LeadId {
  const first = event.identities[0];
  if (!first) throw new TypeError(`event ${event.messageId} names nobody`);
  for (let n = 0; ; n++) {
    const id = leadIdOf(first.kind, first.value, n);
    if (!erased.has(id)) return id;
  }
}
