import type { IncomingEvent } from '../../../engine/runtime/types.ts';

/** Why a lead is not a fit: the value that conditions name, and what people read. */
export const misfits = [
  { value: 'company', words: 'The company is not one we sell to' },
  { value: 'role', words: 'The person does not decide on it' },
  { value: 'no_need', words: 'No need, or no budget' },
  { value: 'competitor', words: 'A competitor' },
  { value: 'student', words: 'A student or a researcher' },
  { value: 'known', words: 'A customer or partner already' },
  { value: 'unreachable', words: 'Cannot be reached' },
  { value: 'other', words: 'Something else' },
] as const;

/** What a person of sales made of a notice. */
export type SalesDeed =
  | { did: 'claimed' }
  | { did: 'snoozed'; days: number }
  | { did: 'not_fit'; reason: string; note?: string | undefined };

/** The event by which the engine learns of it: documented in docs/events.md, known to conditions. */
export function salesEvent(
  deed: SalesDeed,
  notice: { id: string; round: number; audience: string },
  lead: Pick<IncomingEvent, 'userId' | 'email' | 'anonymousId'>,
  { by, now }: { by: { email: string }; now: number },
): IncomingEvent {
  const properties = { audience: notice.audience, by: by.email };
  const about = {
    // One deed a showing of the notice, however often it is told.
    messageId: `${notice.id}:${notice.round}`,
    source: 'slack',
    ...lead,
    occurredAt: now,
  };
  switch (deed.did) {
    case 'claimed':
      return { ...about, name: 'sales_claim', properties, traits: { owner: by.email } };
    case 'snoozed':
      return { ...about, name: 'sales_snooze', properties: { ...properties, days: deed.days } };
    case 'not_fit':
      return {
        ...about,
        name: 'sales_rejection',
        properties: { ...properties, reason: deed.reason, ...(deed.note && { text: deed.note }) },
      };
  }
}
