import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { Analytics } from '@segment/analytics-node';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyReplay } from '../engine/backtest/replay.ts';
import type { Change } from '../engine/runtime/changes/types.ts';
import { startServer, type TestServer } from './server.ts';

let server: TestServer;
let smtp: SMTPServer;
let marketer: string;
let approver: string;
const delivered: ParsedMail[] = [];

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) =>
      void simpleParser(stream).then((mail) => {
        delivered.push(mail);
        done();
      }, done),
  });
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server as Server, 'listening');
  const { port } = (smtp.server as Server).address() as AddressInfo;
  server = await startServer({ SMTP_URL: `smtp://127.0.0.1:${port}` });
  marketer = (await server.signIn('marketer')).cookie;
  approver = (await server.signIn('approver')).cookie;
});
afterAll(() => smtp.close());

async function call<T>(cookie: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(server.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect(response.ok, `${path}: ${response.status}`).toBe(true);
  return (await response.json()) as T;
}

/** Approves as a person does: by the form of the change's page, which carries what the page showed. */
async function approveOnPage(id: string): Promise<Change> {
  const page = await (await fetch(`${server.url}/changes/${id}`, { headers: { cookie: approver } })).text();
  const field = (name: string) => new RegExp(`name="${name}" value="([0-9a-f]{64})"`).exec(page)?.[1] ?? '';
  const response = await fetch(`${server.url}/changes/${id}/approve`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: approver },
    body: new URLSearchParams({ editHash: field('editHash'), planHash: field('planHash') }),
  });
  expect(response.status).toBe(303);
  return call<Change>(approver, `/api/changes/${id}`);
}

async function segment(use: (client: Analytics) => void): Promise<void> {
  const writeKey = readFileSync(join(server.home, 'write.key'), 'utf8').trim();
  const client = new Analytics({ writeKey, host: server.url, maxRetries: 0 });
  use(client);
  await client.closeAndFlush();
}

/** What the worker's loop does, until nothing is left to do. */
async function work(): Promise<void> {
  const { engine, senders } = server.installation;
  while ((await engine.runDue()) + (await engine.dispatch(senders)) > 0);
}

const guide = `---
id: audit-guide
title: An audit trail that stands up
kind: guide
stages: [awareness]
topics: [audit]
industries: [fintech]
companySizes: [smb]
summary: What to record on the first day so that the first audit is short.
cta: { label: Read the guide, url: https://www.trellis.example/audit-guide }
approvedBy: The approver
---
# An audit trail

Record who decided, when, and under which rules.
`;

describe('the main job', () => {
  it('goes from a sentence in chat to an email delivered', async () => {
    const add = (cookie: string) =>
      call(cookie, '/api/library', { files: [{ name: 'audit-guide.md', text: guide }] });
    // What a marketer says of approval does not count, what an approver says does.
    expect(await add(marketer)).toMatchObject({ items: [{ version: 1, approved: false }] });
    expect(await add(approver)).toMatchObject({ items: [{ version: 1, approved: true }] });
    const sender = { name: 'Trellis', email: 'hello@mail.internal', postalAddress: '1 Garden Row' };
    const policy = await call<Change>(marketer, '/api/changes', {
      title: 'Name the sender',
      edits: [{ op: 'put', path: 'policies/sender', value: sender }],
    });
    await approveOnPage(policy.id);

    // The company knows fintech already, by a lead of another size.
    await segment((client) => {
      client.identify({ userId: 'bob', traits: { email: 'bob@leads.internal' } });
      client.group({
        userId: 'bob',
        groupId: 'bank',
        traits: { industry: 'fintech', company_size: 'enterprise' },
      });
    });

    // A marketer asks; nothing is in force yet.
    const before = (await server.installation.engine.program()).version;
    const answer = await call<{ text: string; changes: string[] }>(marketer, '/api/chat', {
      text: 'build a 4-week track for SMB fintech leads in awareness',
    });
    const id = answer.changes[0] as string;
    expect(answer.text).toContain(`/changes/${id}`);
    expect((await server.installation.engine.program()).version).toBe(before);

    // Another person approves what the page shows; the next version is in force.
    const applied = await approveOnPage(id);
    expect(applied).toMatchObject({
      status: 'applied',
      appliedVersion: before + 1,
      resolvedBy: { role: 'approver' },
    });

    // A lead arrives through an unmodified Segment client.
    await segment((client) => {
      client.identify({ userId: 'ada', traits: { email: 'ada@leads.internal', firstName: 'Ada' } });
      client.track({
        userId: 'ada',
        event: 'Consent Granted',
        properties: { purpose: 'marketing', basis: 'consent', wording: 'Send me news' },
      });
      client.group({ userId: 'ada', groupId: 'acme', traits: { industry: 'fintech', company_size: 'smb' } });
    });
    await work();

    expect(delivered).toHaveLength(1);
    const [mail] = delivered as [ParsedMail];
    expect(mail.subject).toBe('An audit trail that stands up');
    expect([mail.to].flat()[0]?.value[0]?.address).toBe('ada@leads.internal');
    expect(mail.html).toContain('What to record on the first day');
    expect(mail.html).toContain('1 Garden Row');
    expect(mail.headers.get('list')).toMatchObject({ unsubscribe: { url: expect.stringContaining('/u/') } });
  });

  it('stops when the lead unsubscribes in one click, and says so when asked why', async () => {
    const list = delivered[0]?.headers.get('list') as unknown as { unsubscribe: { url: string } };
    const response = await fetch(list.unsubscribe.url, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    });
    expect(response.status).toBe(200);
    const lead = await call<{ suppressed: unknown }>(marketer, '/api/leads/ada@leads.internal');
    expect(lead.suppressed).toMatchObject({ reason: 'unsubscribe' });
    await work();
    expect(delivered).toHaveLength(1);
  });

  it('is replayed byte for byte from the log', async () => {
    const report = await verifyReplay(server.installation.db);
    expect(report).toMatchObject({ leads: 2, mismatches: [] });
    expect(report.inputs).toBeGreaterThan(4);
  });
});
