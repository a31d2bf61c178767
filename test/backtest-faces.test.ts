import { beforeAll, describe, expect, it } from 'vitest';
import { createDemo } from '../demo/seed.ts';
import type { BacktestReport } from '../engine/backtest/compare/index.ts';
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
    expect(await page.text()).toContain('would have gone another way');
  });

  it('streams its progress and ends with the report', async () => {
    const answer = await post(`/api/changes/${change.id}/backtest`, { days: 30 });
    const lines = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toEqual({ progress: { leads: 60, inputs: expect.any(Number) } });
    const { report } = lines.at(-1) as { report: BacktestReport };
    expect(report.to - report.from).toBe(30 * 86_400_000);
    expect(report.changed).toBeGreaterThan(0);
  });

  it('prints as a table on the command line', async () => {
    const { stdout, code } = await runCli(server.env, ['changes', 'backtest', change.id.slice(0, 8)]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/60 of 60 leads: \d+ would have gone another way/);
    expect(stdout).toMatch(/emails +\d+ +\d+ +\d+ +\d+/);
    expect(stdout).toMatch(/in force: .*email/);
  });

  it('refuses a period that is none, and who is not signed in', async () => {
    expect((await post(`/api/changes/${change.id}/backtest`, { days: 0 })).status).toBe(400);
    expect((await post(`/api/changes/${change.id}/backtest`, {}, '')).status).toBe(401);
    expect((await post('/api/changes/ffffffff/backtest', {})).status).toBe(404);
  });
});
