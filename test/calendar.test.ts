import { beforeAll, describe, expect, it } from 'vitest';
import { createDemo } from '../demo/seed.ts';
import type { Program } from '../engine/program/schema.ts';
import { startServer, type TestServer } from './server.ts';

/** What leads would get with a change and without it, on the console. */
const track = 'smb-consideration';
let server: TestServer;
let cookie: string;
let path: string;
let lead: string;
let noEmails: () => Promise<unknown>;

beforeAll(async () => {
  server = await startServer();
  const { db, library, engine, changes } = server.installation;
  await db.exec('delete from programs');
  await createDemo({ db, library, leads: 40, accounts: 8, days: 30, seed: 3, now: Date.now() });
  const { steps, ...rest } = (await engine.program()).program.tracks[track] as Program['tracks'][string];
  const sooner = steps.map((step) =>
    step.kind === 'wait' && step.untilDay !== undefined
      ? { ...step, untilDay: Math.max(1, step.untilDay - 1) }
      : step,
  );
  const signedIn = await server.signIn('marketer');
  ({ cookie } = signedIn);
  const change = await changes.propose({
    title: 'A day <sooner>',
    edits: [{ op: 'put', path: `tracks/${track}`, value: { ...rest, steps: sooner } }],
    author: signedIn.person,
    via: 'console',
  });
  path = `/changes/${change.id}/calendar`;
  const [row] = await db.query<{ email: string }>(
    `select l.fields ->> 'email' as email from leads l where l.mailable and not exists (
       select from enrolments e where e.lane = l.lane and e.lead_id = l.id and e.status = 'active')
     order by l.id limit 1`,
  );
  lead = (row as { email: string }).email;
  noEmails = () =>
    db.query(
      'select (select count(*) from inputs) as i, (select count(*) from mailbox) as m, (select count(*) from outbox) as o',
    );
});

const get = (address: string, as = cookie) =>
  fetch(server.url + address, { headers: { cookie: as }, redirect: 'manual' });
const post = (address: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(server.url + address, {
    method: 'POST',
    headers: { cookie, ...headers },
    body: new URLSearchParams(fields),
  });
const asked = () => `${path}?${new URLSearchParams({ leads: lead, enrol: track, days: '90' })}`;

describe('the calendar of a change', () => {
  it('is linked from the change, and shows what only the change brings', async () => {
    expect(await (await get(path.replace('/calendar', ''))).text()).toContain(`href="${path}"`);
    const before = await noEmails();
    const page = await (await get(asked())).text();
    expect(await noEmails()).toEqual(before);
    expect(page).toContain('A day &lt;sooner&gt;');
    expect(page).toContain('<option value="usual" selected>');
    expect(page).toMatch(/<li class="on-proposed">.*Joins “SMB consideration”/s);
    expect(page).toMatch(/<strong>.+<\/strong><small>Email of “SMB consideration”, step email-1/);
    expect(page).toContain('only with the change');
  });

  it('shows each email in a frame that can run and load nothing', async () => {
    const page = await (await get(asked())).text();
    const [, source = ''] = /<iframe src="([^"]+)"[^>]* sandbox="allow-popups/.exec(page) ?? [];
    const frame = await get(source.replaceAll('&amp;', '&'));
    expect(frame.status).toBe(200);
    expect(frame.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
    const html = await frame.text();
    expect(html).toContain('<base target="_blank">');
    expect(html).not.toMatch(/\/t\/[oc]\/|\/u\//);
  });

  it('says what was mistyped, and shows what is usual for an address that makes no sense', async () => {
    expect(await (await get(`${path}?leads=nobody@example.com`)).text()).toContain(
      'There is no lead nobody@example.com',
    );
    expect(await (await get(`${path}?enrol=nowhere`)).text()).toContain('has no track nowhere');
    const page = await get(`${path}?behaviour=x&days=99999&leads=${lead}`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('value="30" selected')]);
  });

  it('is for those who may propose', async () => {
    const viewer = await server.signIn('viewer');
    for (const address of [path, `${path}/email?lead=${lead}&track=${track}&step=email-1`])
      expect([(await get(address, viewer.cookie)).status, (await get(address, '')).status]).toEqual([
        403, 401,
      ]);
    expect((await get('/changes/ffffffff/calendar')).status).toBe(404);
  });
});

describe('a test of an email, by a form', () => {
  const action = () => path.replace('/calendar', '/test-send');

  it('goes to whoever pressed the button, and says where it is read', async () => {
    expect(await (await get(path.replace('/calendar', ''))).text()).toContain(`value="${track}/email-1"`);
    const sent = await post(action(), { email: `${track}/email-1`, lead });
    const page = await sent.text();
    expect(page).toContain('It went to marketer@people.example and to nobody else');
    const [, mail = ''] = /href="(\/mailbox\/[0-9a-f-]{36})"/.exec(page) ?? [];
    const body = await (await get(`${mail}/body`)).text();
    expect(body).toContain('if the change “A day &#60;sooner&#62;” were in force');
    expect(await (await get('/mailbox')).text()).toContain('marketer@people.example · test');
  });

  it('is sent for no other site, and for nobody without a session', async () => {
    const fields = { email: `${track}/email-1`, lead };
    expect((await post(action(), fields, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post(action(), fields, { cookie: '' })).status).toBe(401);
  });
});

describe('a lead run ahead, as a tool', () => {
  const run = async (name: string, input: object, as = cookie) => {
    const answer = await fetch(`${server.url}/api/tools/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: as, origin: server.url },
      body: JSON.stringify(input),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, never> };
  };

  it('says day by day what it would get, and with a change what is different', async () => {
    const before = await noEmails();
    const change = path.split('/')[2] as string;
    const asked = { lead, days: 90, behaviour: 'nothing', enrol: track };
    const { body } = await run('simulate_lead', { ...asked, change });
    const { entries, lead: named } = body.output as unknown as {
      entries: { what: string; subject?: string; only?: string; at: string }[];
      lead: { name: string };
    };
    expect(named.name).toBeTruthy();
    expect(entries[0]).toMatchObject({ what: 'Joins “SMB consideration”', only: 'with' });
    expect(entries.find(({ subject }) => subject)?.what).toContain('Email of “SMB consideration”');
    expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).toSorted());
    expect((await run('simulate_lead', { ...asked, lead: named.name })).status).toBe(200);
    expect(await noEmails()).toEqual(before);
  });

  it('sends a test by name, and names nobody who is not there', async () => {
    const email = { track, email: '1' };
    expect((await run('send_test', { ...email, lead })).body.output).toMatchObject({
      to: 'marketer@people.example',
      email: 1,
    });
    expect((await run('send_test', { ...email, lead: 'Nobody Atall' })).body).toMatchObject({
      error: { code: 'lead.unknown' },
    });
  });
});

describe('the same, asked in words', () => {
  const ask = async (text: string) => {
    const answer = await fetch(`${server.url}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, origin: server.url },
      body: JSON.stringify({ text }),
    });
    return (await answer.json()) as { text: string; changes: string[] };
  };

  it('a lead is run ahead, a test sent, and neither counts as a change that was filed', async () => {
    const change = path.split('/')[2] as string;
    const ahead = await ask(
      `what would ${lead} get in the next 90 days if we put her on the SMB consideration track with change ${change.slice(0, 8)}?`,
    );
    expect(ahead.text).toMatch(/^What .+ would get in the next 90 days, if nothing else arrives/);
    expect(ahead.text).toMatch(
      /- \d{4}-\d\d-\d\d \d\d:\d\d UTC Joins “SMB consideration” \(only with the change\)/,
    );
    const sent = await ask(`send me a test of email 2 of the SMB consideration track as ${lead}`);
    expect(sent.text).toContain('I have sent a test to you at marketer@people.example: “[Test] ');
    expect([ahead.changes, sent.changes]).toEqual([[], []]);
  });

  it('a pause and an enrolment are proposed, and nothing is done', async () => {
    const before = await noEmails();
    const pause = await ask('propose to pause the SMB fast track because the offer has ended');
    const enrol = await ask(`put ${lead} on the SMB fast track`);
    const { changes, engine } = server.installation;
    const filed = await Promise.all([pause, enrol].map(({ changes: [id] }) => changes.get(id as string)));
    expect(filed.map(({ edits }) => edits[0])).toEqual([
      { op: 'put', path: 'halts/smb-fast-track', value: { reason: 'the offer has ended' } },
      { op: 'enrol', path: 'enrolments/smb-fast-track', leads: [await engine.findLead(lead)] },
    ]);
    expect(filed.map(({ status }) => status)).toEqual(['proposed', 'proposed']);
    expect(await engine.halts()).toEqual([]);
    expect(await noEmails()).toEqual(before);
  });
});
