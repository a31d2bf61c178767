import { beforeAll, describe, expect, it } from 'vitest';
import type { Change, Person } from '../engine/runtime/changes/types.ts';
import { startServer, type TestServer } from './server.ts';
import { runCli } from './support/run-cli.ts';

let server: TestServer;
let cookie: string;
let admin: Person;
let was: number;
let change: Change;
beforeAll(async () => {
  server = await startServer();
  cookie = (await server.signIn('approver')).cookie;
  admin = (await server.signIn('admin')).person;
  const { changes, engine } = server.installation;
  was = (await engine.program()).version;
  const cap = { op: 'put' as const, path: 'policies/cap', value: { count: 2, days: 3 } };
  const steps = [{ id: 'pause', kind: 'wait', for: '3 days' }];
  const entry = { when: 'lead_score >= 1000' };
  const track = { title: 'Welcome', stage: 'awareness', entry, steps };
  const edits = [cap, { op: 'put' as const, path: 'tracks/welcome', value: track }];
  change = await changes.propose({ title: 'Fewer emails', edits, author: admin, via: 'api' });
  await changes.approve(change.id, (await server.signIn('approver')).person, change);
});

const get = (path: string) => fetch(server.url + path, { headers: { cookie }, redirect: 'manual' });
const post = (path: string, fields: Record<string, string>) =>
  fetch(server.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie },
    body: new URLSearchParams(fields),
  });

describe('the history of the program on the console', () => {
  it('lists the versions with the changes that made them, and proposes to go back to one', async () => {
    const page = await (await get('/program')).text();
    expect(page).toContain('in force since');
    expect(page).toContain(`href="/changes/${change.id}">Fewer emails</a>`);
    expect(page).toContain(`Propose to roll back to version ${was}"`);
    expect(page).not.toContain(`roll back to version ${was + 1}"`);

    const proposed = await post('/program/rollback', { version: String(was) });
    expect(proposed.status).toBe(303);
    const shown = await (await get(proposed.headers.get('location') as string)).text();
    expect(shown).toContain(`Roll back to version ${was}`);
    expect(shown).toContain('What cannot be undone');
    expect(shown).toContain('Nothing was sent or moved since');
  });

  it('leads to how leads went through each track: a picture for every screen, with words', async () => {
    expect(await (await get('/program')).text()).toContain('<a href="/program/tracks/welcome">Welcome</a>');

    const page = await (await get('/program/tracks/welcome')).text();
    expect(page).toMatch(/<img class="chart"[^>]* alt="Track flow\. How leads went through [^"]+\."/);
    expect(page).toContain('href="/performance?track=welcome&amp;period=last+90+days"');
    const address = /<img class="chart" src="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const picture = await get(address);
    expect(picture.headers.get('content-type')).toBe('image/svg+xml');
    expect(await picture.text()).toContain('aria-label="Track flow.');
    for (const unknown of ['nowhere', 'constructor'])
      expect((await get(`/program/tracks/${unknown}`)).status).toBeGreaterThanOrEqual(400);
  });

  it('says on the page why a version cannot be gone back to', async () => {
    const unknown = await post('/program/rollback', { version: '999' });
    expect(unknown.status).toBe(404);
    expect(await unknown.text()).toContain('There is no program version 999');
    expect((await post('/program/rollback', { version: 'x' })).status).toBe(400);
  });

  it('offers nothing to a viewer', async () => {
    const viewer = { headers: { cookie: (await server.signIn('viewer')).cookie } };
    expect(await (await fetch(`${server.url}/program`, viewer)).text()).not.toContain('Roll back to this');
    const refused = await fetch(`${server.url}/program/rollback`, { method: 'POST', ...viewer });
    expect(refused.status).toBe(403);
  });
});

it('the command line lists the versions, and says what a rollback cannot undo', async () => {
  const history = await runCli(server.env, ['program', 'history']);
  expect(history.stdout).toMatch(new RegExp(`^${was + 1} .*Fewer emails`, 'm'));
  const { versions } = JSON.parse((await runCli(server.env, ['program', 'history', '--json'])).stdout);
  expect(versions[0]).toMatchObject({ version: was + 1, change: change.id, approver: 'approver' });
  const before = await runCli(server.env, ['program', 'history', '--before', String(was + 1), '--json']);
  expect(JSON.parse(before.stdout).versions[0].version).toBe(was);
  const back = await runCli(server.env, ['program', 'rollback', String(was)]);
  expect(back.stdout).toContain('What cannot be undone');
});

it('the tool files one rollback, and gives it again when asked again', async () => {
  const ask = async () => {
    const response = await fetch(`${server.url}/api/tools/propose_change`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ roll_back_to: was }),
    });
    const { output } = (await response.json()) as {
      output: { change: { already_open?: true; sections: { heading: string }[] } };
    };
    return output;
  };
  const { change: rollback } = await ask();
  expect(rollback.sections.map(({ heading }) => heading)).toContain('What cannot be undone');
  expect((await ask()).change.already_open).toBe(true);
});
