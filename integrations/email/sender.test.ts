import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../db/connection.ts';
import { migrate } from '../../db/migrate.ts';
import { openDatabase } from '../../db/open-database.ts';
import type { Effect } from '../../engine/core/types.ts';
import type { ContentRef } from '../../engine/program/schema.ts';
import type { Delivery } from '../../engine/runtime/engine.ts';
import { createLibrary, type Library } from '../../knowledge/library.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';
import { createEmailSender, type EmailSender, type EmailSenderOptions } from './sender.ts';

const lead = 'aa112233-4455-4677-8899-aabbccddeeff';
const settings = { publicUrl: 'https://app.example', secret: 'secret' };
const from = { name: 'Fernhollow', email: 'hello@fernhollow.internal', postalAddress: '12 Quarry Lane' };

let db: Database;
let library: Library;
let mailbox: Mailbox;
let content: ContentRef;
let bare: ContentRef;
let server: SMTPServer;
const received: ParsedMail[] = [];

beforeAll(async () => {
  db = await openDatabase({ home: 'memory:' });
  await migrate(db);
  library = createLibrary(db);
  const item = {
    id: 'welcome',
    title: 'Welcome',
    kind: 'email',
    stages: ['awareness'],
    summary: 'Hello.',
    cta: { label: 'Read', url: 'https://www.fernhollow.example/read' },
    subject:
      'Welcome, {{ lead.first_name | default: "friend" }} of {{ account.name | default: "your company" }}',
    body: 'Hi {{ lead.first_name | default: "there" }},\n\n[More](https://www.fernhollow.example/more).',
    approvedBy: 'Ana',
  };
  await library.add([item, { ...item, id: 'bare' }], { mayApprove: true, now: 1 });
  // Adding refuses such a subject today; an item from before may have it.
  await db.query(
    `update content_items set document = jsonb_set(document, '{subject}', '"Hi {{ lead.first_name }}"') where id = 'bare'`,
  );
  content = await library.pin('welcome');
  bare = await library.pin('bare');
  await db.query(
    `insert into accounts (lane, id, version, fields) values (1, 'oak', 1, '{"account_name": "Oak"}')`,
  );
  await db.query(
    `insert into leads (lane, id, seq, program, fields, state, score, journey, lifecycle, account_lane, account_id, created_at)
     values (170, $1, 1, 1, '{}', '{}', 0, 'awareness', 'lead', 1, 'oak', now())`,
    [lead],
  );
  mailbox = createMailbox({ db, library, ...settings });
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, _session, done) =>
      void simpleParser(stream).then((mail) => {
        received.push(mail);
        done();
      }, done),
  });
  server.listen(0, '127.0.0.1');
  await once(server.server as Server, 'listening');
});
beforeEach(async () => {
  await db.query('delete from mailbox');
  received.length = 0;
});
afterAll(async () => {
  server.close();
  await db.close();
});

const sender = (more: Partial<EmailSenderOptions> = {}): EmailSender =>
  createEmailSender({ db, library, clock: () => 1_700_000_000_000, from: () => from, ...settings, ...more });
const withSmtp = () =>
  sender({ smtpUrl: `smtp://127.0.0.1:${((server.server as Server).address() as AddressInfo).port}` });

const delivery = (
  more: { fields?: Delivery['lead']['fields']; demo?: boolean; key?: string; effect?: Partial<Effect> } = {},
): Delivery => ({
  key: more.key ?? '5:0',
  lane: 170,
  leadId: lead,
  lead: {
    fields: { email: 'ana@oak.internal', first_name: 'Ana', ...more.fields },
    demo: more.demo ?? false,
  },
  effect: {
    kind: 'email',
    track: 'one',
    step: 'first',
    enrolment: 1,
    content,
    purpose: 'marketing',
    notBefore: 0,
    ...more.effect,
  } as Effect,
});

test('without SMTP an email goes to the mailbox, and its body is rendered when it is read', async () => {
  expect(await sender().send(delivery())).toEqual({
    status: 'sent',
    messageId: `${lead}.5.0@fernhollow.internal`,
  });
  const [mail] = await mailbox.list();
  expect(mail).toEqual({
    id: expect.any(String),
    leadId: lead,
    effect: '5:0',
    sender: 'Fernhollow <hello@fernhollow.internal>',
    recipient: 'ana@oak.internal',
    subject: 'Welcome, Ana of Oak',
    item: 'welcome',
    version: 1,
    sentAt: 1_700_000_000_000,
    demo: false,
    test: null,
  });
  const read = await mailbox.get(mail?.id as string);
  expect(read).toMatchObject({ ...mail, text: expect.stringContaining('Hi Ana,') });
  expect(read?.html).toMatch(/href="https:\/\/app\.example\/t\/c\/[\w-]{52}"/);
  expect(read?.html).toMatch(/href="https:\/\/app\.example\/u\/[\w-]{52}"/);
  expect(read?.html).not.toContain('/t/o/');
  expect(await mailbox.get('not-a-uuid')).toBeUndefined();
  expect(await mailbox.get('00000000-0000-4000-8000-000000000000')).toBeUndefined();
});

test('with SMTP an email to a real domain leaves, with its pixel, and does not stay', async () => {
  const smtp = withSmtp();
  expect(await smtp.send(delivery())).toMatchObject({ status: 'sent' });
  smtp.close();
  expect(received[0]?.subject).toBe('Welcome, Ana of Oak');
  expect(received[0]?.html).toMatch(/src="https:\/\/app\.example\/t\/o\/[\w-]{52}"/);
  expect(received[0]?.headerLines.some(({ key }) => key === 'list-unsubscribe-post')).toBe(true);
  expect(await mailbox.count()).toBe(0);
});

test('demo leads and reserved domains never reach SMTP', async () => {
  const smtp = withSmtp();
  await smtp.send(delivery({ demo: true, key: '6:0' }));
  for (const [i, email] of [
    'a@b.example',
    'a@example.com',
    'a@b.TEST',
    'a@localhost',
    'a@x.invalid',
  ].entries()) {
    expect(await smtp.send(delivery({ fields: { email }, key: `7:${i}` }))).toMatchObject({ status: 'sent' });
  }
  smtp.close();
  expect(received).toEqual([]);
  expect((await mailbox.list()).map((mail) => mail.demo).filter(Boolean)).toHaveLength(1);
  expect(await mailbox.count()).toBe(6);
});

test('the same effect twice is one mail', async () => {
  await sender().send(delivery());
  await sender().send(delivery());
  expect(await mailbox.count()).toBe(1);
});

test('a missing value, a bad address and changed content fail with their reason', async () => {
  const failing: [Delivery, string][] = [
    [
      delivery({ fields: { first_name: '' }, effect: { content: bare } }),
      'email.missing_value: lead.first_name',
    ],
    [delivery({ fields: { email: 'ana@oak.internal, bob@oak.internal' } }), 'email.address'],
    [delivery({ effect: { content: { ...content, hash: '0'.repeat(64) } } }), 'email.content_changed'],
    [delivery({ effect: { content: { ...content, item: 'gone' } } }), 'email.content_changed'],
  ];
  for (const [item, reason] of failing) {
    expect(await sender().send(item)).toEqual({ status: 'failed', reason: expect.stringContaining(reason) });
  }
  expect(await mailbox.count()).toBe(0);
});

test('content without approval is refused', async () => {
  const [draft] = await library.add(
    [{ ...(await library.get('welcome')), id: 'draft' }].map(
      ({ version, hash, approved, approvedBy, approvedAt, retired, demo, createdAt, ...item }) => item,
    ),
    { mayApprove: true, now: 2 },
  );
  const ref = { item: 'draft', version: 1, hash: draft?.hash as string };
  expect(await sender().send(delivery({ effect: { content: ref } }))).toEqual({
    status: 'refused',
    reason: 'content_not_approved',
  });
});

test('many emails at once are a few statements, each with its own lead’s values', async () => {
  let statements = 0;
  const query = ((...args) => {
    statements++;
    return db.query(...args);
  }) as Database['query'];
  const counted = { ...db, query };
  const one = sender({ db: counted });
  await Promise.all(
    Array.from({ length: 300 }, (_, i) =>
      one.send(delivery({ key: `${i + 10}:0`, fields: { first_name: `L${i}` } })),
    ),
  );
  expect(statements).toBeLessThan(10);
  const pages = [await mailbox.list({ limit: 200 })];
  pages.push(await mailbox.list({ limit: 200, before: pages[0]?.at(-1) as { sentAt: number; id: string } }));
  const subjects = new Set(pages.flat().map((mail) => mail.subject));
  expect(subjects.size).toBe(300);
  expect((await mailbox.list({ leadId: lead, limit: 5 })).length).toBe(5);
  expect(await mailbox.list({ leadId: '00000000-0000-4000-8000-000000000000' })).toEqual([]);
});

test('no email leaves in the name of a reserved domain, which nobody could answer: it waits for a sender', async () => {
  const placeholder = { ...from, email: 'hello@fernhollow.example' };
  const smtpUrl = `smtp://127.0.0.1:${((server.server as Server).address() as AddressInfo).port}`;
  const outcome = await sender({ smtpUrl, from: () => placeholder }).send(delivery());
  expect(outcome).toMatchObject({ status: 'later', reason: expect.stringContaining('email.sender') });
  expect(received).toEqual([]);
});
