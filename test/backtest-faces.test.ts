import { beforeAll, describe, expect, it } from 'vitest';
import { createDemo } from '../demo/seed.ts';
import type { BacktestReport } from '../engine/backtest/compare/index.ts';
import type { Program } from '../engine/program/schema.ts';
import type { Change } from '../engine/runtime/changes/types.ts';
import { startServer, type TestServer } from './server.ts';
import { runCli } from './support/run-cli.ts';

const edits = [{ op: 'put', path: 'policies/cap', value: { count: 1, days: 7 } }];

describe('the backtest of a change, for people', () => {
  let server: TestServer;
  let cookie: string;
  let change: Change;
  beforeAll(async () => {
    server = await startServer();
    const { db, library } = server.installation;
    await db.exec('delete from programs');
    await createDemo({ db, library, leads: 60, accounts: 12, days: 60, seed: 7, now: Date.now() });
    ({ cookie } = await server.signIn('marketer'));
    change = (await post('/api/changes', { title: 'One email a week', edits }).then((answer) =>
      answer.json(),
    )) as Change;
  });
  const post = (path: string, body: unknown, as = cookie) =>
    fetch(server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: as, origin: server.url },
      body: JSON.stringify(body),
    });

  it('stands in the plan that the approver sees, under its hash', async () => {
    const { backtest } = change.plan;
    expect(backtest).toMatchObject({ leads: 60, of: 60, version: change.baseVersion });
    expect(backtest?.changed).toBeGreaterThan(0);
    const emails = backtest?.figures.find(({ of }) => of === 'emails');
    expect(emails?.proposed[0]).toBeLessThan(emails?.base ?? 0);
    const page = await fetch(`${server.url}/changes/${change.id}`, { headers: { cookie } });
    const text = await page.text();
    expect(text).toContain('would have gone another way');
    expect(text).toMatch(/Held by the cap on emails: [\d,]+(?: to [\d,]+)? instead of \d/);
    expect(text).toContain('Leads by score at the end');
  });

  it('streams its progress and ends with the report', async () => {
    const answer = await post(`/api/changes/${change.id}/backtest`, { days: 30 });
    const lines = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toEqual({ progress: { leads: 60, of: 60, inputs: expect.any(Number) } });
    const { report } = lines.at(-1) as { report: BacktestReport };
    expect(report.to - report.from).toBe(30 * 86_400_000);
    expect(report.changed).toBeGreaterThan(0);
  });

  it('prints as a table on the command line', async () => {
    const { stdout, code } = await runCli(server.env, ['changes', 'backtest', change.id.slice(0, 8)]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Run over the last 90 days for 60 leads: \d+ leads would have gone another way/);
    expect(stdout).toMatch(/emails +\d+ +\d+ +\d+ +\d+/);
    expect(stdout).toMatch(/^Lead [0-9a-f]{8}: .*; without the change: .* email .* of “/m);
    expect(stdout).toContain('Held by the cap on emails: ');
  });

  it('refuses a period that is none, and who is not signed in', async () => {
    expect((await post(`/api/changes/${change.id}/backtest`, { days: 0 })).status).toBe(400);
    expect((await post(`/api/changes/${change.id}/backtest`, {}, '')).status).toBe(401);
    const viewer = await server.signIn('viewer');
    expect((await post(`/api/changes/${change.id}/backtest`, {}, viewer.cookie)).status).toBe(403);
    expect((await post('/api/changes/ffffffff/backtest', {})).status).toBe(404);
  });
});

describe('a change run ahead', () => {
  let server: TestServer;
  let cookie: string;
  let change: Change;
  let track: string;
  beforeAll(async () => {
    server = await startServer();
    const { db, library, engine } = server.installation;
    await db.exec('delete from programs');
    await createDemo({ db, library, leads: 40, accounts: 8, days: 30, seed: 3, now: Date.now() });
    const { tracks } = (await engine.program()).program;
    track = 'smb-consideration';
    const { steps, ...rest } = tracks[track] as Program['tracks'][string];
    const sooner = steps.map((step) =>
      step.kind === 'wait' && step.untilDay !== undefined
        ? { ...step, untilDay: Math.max(1, step.untilDay - 1) }
        : step,
    );
    ({ cookie } = await server.signIn('marketer'));
    const answer = await post('/api/changes', {
      title: 'A day sooner',
      edits: [{ op: 'put', path: `tracks/${track}`, value: { ...rest, steps: sooner } }],
    });
    change = (await answer.json()) as Change;
  });
  const post = (path: string, body: unknown, as = cookie) =>
    fetch(server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: as, origin: server.url },
      body: JSON.stringify(body),
    });
  interface Simulation {
    leads: { lead: string; proposed: Record<string, unknown>[]; base: Record<string, unknown>[] }[];
  }
  const run = async (asked: object): Promise<Simulation> => {
    const answer = await post(`/api/changes/${change.id}/simulate`, asked);
    expect(answer.status).toBe(200);
    return (await answer.json()) as Simulation;
  };
  const someLead = async () => {
    const [row] = await server.installation.db.query<{ id: string }>(
      `select l.id from leads l where l.mailable and not exists (
         select from enrolments e where e.lane = l.lane and e.lead_id = l.id and e.status = 'active')
       order by l.id limit 1`,
    );
    return (row as { id: string }).id;
  };

  it('shows the calendar of a lead with its emails rendered, and sends nothing', async () => {
    const lead = await someLead();
    const counts = () =>
      server.installation.db.query(
        'select (select count(*) from inputs) as i, (select count(*) from mailbox) as m, (select count(*) from outbox) as o',
      );
    const before = await counts();
    const { leads } = await run({ leads: [lead], enrol: track, days: 60, bodies: true });
    expect(leads).toHaveLength(1);
    const emails = leads[0]?.proposed.filter(({ did }) => did === 'email') ?? [];
    expect(emails.length).toBeGreaterThan(1);
    expect(emails[0]).toMatchObject({ what: track, subject: expect.any(String) });
    expect(emails[0]?.html).toContain('</html>');
    expect(await counts()).toEqual(before);
  });

  it('is different for leads that open and click everything', async () => {
    const rows = await server.installation.db.query<{ id: string }>('select id from leads order by id');
    const leads = rows.map(({ id }) => id);
    // Between two requests the clock goes on: what happens is compared, not when to the millisecond.
    const what = async (behaviour: string) =>
      (await run({ leads, days: 60, behaviour })).leads.map(({ proposed }) =>
        proposed.map(({ did, what }) => `${did} ${what}`),
      );
    const nothing = await what('nothing');
    expect(await what('everything')).not.toEqual(nothing);
    expect(await what('usual')).toEqual(await what('usual'));
  });

  it('finds leads whose calendar it alters, and prints what is new', async () => {
    const { leads } = await run({ sample: 2, days: 90 });
    for (const { proposed, base } of leads) expect(proposed).not.toEqual(base);
    const ran = await runCli(server.env, [
      ...['changes', 'simulate', change.id, '--lead', await someLead()],
      ...['--enrol', track, '--days', '60'],
    ]);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/\+ \d{4}-\d\d-\d\d \d\d:\d\d Email of “.+”, step email-1: “.+”/);
  });

  it('names what is not there, and is closed to viewers', async () => {
    const unknown = await post(`/api/changes/${change.id}/simulate`, { leads: ['nobody@example.com'] });
    expect(await unknown.json()).toMatchObject({ error: { code: 'lead.unknown' } });
    const track = await post(`/api/changes/${change.id}/simulate`, { enrol: 'nowhere' });
    expect(await track.json()).toMatchObject({ error: { code: 'track.unknown' } });
    const viewer = await server.signIn('viewer');
    expect((await post(`/api/changes/${change.id}/simulate`, {}, viewer.cookie)).status).toBe(403);
  });
});
