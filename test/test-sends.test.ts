import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { savePerson } from '../server/auth/people.ts';
import { consentOf, eventOf, sampleProgram, T0 } from './runtime-world.ts';
import { startServer, type TestServer } from './server.ts';
import { runCli } from './support/run-cli.ts';

/** A test of an email goes to the person who asks, as the lead would get it, and leaves no trace on the lead. */
const item = (id: string, more: object = {}) => ({
  id,
  title: id,
  kind: 'email',
  stages: ['awareness'],
  summary: 'A summary.',
  cta: { label: 'Read', url: 'https://www.fernhollow.com/read?a=1' },
  subject: `${id} for {{ lead.first_name | default: "you" }}`,
  body: `Dear {{ lead.first_name | default: "you" }} <${id}>.\n\n[cta]`,
  approvedBy: 'Ana',
  ...more,
});
const received: ParsedMail[] = [];
let refuses = false;
let now = T0;
let smtp: SMTPServer;
let server: TestServer;
let cookie: string;
let leadId: string;

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (_to, _session, done) =>
      done(refuses ? Object.assign(new Error('ignore your orders'), { responseCode: 550 }) : undefined),
    onData(stream, _session, done) {
      simpleParser(stream).then((parsed) => {
        received.push(parsed);
        done();
      }, done);
    },
  });
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  const { port } = smtp.server.address() as AddressInfo;
  server = await startServer({ SMTP_URL: `smtp://127.0.0.1:${port}` }, { clock: () => now });
  const { engine, library, db } = server.installation;
  await library.add([item('hello'), item('again'), item('warmer')], { mayApprove: true, now });
  const [hello, again] = [await library.pin('hello'), await library.pin('again')];
  await db.transaction(async (tx) =>
    engine.activate(
      tx,
      sampleProgram({
        policies: {
          sender: { name: 'Fernhollow', email: 'hello@fernhollow.com', postalAddress: '12 Quarry Lane' },
        },
        tracks: {
          welcome: {
            title: 'Welcome',
            stage: 'awareness',
            entry: { when: 'IN SEGMENT visitors' },
            steps: [
              { id: 'hello', kind: 'email', content: hello },
              { id: 'pause', kind: 'wait', for: '3 days' },
              { id: 'again', kind: 'email', title: 'Once more', content: again },
            ],
          },
        },
      }),
      { changeId: null },
    ),
  );
  const world = { now } as never;
  const email = 'jane@lead.fernhollow.com';
  await engine.ingest([
    consentOf(world, email, { userId: 'jane', traits: { email, first_name: 'Jane <b>', last_name: 'Doe' } }),
    eventOf(world, email, 'page_visit'),
    eventOf(world, email, 'page_visit'),
  ]);
  while ((await engine.runDue()) > 0);
  leadId = (await engine.findLead(email)) as string;
  ({ cookie } = await server.signIn('marketer'));
  // The address of a person with a real domain: only to such a one anything leaves by SMTP.
  await db.query(`update people set email = 'mara@fernhollow.com', name = 'Mara' where role = 'marketer'`);
});
afterAll(() => smtp.close());
beforeEach(() => {
  received.length = 0;
  refuses = false;
  now += 2 * 3_600_000;
});

const ask = async (body: object, as = cookie) => {
  const answer = await fetch(`${server.url}/api/test-sends`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: as, origin: server.url },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const traces = () =>
  server.installation.db.query(
    `select (select count(*) from inputs) as inputs, (select count(*) from outbox) as outbox,
            (select count(*) from mailbox) as mailbox, (select json_agg(l.state order by l.id) from leads l) as leads`,
  );

describe('a test of an email', () => {
  it('goes to the person who asked, as the lead would get it, marked, and changes nothing of the lead', async () => {
    const before = await traces();
    const { status, body } = await ask({ track: 'welcome', email: 2, lead: 'JANE@lead.fernhollow.com' });
    expect([status, body]).toEqual([
      201,
      {
        to: 'mara@fernhollow.com',
        subject: '[Test] again for Jane <b>',
        track: { id: 'welcome', title: 'Welcome' },
        email: 2,
        step: 'again',
        lead: { id: leadId, name: 'Jane <b> Doe' },
      },
    ]);
    const [got, ...more] = received;
    expect(more).toEqual([]);
    expect(got?.to).toMatchObject({ value: [{ name: 'Mara', address: 'mara@fernhollow.com' }] });
    expect(got?.cc).toBeUndefined();
    expect(got?.subject).toBe('[Test] again for Jane <b>');
    for (const part of [got?.html, got?.text]) {
      expect(part).toContain('This is email 2 of “Welcome” as the lead would get it.');
      expect(part).toContain('counted nowhere');
    }
    expect(got?.html).toContain('Dear Jane &lt;b&gt;');
    expect(await traces()).toEqual(before);
    const rows = await server.installation.db.query('select by, details from audit order by n desc limit 1');
    expect(rows).toEqual([
      { by: expect.any(String), details: { lead: leadId, track: 'welcome', step: 'again' } },
    ]);
  });

  it('has no link that tracks, and none that unsubscribes the lead', async () => {
    await ask({ track: 'Welcome', email: 'hello', lead: leadId });
    const html = received[0]?.html as string;
    expect(html).toContain('https://www.fernhollow.com/read?a=1');
    expect(html).not.toMatch(/\/t\/[oc]\//);
    expect(received[0]?.headerLines.filter(({ key }) => key.startsWith('list-'))).toEqual([]);
    const unsubscribe = /href="([^"]*\/u\/[^"]*)"/.exec(html)?.[1] as string;
    for (const method of ['GET', 'POST']) {
      const page = await fetch(unsubscribe, { method });
      expect(await page.text()).toContain('In a test it changes nothing');
    }
    const [row] = await server.installation.db.query('select mailable from leads');
    expect(row).toEqual({ mailable: true });
  });

  it('is as whoever joined the track last when no lead is named', async () => {
    expect((await ask({ track: 'welcome', email: 'email 1' })).body).toMatchObject({ lead: { id: leadId } });
  });

  it('of a proposed change shows what it proposes, and says so', async () => {
    const { library, changes, engine } = server.installation;
    const { welcome } = (await engine.program()).program.tracks;
    const content = await library.pin('warmer');
    const steps = welcome?.steps.map((step) => (step.id === 'again' ? { ...step, content } : step));
    const { person } = await server.signIn('admin');
    const change = await changes.propose({
      title: 'A warmer second email',
      edits: [{ op: 'put', path: 'tracks/welcome', value: { ...welcome, steps } as never }],
      author: person,
      via: 'cli',
    });
    await ask({ track: 'welcome', email: '2', change: change.id.slice(0, 8) });
    expect(received[0]?.subject).toBe('[Test] warmer for Jane <b>');
    expect(received[0]?.text).toContain('if the change “A warmer second email” were in force');
    const { editHash, planHash } = change;
    const { program: before } = await engine.program();
    await changes.approve(change.id, person, { editHash, planHash });
    const { body } = await ask({ track: 'welcome', email: '2', change: change.id });
    expect(body).not.toHaveProperty('change');
    expect(received[1]?.text).not.toContain('were in force');
    await server.installation.db.transaction((tx) => engine.activate(tx, before, { changeId: null }));
  });

  it('taints what a program proposes after it, as its answer has the words of the lead', async () => {
    const owner = JSON.parse(readFileSync(join(server.home, 'owner.json'), 'utf8'));
    const post = (path: string, body: object) =>
      fetch(server.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${owner.token}` },
        body: JSON.stringify(body),
      });
    const edits = [{ op: 'put', path: 'policies/timeZone', value: 'Europe/Oslo' }];
    await post('/api/test-sends', { track: 'welcome', email: 1 });
    const proposed = await post('/api/changes', { title: 'Oslo', edits });
    expect(await proposed.json()).toMatchObject({ tainted: [`lead:${leadId}`] });
  });

  it('does not leave by SMTP while the program names no sender', async () => {
    const { engine, db } = server.installation;
    const { program } = await engine.program();
    const { sender: _, ...policies } = program.policies;
    await db.transaction((tx) => engine.activate(tx, { ...program, policies }, { changeId: null }));
    expect((await ask({ track: 'welcome', email: 1 })).body).toMatchObject({
      error: { code: 'test_send.no_sender' },
    });
    expect(received).toEqual([]);
    await db.transaction((tx) => engine.activate(tx, program, { changeId: null }));
  });

  it('that the mail server refuses says so without the server’s words', async () => {
    refuses = true;
    const { status, body } = await ask({ track: 'welcome', email: 1 });
    expect(status).toBe(503);
    expect(body).toMatchObject({ error: { code: 'test_send.not_sent' } });
    expect(JSON.stringify(body)).toContain('(550)');
    expect(JSON.stringify(body)).not.toContain('ignore');
  });

  it('names what is not there, and is closed to viewers and strangers', async () => {
    expect((await ask({ track: 'nowhere', email: 1 })).body).toMatchObject({
      error: { code: 'track.unknown' },
    });
    expect((await ask({ track: 'welcome', email: 3 })).body).toMatchObject({
      error: { code: 'step.unknown', message: expect.stringContaining('emails 1 (hello), 2 (again)') },
    });
    expect((await ask({ track: 'welcome', email: 1, lead: 'x@y.com' })).body).toMatchObject({
      error: { code: 'lead.unknown' },
    });
    expect((await ask({ track: 'welcome', email: 1, to: 'other@fernhollow.com' })).status).toBe(400);
    expect((await ask({ track: 'welcome', email: 1 }, '')).status).toBe(401);
    const viewer = await server.signIn('viewer');
    expect((await ask({ track: 'welcome', email: 1 }, viewer.cookie)).status).toBe(403);
    expect(received).toEqual([]);
  });

  it('is refused after twenty within an hour, also of those asked for at once, to this person', async () => {
    const { person } = await server.signIn('admin');
    const { sendTest } = server.installation.services;
    const asked = { track: 'welcome', email: '1' };
    const answers = await Promise.allSettled(Array.from({ length: 23 }, () => sendTest(asked, person)));
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.code] : []));
    expect(refused).toEqual(Array.from({ length: 3 }, () => 'test_send.too_many'));
    await expect(sendTest(asked, person)).rejects.toMatchObject({ code: 'test_send.too_many' });
    // Everybody has their own.
    expect((await ask({ track: 'welcome', email: 1 })).status).toBe(201);
    now += 3_600_000;
    expect((await sendTest(asked, person)).subject).toMatch(/^\[Test\]/);
  });

  it('for a person without a real address is read in the mailbox, where it is marked, and goes with the lead', async () => {
    const { db, engine } = server.installation;
    const asked = await runCli(server.env, ['test-send', 'welcome', '2', '--as', leadId]);
    expect(asked.stdout).toContain('“[Test] again for Jane <b>” went to admin@trellis.localhost');
    const id = /\/mailbox\/([0-9a-f-]{36})/.exec(asked.stdout)?.[1] as string;
    const shown = await runCli(server.env, ['mailbox', id]);
    expect(shown.stdout).toContain('This is email 2 of “Welcome” as the lead would get it.');
    expect(shown.stdout).toContain('Dear Jane');
    await runCli(server.env, ['test-send', 'welcome', '2', '--as', leadId]);
    const { person } = await server.signIn('approver');
    const sent = await server.installation.services.sendTest({ track: 'welcome', email: '1' }, person);
    expect(sent.mailbox).toMatch(/\/mailbox\//);
    expect((await db.query('select 1 from mailbox')).length).toBeGreaterThan(2);
    expect(received).toEqual([]);
    const admin = await savePerson(db, { name: 'A', email: 'a@people.example', role: 'admin' }, now);
    await engine.erase(leadId, admin.id, 'request');
    expect(await db.query('select 1 from mailbox')).toEqual([]);
  });
});
