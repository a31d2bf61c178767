import { canonicalJson, sha256Hex } from '../../db/canonical.ts';
import type { Fault } from '../../db/errors.ts';
import type { Vocabulary } from '../../engine/program/condition/ast.ts';
import type { IncomingEvent } from '../../engine/runtime/types.ts';
import { checkText } from '../segment/check-text.ts';
import { type Flat, flatten } from '../segment/flatten.ts';
import { isEmail, type MappedEvent } from '../segment/to-event.ts';
import { mapLeadTraits } from '../segment/traits.ts';

/** On what ground the leads of a file may be written to; named by whoever imports. */
export interface ImportConsent {
  /** consent, legitimate_interest, contract, … */
  basis: string;
  purpose: 'marketing' | 'transactional';
}

export interface LeadRowContext {
  source: string;
  vocabulary: Vocabulary;
  /** Milliseconds since the epoch. */
  now: number;
  consent?: ImportConsent;
  list?: string;
  /** The lead arrives now: it may enter tracks. Otherwise its events are historic. */
  enrol?: boolean;
}

/** Column names, folded, that identify a lead beside its email. */
const userIdColumns = ['user_id', 'external_id', 'lead_id', 'id'];

/**
 * A row of a lead file (column name to text) as events: an identify, and a grant of consent where the import names
 * one. Both are historic, as an import moves nobody by itself, unless it is to enrol. The same row in the
 * same list is the same event, once without and once with enrolling.
 */
export function leadRowToEvents(
  row: Readonly<Record<string, unknown>>,
  path: string,
  context: LeadRowContext,
): { events: MappedEvent[] } | { faults: Fault[] } {
  const faults: Fault[] = [];
  checkText(row, path, faults);
  if (faults.length > 0) return { faults };
  const flat = withoutEmpty(flatten(row, path, faults));
  const email = flat.email ?? flat.email_address;
  if (email !== undefined && !isEmail(email))
    faults.push({ path: `${path}/email`, message: 'is not an email address' });
  const userId = userIdOf(flat);
  if (email === undefined && userId === undefined) {
    faults.push({ path: `${path}/email`, message: 'is missing: a lead needs an email or a user_id' });
  }
  for (const column of userIdColumns) delete flat[column];
  const accountId = flat.account_id === undefined ? undefined : String(flat.account_id);
  delete flat.account_id;
  if (typeof email === 'string') flat.email = email.trim().toLowerCase();
  const person = {
    ...(isEmail(email) && { email }),
    ...(userId !== undefined && { id: userId }),
  };
  const { vocabulary, list, consent, source, now, enrol } = context;
  const { traits, account } = mapLeadTraits(flat, {
    vocabulary,
    path,
    faults,
    accountId,
    who: person,
  });
  if (faults.length > 0) return { faults };
  const id = sha256Hex(canonicalJson({ row, list: list ?? null, ...(enrol && { enrol }) })).slice(0, 32);
  const who = {
    source,
    ...(userId !== undefined && { userId }),
    ...(typeof email === 'string' && { email: email.trim().toLowerCase() }),
    occurredAt: now,
    historic: !enrol,
    ...(enrol && { arriving: true }),
  };
  return {
    events: [
      {
        ...who,
        messageId: `lead:${id}`,
        name: 'identify',
        properties: {},
        traits,
        ...(account && { account }),
        ...(list !== undefined && { lists: [list] }),
      },
      ...(consent ? [consentEvent(who, id, consent)] : []),
    ],
  };
}

function consentEvent(
  who: Pick<IncomingEvent, 'source' | 'userId' | 'email' | 'occurredAt' | 'historic'>,
  id: string,
  { purpose, basis }: ImportConsent,
): IncomingEvent {
  return {
    ...who,
    messageId: `consent:${id}:${purpose}:${basis}`,
    name: 'consent_granted',
    properties: { purpose, basis },
  };
}

function userIdOf(flat: Flat): string | undefined {
  const given = userIdColumns
    .map((column) => flat[column])
    .find((value) => value !== undefined && value !== null);
  return given === undefined || given === null ? undefined : String(given).trim().slice(0, 200);
}

/** An empty cell says nothing about the field. */
function withoutEmpty(flat: Flat): Flat {
  return Object.fromEntries(
    Object.entries(flat).filter(
      ([, value]) => value !== null && !(typeof value === 'string' && value.trim() === ''),
    ),
  );
}
