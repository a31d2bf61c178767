import { Webhook } from 'standardwebhooks';
import type { Queryable } from '../../db/connection.ts';
import type { Effect, Instant } from '../../engine/core/types.ts';
import type { Delivered, Delivery, EffectSender } from '../../engine/runtime/types.ts';
import { PrivateAddress } from '../../net/public-host.ts';
import { post } from './post.ts';
import { signedTarget } from './targets.ts';

export interface WebhookSenderOptions {
  db: Queryable;
  clock: () => Instant;
  /** Targets outside of the public internet too (TRELLIS_WEBHOOK_PRIVATE). */
  allowPrivate: boolean;
  /** For one attempt; 10 s unless given. */
  timeoutMs?: number;
}

type WebhookEffect = Extract<Effect, { kind: 'webhook' }>;

/** Statuses by which a receiver says that it may do better later. */
const passing: readonly number[] = [408, 425, 429];

/**
 * Tells targets what the program says, signed as Standard Webhooks have it. The id is the effect's, the same on every
 * attempt, so a receiver that has seen it drops it. Leads of the demo company are told to nobody.
 */
export function createWebhookSender({
  db,
  clock,
  allowPrivate,
  timeoutMs = 10_000,
}: WebhookSenderOptions): EffectSender {
  async function deliver(delivery: Delivery, effect: WebhookEffect): Promise<Delivered> {
    if (delivery.lead.demo) return { status: 'failed', reason: 'webhook.demo: a lead of the demo company' };
    const target = await signedTarget(db, effect.webhook);
    if (target === undefined) {
      const reason = `webhook.unknown: there is no webhook ${effect.webhook}; an administrator adds it: trellis webhooks add`;
      return { status: 'later', reason };
    }
    const id = webhookIdOf(delivery);
    const body = JSON.stringify(bodyOf(delivery, effect));
    const now = clock();
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Trellis',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now / 1000)),
      'webhook-signature': new Webhook(target.secret).sign(id, new Date(now), body),
    };
    try {
      return resultOf(await post(new URL(target.url), { headers, body, timeoutMs, allowPrivate }), id);
    } catch (error) {
      if (error instanceof PrivateAddress) {
        const reason = `webhook.private: ${error.message} is not on the public internet; TRELLIS_WEBHOOK_PRIVATE=1 allows it`;
        return { status: 'failed', reason };
      }
      return { status: 'retry', reason: `webhook.unreachable: ${codeOf(error)}` };
    }
  }

  return {
    kind: 'webhook',
    send: async (item) =>
      item.effect.kind === 'webhook'
        ? deliver(item, item.effect)
        : { status: 'failed', reason: 'webhook.effect: this is no webhook' },
  };
}

/** Unique among all leads. */
function webhookIdOf({ leadId, key }: Delivery): string {
  return `${leadId}:${key}`;
}

/** Of the lead nothing but its id and the fields that the program names; one that it lacks is null. */
function bodyOf({ leadId, told = {} }: Delivery, { webhook, fields = [], track, at }: WebhookEffect) {
  return {
    type: `trellis.${webhook}`,
    at: new Date(at).toISOString(),
    lead: { id: leadId, fields: Object.fromEntries(fields.map((name) => [name, told[name] ?? null])) },
    track: track ?? null,
  };
}

function resultOf(status: number, messageId: string): Delivered {
  if (status >= 200 && status < 300) return { status: 'sent', messageId };
  const reason = `webhook.status: the receiver answered ${status}`;
  return status >= 500 || passing.includes(status)
    ? { status: 'retry', reason }
    : { status: 'failed', reason };
}

/** Outside error text is not ours to pass on; its code says enough. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'no answer in time';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
