import type { Tx } from '../../db/connection.ts';
import type { Decision, Input, LeadId, LeadState } from '../core/types.ts';
import { purposes } from '../program/schema.ts';
import {
  type ConsentRecord,
  insertConsentRecords,
  removeSuppressions,
  type Suppression,
  saveSuppressions,
} from './sql/standing.ts';

/** Whether leads may be written to, beside their states: the record of consent and the list of the suppressed. */
export interface Standing {
  decision(before: LeadState, input: Input, decision: Decision): void;
  save(tx: Tx): Promise<void>;
}

export function createStanding(): Standing {
  const records: ConsentRecord[] = [];
  /** By lead; null when the suppression is over. */
  const suppressions = new Map<LeadId, Suppression | null>();
  return {
    decision: (before, input, { lead, trace }) => {
      const record = consentRecordOf(lead.id, input, trace);
      if (record) records.push(record);
      if (lead.suppressed === before.suppressed) return;
      const by = input.kind === 'command' ? input.by : null;
      const { reason, at } = lead.suppressed ?? {};
      const merged = input.kind === 'merge' ? input.loser.id : null;
      suppressions.set(
        lead.id,
        reason === undefined || at === undefined ? null : { lead_id: lead.id, reason, at, by, merged },
      );
    },
    save: async (tx) => {
      if (records.length > 0) await insertConsentRecords(tx, records);
      const present = [...suppressions.values()].filter((row) => row !== null);
      const over = [...suppressions].flatMap(([id, row]) => (row === null ? [id] : []));
      if (present.length > 0) await saveSuppressions(tx, present);
      if (over.length > 0) await removeSuppressions(tx, over);
    },
  };
}

/** Undefined for what says nothing of consent: any other event, and a grant that names no purpose or no basis. */
function consentRecordOf(leadId: LeadId, input: Input, trace: Decision['trace']): ConsentRecord | undefined {
  if (input.kind !== 'event') return undefined;
  const { name, properties, occurredAt, source, id } = input.event;
  const granted = name === 'consent_granted';
  if (!granted && name !== 'consent_withdrawn' && name !== 'unsubscribe') return undefined;
  const named = purposes.find((purpose) => purpose === properties.purpose);
  const { basis, wording } = properties;
  if (granted && (named === undefined || typeof basis !== 'string' || basis === '')) return undefined;
  const purpose = (name === 'unsubscribe' ? undefined : named) ?? 'marketing';
  return {
    lead_id: leadId,
    seq: input.seq,
    purpose,
    granted,
    counted: !granted || trace.some((entry) => entry.did === 'consent' && entry.granted),
    occurred_at: occurredAt,
    at: input.at,
    event: name,
    source,
    message_id: id,
    basis: typeof basis === 'string' ? basis : null,
    wording: typeof wording === 'string' ? wording : null,
  };
}
