import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Analytics } from '@segment/analytics-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { laneOfLead } from '../db/lanes.ts';
import { startServer, type TestServer } from './server.ts';

let server: TestServer;
let writeKey: string;
beforeAll(async () => {
  server = await startServer();
  writeKey = readFileSync(join(server.home, 'write.key'), 'utf8').trim();
});

/** Runs the client as anybody would, and gives its errors once everything is delivered. */
async function withClient(use: (client: Analytics) => void, key = writeKey): Promise<unknown[]> {
  const client = new Analytics({ writeKey: key, host: server.url, maxRetries: 0 });
  const errors: unknown[] = [];
  client.on('error', (error) => errors.push(error));
  use(client);
  await client.closeAndFlush();
  return errors;
}

interface Row {
  name: string;
  source: string;
  properties: Record<string, unknown>;
  message_id: string;
  occurred_at: number;
}
async function eventsOf(idOrEmail: string): Promise<Row[]> {
  const { engine, db } = server.installation;
  const id = await engine.findLead(idOrEmail);
  if (!id) return [];
  return db.query<Row>(
    `select name, source, properties, message_id, occurred_at from inputs
     where lane = $1 and lead_id = $2 and name is not null order by seq`,
    [laneOfLead(id), id],
  );
}
async function explain(idOrEmail: string) {
  const { token } = JSON.parse(readFileSync(join(server.home, 'owner.json'), 'utf8'));
  const response = await fetch(`${server.url}/api/leads/${encodeURIComponent(idOrEmail)}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return (await response.json()) as { fields: object; account: { id: string; fields: object } };
}
function send(path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const authorization = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`;
  return fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization, ...headers },
    body,
  });
}

describe('the unmodified analytics-node client', () => {
  it('delivers identify, group, page and track calls that become one lead with its account', async () => {
    const timestamp = new Date(Date.now() - 60_000);
    const errors = await withClient((client) => {
      client.identify({
        userId: 'u-1',
        traits: { email: 'Ada@Lead.example', firstName: 'Ada', jobTitle: 'CTO' },
      });
      client.group({
        userId: 'u-1',
        groupId: 'g-1',
        traits: { name: 'Example Works', industry: 'Healthcare', employees: 4000 },
      });
      client.page({ userId: 'u-1', name: 'Pricing', properties: { url: 'https://www.example.com/pricing' } });
      client.track({
        userId: 'u-1',
        event: 'Form Submitted',
        properties: { form_type: 'demo_request' },
        messageId: 'own-id',
        timestamp,
      });
    });
    expect(errors).toEqual([]);
    const events = await eventsOf('ada@lead.example');
    expect(events.map((event) => event.name).sort()).toEqual([
      'form_submit',
      'group',
      'identify',
      'page_visit',
    ]);
    expect(events.every((event) => event.source === 'website')).toBe(true);
    expect(events.find((event) => event.name === 'page_visit')?.properties).toMatchObject({
      page_url: 'https://www.example.com/pricing',
    });
    expect(events.find((event) => event.name === 'form_submit')).toMatchObject({
      message_id: 'own-id',
      occurred_at: timestamp.getTime(),
      properties: { form_type: 'demo_request' },
    });
    const lead = await explain('ada@lead.example');
    expect(lead.fields).toMatchObject({ first_name: 'Ada', job_title: 'CTO', email: 'ada@lead.example' });
    expect(lead.account).toMatchObject({
      id: 'g-1',
      fields: { account_name: 'Example Works', industry: 'healthcare', company_size: 'enterprise' },
    });
  });

  it('may deliver twice: the message id counts once', async () => {
    const track = { userId: 'u-2', event: 'Demo Requested', messageId: 'twice' };
    await withClient((client) => client.track(track));
    await withClient((client) => client.track(track));
    const rows = await server.installation.db.query(`select 1 from inputs where message_id = 'twice'`);
    expect(rows).toHaveLength(1);
  });

  it('is told when its write key is not valid', async () => {
    expect(
      await withClient((client) => client.track({ userId: 'u-3', event: 'x' }), 'wk_wrong'),
    ).toHaveLength(1);
    expect(await server.installation.db.query(`select 1 from identities where value = 'u-3'`)).toEqual([]);
  });
});

describe('the protocol', () => {
  it('takes single calls, gzip, and the write key in the body as browsers send it', async () => {
    const record = (messageId: string) => JSON.stringify({ userId: 'u-4', event: 'Tool Used', messageId });
    expect(await (await send('/v1/track', record('m1'))).json()).toEqual({
      success: true,
      accepted: 1,
      duplicates: 0,
    });
    const zipped = new Uint8Array(gzipSync(record('m2')));
    expect((await send('/v1/track', zipped, { 'content-encoding': 'gzip' })).status).toBe(200);
    const inBody = JSON.stringify({ userId: 'u-4', event: 'Tool Used', messageId: 'm3', writeKey });
    const browser = await fetch(`${server.url}/v1/t`, {
      method: 'POST',
      headers: { origin: 'https://www.example.com' },
      body: inBody,
    });
    expect(browser.status).toBe(200);
    expect(browser.headers.get('access-control-allow-origin')).toBe('*');
    const rows = await server.installation.db.query(
      `select 1 from inputs where message_id in ('m1', 'm2', 'm3')`,
    );
    expect(rows).toHaveLength(3);
  });

  it('takes nothing of a batch with a bad record and tells the path of each fault', async () => {
    const batch = [
      { type: 'track', userId: 'u-5', event: 'Tool Used', messageId: 'good' },
      { type: 'track', event: 'Tool Used' },
      { type: 'identify', userId: 'u-5', traits: { email: 'no-address', phone: 'a\0b' } },
    ];
    const response = await send('/v1/batch', JSON.stringify({ batch }));
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { code: string; faults: { path: string }[] } };
    expect(error.code).toBe('segment.invalid');
    expect(error.faults.map((fault) => fault.path)).toEqual(['batch/1/userId', 'batch/2/traits/phone']);
    expect(await server.installation.db.query(`select 1 from inputs where message_id = 'good'`)).toEqual([]);
  });

  it('refuses what is no batch at all, and what is too large, zipped or not', async () => {
    for (const body of ['', '[]', '{"batch":{}}', 'nonsense', '"\\ud800"']) {
      expect([body, (await send('/v1/batch', body)).status]).toEqual([body, 400]);
    }
    const large = JSON.stringify({ batch: [], filler: 'x'.repeat(520_000) });
    expect((await send('/v1/batch', large)).status).toBe(400);
    const bomb = new Uint8Array(gzipSync(large));
    expect((await send('/v1/batch', bomb, { 'content-encoding': 'gzip' })).status).toBe(400);
    expect((await send('/v1/batch', '{}', { authorization: 'Basic ???' })).status).toBe(401);
  });
});

describe('company fields without a company', () => {
  const identify = (userId: string, traits: object) =>
    send('/v1/identify', JSON.stringify({ userId, traits }));
  const countOf = async (condition: string) => {
    const { token } = JSON.parse(readFileSync(join(server.home, 'owner.json'), 'utf8'));
    const response = await fetch(`${server.url}/api/query`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ condition }),
    });
    return ((await response.json()) as { count: number }).count;
  };

  it('are found by conditions', async () => {
    await identify('c-1', { email: 'ada@own-works.example', industry: 'Fintech' });
    expect(await countOf('industry = "fintech"')).toBe(1);
  });

  it('go to the account that the lead has, and move nobody out of it', async () => {
    const batch = [
      { type: 'group', userId: 'c-2', groupId: 'works-17', traits: { name: 'Works' } },
      { type: 'identify', userId: 'c-2', traits: { email: 'bea@elsewhere.example', industry: 'Mining' } },
    ];
    expect((await send('/v1/batch', JSON.stringify({ batch }))).status).toBe(200);
    await identify('c-2', { region: 'North' });
    expect((await explain('bea@elsewhere.example')).account).toEqual({
      id: 'works-17',
      fields: { account_name: 'Works', industry: 'mining', region: 'North' },
    });
  });
});
