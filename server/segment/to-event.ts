import { randomUUID } from 'node:crypto';
import type { Fault } from '../../db/errors.ts';
import type { Vocabulary } from '../../engine/program/condition/ast.ts';
import type { IncomingEvent } from '../../engine/runtime/types.ts';
import { checkText } from './check-text.ts';
import { coerceAll, toInstant } from './coerce.ts';
import { type Flat, flatten } from './flatten.ts';
import { type Message, messageSchema } from './message.ts';
import { foldEventName } from './names.ts';
import { type MappedAccount, type MappedTraits, mapAccountTraits, mapLeadTraits } from './traits.ts';

export interface MappingContext {
  /** The write key's name, or the import's. */
  source: string;
  vocabulary: Vocabulary;
  /** Milliseconds since the epoch, at receipt. */
  now: number;
  /** Where the record stands: `batch/3`, or empty for a single one. Fault paths begin with it. */
  path?: string;
  /** Gives a record without `messageId` its idempotency key; a random one by default. */
  messageId?: (message: Message) => string;
  /** Of the batch, where the record has none of its own. */
  sentAt?: unknown;
}

/** An event before its guessed account is settled: see `settleAccounts`. */
export type MappedEvent = IncomingEvent & { account?: MappedAccount };

/** Limit of the protocol for one record, in bytes of JSON. */
export const maxRecordBytes = 32 * 1024;
/** A client's clock is believed up to this difference (ms) to ours; beyond it the difference is taken off. */
const maxClockSkewMs = 60_000;

/** Maps one record of the protocol to an event, or tells every fault with its path. */
export function toEvent(
  record: unknown,
  context: MappingContext,
): { event: MappedEvent } | { faults: Fault[] } {
  const path = context.path ?? '';
  const faults: Fault[] = [];
  if (Buffer.byteLength(JSON.stringify(record) ?? '') > maxRecordBytes) {
    return { faults: [{ path, message: `is larger than ${maxRecordBytes / 1024} kB` }] };
  }
  checkText(record, path, faults);
  if (faults.length > 0) return { faults };
  const parsed = messageSchema.safeParse(record);
  if (!parsed.success) {
    return {
      faults: parsed.error.issues.map((issue) => ({ path: at(path, ...issue.path), message: issue.message })),
    };
  }
  const event = build(parsed.data, context, path, faults);
  return faults.length > 0 ? { faults } : { event };
}

function build(message: Message, context: MappingContext, path: string, faults: Fault[]): MappedEvent {
  const { vocabulary } = context;
  const name = nameOf(message, vocabulary, path, faults);
  const properties = propertiesOf(message, name, vocabulary, path, faults);
  const anonymousId = message.anonymousId ?? (message.type === 'alias' ? message.previousId : undefined);
  const email = emailOf(message, path, faults);
  const id = message.userId ?? anonymousId;
  const who = { ...(email && { email }), ...(id && { id }) };
  const people = traitsOf(message, who, vocabulary, path, faults);
  const account = accountOf(message, vocabulary, path, faults) ?? people.account;
  if (!message.userId && !anonymousId && !email) {
    faults.push({
      path: at(path, 'userId'),
      message: 'is missing: give userId, anonymousId or an email trait',
    });
  }
  return {
    messageId: message.messageId ?? (context.messageId ? context.messageId(message) : randomUUID()),
    source: context.source,
    ...(message.userId && { userId: message.userId }),
    ...(email && { email }),
    ...(anonymousId && { anonymousId }),
    ...(message.type === 'alias' && message.previousId && { previousId: message.previousId }),
    name,
    occurredAt: occurredAtOf(message, context, path, faults),
    properties,
    ...(Object.keys(people.traits).length > 0 && { traits: people.traits }),
    ...(account && { account }),
  };
}

function nameOf(message: Message, vocabulary: Vocabulary, path: string, faults: Fault[]): string {
  switch (message.type) {
    case 'track': {
      const name = foldEventName(message.event ?? '', vocabulary);
      if (name === '') faults.push({ path: at(path, 'event'), message: 'is missing: name what happened' });
      return name;
    }
    case 'page':
      return 'page_visit';
    case 'screen':
      return 'screen_visit';
    // An alias tells that two ids are one person, which is what an identify with both of them says: they are merged.
    case 'alias':
      if (!message.previousId) faults.push({ path: at(path, 'previousId'), message: 'is missing' });
      return 'identify';
    case 'identify':
    case 'group':
      return message.type;
  }
}

function propertiesOf(
  message: Message,
  name: string,
  vocabulary: Vocabulary,
  path: string,
  faults: Fault[],
): IncomingEvent['properties'] {
  if (!['track', 'page', 'screen'].includes(message.type)) return {};
  const where = at(path, 'properties');
  const flat = flatten(message.properties ?? {}, where, faults);
  const types = Object.fromEntries(
    Object.entries(vocabulary.events[name]?.properties ?? {}).map(([key, type]) => [key, { type }]),
  );
  const named = name === 'page_visit' || name === 'screen_visit' ? pageProperties(message, flat) : flat;
  if (named.page_url === undefined && message.context?.page?.url) named.page_url = message.context.page.url;
  const coerced = coerceAll(named, types, where, faults);
  return Object.fromEntries(
    Object.entries(coerced).filter(([, value]) => value !== null),
  ) as IncomingEvent['properties'];
}

function pageProperties(message: Message, flat: Flat): Flat {
  const { url, title, referrer, ...rest } = flat;
  const page = message.context?.page;
  const filled: Flat = {
    page_url: flat.page_url ?? url ?? page?.url ?? null,
    page_title: flat.page_title ?? title ?? page?.title ?? message.name ?? null,
    referrer: referrer ?? page?.referrer ?? null,
    session_id: flat.session_id ?? message.context?.sessionId ?? null,
  };
  return { ...rest, ...Object.fromEntries(Object.entries(filled).filter(([, value]) => value !== null)) };
}

function traitsOf(
  message: Message,
  who: { email?: string; id?: string },
  vocabulary: Vocabulary,
  path: string,
  faults: Fault[],
): MappedTraits {
  if (message.type !== 'identify') return { traits: {} };
  const where = at(path, 'traits');
  // Some clients put an identify's traits into the context.
  const given = { ...message.context?.traits, ...message.traits };
  const flat = flatten(given, where, faults);
  if (message.context?.timezone && flat.time_zone === undefined) flat.time_zone ??= message.context.timezone;
  return mapLeadTraits(flat, { vocabulary, path: where, faults, who, accountId: message.context?.groupId });
}

function accountOf(message: Message, vocabulary: Vocabulary, path: string, faults: Fault[]) {
  if (message.type !== 'group') return undefined;
  if (!message.groupId) {
    faults.push({ path: at(path, 'groupId'), message: 'is missing: name the company' });
    return undefined;
  }
  const where = at(path, 'traits');
  const flat = flatten(message.traits ?? {}, where, faults);
  return mapAccountTraits(flat, { vocabulary, path: where, faults, accountId: message.groupId }).account;
}

function emailOf(message: Message, path: string, faults: Fault[]): string | undefined {
  const trait = message.type === 'group' ? undefined : message.traits?.email;
  const given = trait ?? message.context?.traits?.email ?? message.properties?.email;
  if (given === undefined || given === null || given === '') return undefined;
  if (isEmail(given)) return given.trim().toLowerCase();
  // An odd address in an event's properties is no reason to lose the event; in traits it would become the lead's.
  if (given !== message.properties?.email) {
    faults.push({ path: at(path, 'traits', 'email'), message: 'is not an email address' });
  }
  return undefined;
}

/** Generous: one at sign, something before it, a dotted or single host after it, no spaces, at most 254 characters. */
export function isEmail(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 254 && /^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(value.trim());
}

function occurredAtOf(message: Message, context: MappingContext, path: string, faults: Fault[]): number {
  const given = message.timestamp ?? message.originalTimestamp;
  if (given === undefined || given === null) return context.now;
  const occurred = toInstant(given);
  if (occurred === undefined || occurred < 0) {
    faults.push({
      path: at(path, 'timestamp'),
      message: 'is not an instant such as 2026-01-31T08:15:00.000Z',
    });
    return context.now;
  }
  const sentAt = toInstant(message.sentAt ?? context.sentAt);
  const skew = sentAt === undefined ? 0 : context.now - sentAt;
  const corrected = Math.abs(skew) > maxClockSkewMs ? occurred + skew : occurred;
  if (corrected < 0) {
    faults.push({ path: at(path, 'sentAt'), message: 'is too late: it puts the timestamp before 1970' });
  }
  return Math.max(0, Math.min(context.now, corrected));
}

function at(...parts: PropertyKey[]): string {
  return parts.filter((part) => part !== '').join('/');
}
