import { laneOfValue } from '../../../db/lanes.ts';
import type { Fields, Instant } from '../../core/types.ts';
import type { Scalar } from '../../program/condition/ast.ts';
import type { IncomingEvent, IngestOptions } from '../types.ts';

export type IdentityKind = 'user' | 'email' | 'anonymous';

export interface Identity {
  lane: number;
  kind: IdentityKind;
  value: string;
  /** `kind:value`, unique among identities. */
  key: string;
}

/** An event made ready: texts clean, emails and names folded, lanes computed. */
export interface NormalEvent {
  messageId: string;
  messageLane: number;
  source: string;
  name: string;
  occurredAt: Instant;
  properties: Fields;
  traits?: Readonly<Record<string, Scalar | null>>;
  lists?: readonly string[];
  historic: boolean;
  arriving?: true;
  /** What it creates belongs to the generated demo company. */
  demo: boolean;
  account?: { id: string; fields?: Readonly<Record<string, Scalar | null>> };
  /** User id, then email, then anonymous ids; those given. */
  identities: readonly Identity[];
}

/**
 * Emails, event names and the names of properties, traits and fields are folded to lower case; user ids, anonymous
 * ids and account ids keep their case. Text loses NUL and lone surrogates, which PostgreSQL cannot store. An email
 * among the traits identifies too.
 */
export function normaliseEvent(event: IncomingEvent, options: IngestOptions): NormalEvent {
  const traits = event.traits && cleanRecord(event.traits);
  const email = event.email ?? (typeof traits?.email === 'string' ? traits.email : undefined);
  const messageId = cleanText(event.messageId);
  const normal: NormalEvent = {
    messageId,
    messageLane: laneOfValue(messageId),
    source: cleanText(event.source),
    name: cleanText(event.name).toLowerCase(),
    occurredAt: Math.round(event.occurredAt),
    properties: cleanRecord(event.properties),
    historic: options.historic === true || event.historic === true,
    demo: options.demo === true,
    identities: identitiesOf(event.userId, email, [event.anonymousId, event.previousId]),
  };
  if (traits && !isEmpty(traits)) normal.traits = foldEmail(traits);
  if (event.arriving) normal.arriving = true;
  if (event.lists && event.lists.length > 0) normal.lists = event.lists.map(cleanText);
  if (event.account) {
    const fields = event.account.fields && cleanRecord(event.account.fields);
    normal.account = {
      id: cleanText(event.account.id).trim(),
      ...(fields && !isEmpty(fields) && { fields }),
    };
  }
  return normal;
}

export function identityKey(kind: string, value: string): string {
  return `${kind}:${value}`;
}

function identitiesOf(
  userId: string | undefined,
  email: string | undefined,
  anonymousIds: readonly (string | undefined)[],
): Identity[] {
  const identities: Identity[] = [];
  const add = (kind: IdentityKind, text: string | undefined) => {
    const value = text === undefined ? '' : cleanText(text).trim();
    const key = identityKey(kind, value);
    if (value !== '' && !identities.some((other) => other.key === key))
      identities.push({ lane: laneOfValue(value), kind, value, key });
  };
  add('user', userId);
  add('email', email?.toLowerCase());
  for (const id of anonymousIds) add('anonymous', id);
  return identities;
}

function foldEmail(traits: Readonly<Record<string, Scalar | null>>): Readonly<Record<string, Scalar | null>> {
  const email = traits.email;
  if (typeof email !== 'string') return traits;
  return { ...traits, email: email.trim().toLowerCase() };
}

/** Folded keys, clean texts; numbers that JSON cannot say are dropped. */
function cleanRecord<T extends Scalar | null>(record: Readonly<Record<string, T>>): Record<string, T> {
  const clean: Record<string, T> = {};
  for (const key of Object.keys(record)) {
    const value = record[key];
    if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) continue;
    const kept = typeof value === 'string' ? cleanText(value) : value;
    // `__proto__` as a name would set a prototype.
    if (key !== '__proto__') clean[cleanText(key).toLowerCase()] = kept as T;
  }
  return clean;
}

function cleanText(text: string): string {
  const formed = text.isWellFormed() ? text : text.toWellFormed();
  return formed.includes('\0') ? formed.replaceAll('\0', '') : formed;
}

function isEmpty(record: object): boolean {
  for (const _ in record) return false;
  return true;
}
