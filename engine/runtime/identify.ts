import type { LeadId } from '../core/types.ts';
import { leadIdOf } from './lead-id.ts';
import type { Identity, NormalEvent } from './normalise.ts';

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
}

/**
 * Gives each event its lead: the one its user id names, else its email, else its anonymous id, else a new one. Values
 * that nobody owned are attached to that lead; a value that belongs to another lead stays with it. Adds what it
 * attaches to `known`, so that later events of the batch find it.
 */
export function identify(events: readonly NormalEvent[], known: KnownIdentities): Identified {
  const result: Identified = { leadIds: [], attached: [], created: new Set(), emails: new Map() };
  for (const event of events) {
    let leadId: LeadId | undefined;
    for (const { key } of event.identities) {
      leadId = known.get(key);
      if (leadId) break;
    }
    if (!leadId) {
      const first = event.identities[0];
      if (!first) throw new TypeError(`event ${event.messageId} names nobody`);
      leadId = leadIdOf(first.kind, first.value);
      result.created.add(leadId);
    }
    for (const identity of event.identities) {
      if (known.has(identity.key)) continue;
      known.set(identity.key, leadId);
      result.attached.push({ ...identity, leadId });
      if (identity.kind === 'email') result.emails.set(event, identity.value);
    }
    result.leadIds.push(leadId);
  }
  return result;
}
