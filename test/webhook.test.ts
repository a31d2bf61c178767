import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWebhookSender } from '../integrations/webhook/sender.ts';
import { addTarget, listTargets, removeTarget } from '../integrations/webhook/targets.ts';
import { createWorld, eventOf, HOUR, sampleProgram, type World } from './runtime-world.ts';

const MINUTE = HOUR / 60;

const received: { headers: IncomingHttpHeaders; body: string }[] = [];
let answer: (response: ServerResponse) => void = (response) => response.end();
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => {
    body += part;
  });
  request.on('end', () => {
    received.push({ headers: request.headers, body });
    answer(response);
  });
});
let url: string;
let world: World;
let secret: string;
let number = 0;

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`;
  world = await createWorld(
    sampleProgram({
      triggers: {
        demo: {
          title: 'Demo',
          when: 'demo_request',
          actions: [
            {
              do: 'webhook',
              webhook: 'sales-bot',
              fields: ['first_name', 'industry', 'lead_score', 'phone'],
            },
          ],
        },
        elsewhere: {
          title: 'Elsewhere',
          when: 'form_submit',
          actions: [{ do: 'webhook', webhook: 'not-added-yet' }],
        },
        crm: {
          title: 'CRM',
          when: 'meeting_scheduled',
          actions: [{ do: 'crm', system: 'salesforce', fields: { Stage__c: 'Meeting', Hot: true } }],
        },
      },
    }),
  );
  secret = await addTarget(world.db, 'sales-bot', url, world.now);
});
afterAll(() => new Promise((done) => server.close(done)));
beforeEach(() => {
  received.length = 0;
  answer = (response) => response.end();
});

const senderOf = (allowPrivate = true, timeoutMs = 2000) =>
  createWebhookSender({ db: world.db, clock: () => world.now, allowPrivate, timeoutMs });

async function happened(name: string): Promise<string> {
  const email = `w${++number}@lead.example`;
  const event = eventOf(world, email, name);
  const traits = { first_name: 'Ada', last_name: 'Lovelace', ...event.traits };
  const account = { id: `acme-${number}`, fields: { industry: 'fintech' } };
  await world.engine.ingest([{ ...event, traits, account }]);
  return (await world.engine.findLead(email)) as string;
}
const rowOf = async (lead: string) =>
  (
    await world.db.query<{
      status: string;
      attempts: number;
      result: { reason?: string } | null;
      at: number;
    }>('select status, attempts, result, not_before as at from outbox where lead_id = $1', [lead])
  )[0];

describe('a webhook', () => {
  it('tells its target what the program names, signed, and nothing else of the lead', async () => {
    const lead = await happened('demo_request');
    expect(await world.engine.dispatch([senderOf()])).toBe(1);

    const [call] = received;
    // The library checks the wall clock too, so the signature is checked as of the world's.
    const id = `${lead}:1:0`;
    expect(call?.headers['webhook-id']).toBe(id);
    const at = new Date(Number(call?.headers['webhook-timestamp']) * 1000);
    expect(call?.headers['webhook-signature']).toBe(new Webhook(secret).sign(id, at, call?.body ?? ''));
    expect(JSON.parse(call?.body ?? '')).toEqual({
      type: 'trellis.sales-bot',
      at: new Date(world.now).toISOString(),
      lead: {
        id: lead,
        fields: { first_name: 'Ada', industry: 'fintech', lead_score: expect.any(Number), phone: null },
      },
      track: null,
    });
    expect(call?.body).not.toContain('Lovelace');
    expect(await rowOf(lead)).toMatchObject({ status: 'sent', result: { messageId: id } });
  });

  it('is verified by the library of Standard Webhooks, and not when a byte of it is another', async () => {
    await happened('demo_request');
    const sender = createWebhookSender({ db: world.db, clock: Date.now, allowPrivate: true });
    await world.engine.dispatch([sender]);
    const [call] = received;
    const headers = call?.headers as Record<string, string>;
    const webhook = new Webhook(secret);
    expect(webhook.verify(call?.body ?? '', headers)).toMatchObject({ type: 'trellis.sales-bot' });
    expect(() => webhook.verify(`${call?.body} `, headers)).toThrow();
    expect(() =>
      new Webhook(`whsec_${btoa('another secret of somebody')}`).verify(call?.body ?? '', headers),
    ).toThrow();
  });

  it.each([408, 429, 500, 503])('that is answered %i is tried again, under the same id', async (status) => {
    const lead = await happened('demo_request');
    answer = (response) => response.writeHead(status).end();
    await world.engine.dispatch([senderOf()]);
    expect(await rowOf(lead)).toMatchObject({ status: 'queued', attempts: 1 });
    answer = (response) => response.end();
    world.now += 2 * MINUTE;
    await world.engine.dispatch([senderOf()]);
    expect(await rowOf(lead)).toMatchObject({ status: 'sent', attempts: 2 });
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([`${lead}:1:0`, `${lead}:1:0`]);
  });

  it.each([301, 302, 307, 308])('follows no redirect: %i is a failure', async (status) => {
    const lead = await happened('demo_request');
    answer = (response) => response.writeHead(status, { location: url }).end();
    await world.engine.dispatch([senderOf()]);
    expect(received).toHaveLength(1);
    expect(await rowOf(lead)).toMatchObject({
      status: 'failed',
      result: { reason: `webhook.status: the receiver answered ${status}` },
    });
  });

  it('that gets no answer in time, or a broken one, is tried again', async () => {
    const lead = await happened('demo_request');
    answer = () => {};
    await world.engine.dispatch([senderOf(true, 100)]);
    expect((await rowOf(lead))?.result?.reason).toBe('webhook.unreachable: no answer in time');
    answer = (response) => response.destroy();
    world.now += 2 * MINUTE;
    await world.engine.dispatch([senderOf()]);
    expect((await rowOf(lead))?.result?.reason).toBe('webhook.unreachable: ECONNRESET');
    answer = (response) => response.end();
    world.now += HOUR;
    await world.engine.dispatch([senderOf()]);
    expect((await rowOf(lead))?.status).toBe('sent');
  });

  it('is not held up by an answer that never ends', async () => {
    const lead = await happened('demo_request');
    answer = (response) => response.writeHead(200).write('x');
    await world.engine.dispatch([senderOf()]);
    expect((await rowOf(lead))?.status).toBe('sent');
  });

  it('does not reach this machine unless that is allowed', async () => {
    const lead = await happened('demo_request');
    await world.engine.dispatch([senderOf(false)]);
    expect(received).toEqual([]);
    expect(await rowOf(lead)).toMatchObject({ status: 'failed' });
    expect((await rowOf(lead))?.result?.reason).toContain('webhook.private: 127.0.0.1');
  });

  it('that nobody has added waits, and goes out once somebody has', async () => {
    const lead = await happened('form_submit');
    await world.engine.dispatch([senderOf()]);
    expect(await rowOf(lead)).toMatchObject({ status: 'queued', attempts: 0 });
    await addTarget(world.db, 'not-added-yet', url, world.now);
    // Looked at again after an hour and a little.
    world.now += 2 * HOUR;
    await world.engine.dispatch([senderOf()]);
    expect((await rowOf(lead))?.status).toBe('sent');
    expect(JSON.parse(received[0]?.body ?? '').lead).toEqual({ id: lead, fields: {} });
  });

  it('of a lead of the demo company goes to nobody', async () => {
    const event = eventOf(world, 'demo@lead.example', 'demo_request');
    await world.engine.ingest([event], { demo: true });
    await world.engine.dispatch([senderOf()]);
    expect(received).toEqual([]);
  });
});

describe('targets', () => {
  it('show their secret once, and are another only after they were removed', async () => {
    expect(Object.keys((await listTargets(world.db))[0] ?? {}).sort()).toEqual(['createdAt', 'id', 'url']);
    await expect(addTarget(world.db, 'sales-bot', url, 0)).rejects.toMatchObject({ code: 'webhook.exists' });
    await expect(removeTarget(world.db, 'ghost', 0)).rejects.toMatchObject({ code: 'webhook.unknown' });
  });
});

describe('an update of a CRM', () => {
  it('waits in the outbox for a connector, out of the way of what is sent', async () => {
    const lead = await happened('meeting_scheduled');
    expect(await world.engine.dispatch([senderOf()])).toBe(0);
    expect(await rowOf(lead)).toMatchObject({ status: 'queued', attempts: 0, result: null });
    const plan = await world.db.transaction(async (tx) => {
      await tx.exec('set local enable_seqscan = off');
      return tx.query<Record<string, string>>(
        `explain select from outbox o where o.lane = 7 and o.status = 'queued' and o.kind <> 'crm'
         and o.not_before <= now() and o.kind = any(array['email', 'webhook']) order by o.not_before limit 5`,
      );
    });
    expect(plan.map((line) => Object.values(line)[0]).join('\n')).toContain('outbox_queued');
  });
});
