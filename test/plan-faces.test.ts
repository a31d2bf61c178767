import { beforeAll, describe, expect, it } from 'vitest';
import { createDemo } from '../demo/seed.ts';
import type { Program } from '../engine/program/schema.ts';
import type { MigrationPage } from '../engine/runtime/changes/migration/types.ts';
import type { Change } from '../engine/runtime/changes/types.ts';
import { startServer, type TestServer } from './server.ts';
import { runCli } from './support/run-cli.ts';

describe('what a plan says of leads in flight and of the days to come, for people', () => {
  let server: TestServer;
  let cookie: string;
  let change: Change;
  let inFlight: number;
  beforeAll(async () => {
    server = await startServer();
    const { db, library, engine } = server.installation;
    await db.exec('delete from programs');
    await createDemo({ db, library, leads: 40, accounts: 8, days: 30, seed: 3, now: Date.now() });
    const [busiest] = await db.query<{ track: string; step: string; n: number }>(
      `select track, step, (sum(count(*)) over (partition by track))::int as n from enrolments
       where status = 'active' group by track, step order by step not like 'until%', count(*) desc, 1, 2 limit 1`,
    );
    const { track, step, n } = busiest as { track: string; step: string; n: number };
    inFlight = n;
    const { steps, ...rest } = (await engine.program()).program.tracks[track] as Program['tracks'][string];
    ({ cookie } = await server.signIn('marketer'));
    const value = { ...rest, steps: steps.filter(({ id }) => id !== step) };
    const answer = await fetch(`${server.url}/api/changes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, origin: server.url },
      body: JSON.stringify({ title: 'A step less', edits: [{ op: 'put', path: `tracks/${track}`, value }] }),
    });
    change = (await answer.json()) as Change;
    expect(change.plan.migration?.leads).toBe(inFlight);
  });
  const get = (path: string, as = cookie) => fetch(server.url + path, { headers: { cookie: as } });

  it('stands on the page of the change, with the accounts by name', async () => {
    const text = await (await get(`/changes/${change.id}`)).text();
    expect(text).toContain('Leads in flight');
    expect(text).toMatch(/ at [a-z0-9-]+: \d+ moves? to /);
    expect(text).toMatch(/Within 30 days, if nothing else happens: /);
    const [account] = await server.installation.db.query<{ name: string }>(
      `select fields ->> 'account_name' as name from accounts where id = $1`,
      [change.plan.population.accounts?.inFlight.first[0]?.account],
    );
    expect(text).toContain(account?.name);
  });

  it('comes lead by lead in pages, and on the command line', async () => {
    const page = async (query: string) =>
      (await (await get(`/api/changes/${change.id}/migration${query}`)).json()) as MigrationPage;
    const all = await page('');
    expect(all.leads).toHaveLength(inFlight);
    expect(all.next).toBeUndefined();
    const first = await page('?limit=2');
    const second = await page(`?limit=${inFlight}&after=${first.next}`);
    expect([...first.leads, ...second.leads].map(({ lead }) => lead)).toEqual(
      all.leads.map(({ lead }) => lead),
    );

    const { stdout } = await runCli(server.env, ['changes', 'migration', change.id.slice(0, 8)]);
    expect(stdout.trim().split('\n')).toHaveLength(inFlight);
    expect(stdout).toMatch(/moves to [a-z0-9-]+, next \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
    const { stdout: json } = await runCli(server.env, ['changes', 'migration', change.id, '--json']);
    expect(JSON.parse(json).leads).toHaveLength(inFlight);
  });

  it('is refused to who may only look, and for what is no page', async () => {
    const { cookie: viewer } = await server.signIn('viewer');
    const path = `/api/changes/${change.id}/migration`;
    expect((await get(path, viewer)).status).toBe(403);
    expect((await get(path, '')).status).toBe(401);
    expect((await get(`${path}?limit=0`)).status).toBe(400);
    expect((await get('/api/changes/ffffffff/migration')).status).toBe(404);
  });
});
