import { beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../engine/runtime/changes/types.ts';
import type { IncomingEvent } from '../engine/runtime/types.ts';
import { callTool } from '../tools/call.ts';
import { explainLeadTool } from '../tools/explain-lead.ts';
import { sampleProgram } from './runtime-world.ts';
import { startServer, type TestServer } from './server.ts';
import { runCli } from './support/run-cli.ts';

let server: TestServer;
let cookie: string;
let id: string;
let person: Person;
const email = 'jane@faces.example';
beforeAll(async () => {
  server = await startServer();
  ({ cookie, person } = await server.signIn('viewer'));
  const { engine, db } = server.installation;
  const program = sampleProgram({
    triggers: {},
    segments: { visitors: { title: 'Visitors', when: 'page_visits >= 2 IN last_7_days' } },
  });
  await db.transaction((tx) => engine.activate(tx, program, { changeId: null }));
  const event = (name: string, properties: IncomingEvent['properties'], n: number): IncomingEvent => ({
    messageId: `m${n}`,
    source: 'test',
    email,
    name,
    occurredAt: Date.now(),
    properties,
    ...(n === 0 && { traits: { first_name: 'Jane', last_name: '<b>Roe</b>' } }),
  });
  await engine.ingest([
    event('consent_granted', { purpose: 'marketing', basis: 'consent' }, 0),
    event('page_visit', { page_url: '/pricing' }, 1),
    event('page_visit', { page_url: '/<script>alert(1)</script>' }, 2),
  ]);
  await engine.dispatch([{ kind: 'email', send: async () => ({ status: 'sent', messageId: 'x' }) }]);
  id = (await engine.findLead(email)) as string;
});

const get = (path: string) => fetch(server.url + path, { headers: { cookie }, redirect: 'manual' });
const json = async (path: string) => (await get(path)).json() as Promise<Record<string, unknown>>;
const cli = (...args: string[]) => runCli(server.env, args);
const got =
  /^Jane <b>Roe<\/b> got email 1 “hello” of “Welcome” on .+, which made the entry condition true: in segment “Visitors”, as there were 2 page visits/;

describe('why, over HTTP', () => {
  it('is told of an email, a track and the score, with the same two sentences as anywhere', async () => {
    const why = await json(`/api/leads/${email}/why?email=`);
    expect(why).toMatchObject({ got: true, values: 'replayed', effect: '3:0', guards: expect.any(Array) });
    expect((why.sentences as string[])[0]).toMatch(got);
    expect(await json(`/api/leads/${id}/why?track=welcome`)).toMatchObject({
      enrolment: { because: { by: 'entry' } },
    });
    expect(await json(`/api/leads/${id}/why?score=true`)).toMatchObject({ total: 30 });
  });

  it('gives the timeline page by page, and the lead as it stood', async () => {
    const first = await json(`/api/leads/${id}/timeline?limit=2`);
    const rest = await json(`/api/leads/${id}/timeline?before=${first.before}`);
    const seqs = [...(first.entries as { seq: number }[]), ...(rest.entries as { seq: number }[])].map(
      ({ seq }) => seq,
    );
    expect(seqs).toEqual([4, 3, 2, 1]);
    expect(rest.before).toBeNull();
    expect((await json(`/api/leads/${id}/timeline?limit=4`)).before).toBeNull();
    expect(await json(`/api/leads/${id}/at?time=${new Date().toISOString()}`)).toMatchObject({
      seq: 4,
      differsFrom: null,
    });
  });

  it('lists whom a rule did something for, and refuses what it does not understand, naming the fault', async () => {
    expect(await json('/api/explain?rule=entry:welcome&did=email:hello')).toMatchObject({
      hits: [{ lead: id, deeds: [{ did: 'email', item: 'hello' }] }],
      next: null,
    });
    for (const [path, status] of [
      ['/api/explain?rule=trigger:nope', 404],
      ['/api/explain?rule=entry:welcome&did=magic', 400],
      ['/api/explain?rule=entry:welcome&before=x', 400],
      [`/api/leads/${id}/why`, 400],
      [`/api/leads/${id}/why?track=nope`, 404],
      ['/api/leads/nobody@faces.example/timeline', 404],
      [`/api/leads/${id}/at?time=yesterday`, 400],
    ] as const)
      expect([path, (await get(path)).status]).toEqual([path, status]);
    expect((await fetch(`${server.url}/api/explain?rule=entry:welcome`)).status).toBe(401);
  });
});

describe('why, on the console', () => {
  it('is on the page of the lead, which shows what others wrote as text', async () => {
    const page = await (await get(`/leads/${id}?email=3:0`)).text();
    expect(page).toContain('Why this email');
    expect(page).toContain('which made the entry condition true: in segment “Visitors”');
    expect(page).toContain('passed: consent to marketing since');
    expect(page).not.toContain('<script>alert');
    expect(page).not.toContain('<b>Roe');
    expect((await get(`/leads?q=${email}`)).headers.get('location')).toBe(`/leads/${id}`);
    expect((await get('/leads?q=Nobody')).status).toBe(404);
    expect((await get('/leads/nobody')).status).toBe(404);
  });
});

describe('why, on the command line', () => {
  it('is told in words and as data', async () => {
    const [words, data, rule, before] = await Promise.all([
      cli('explain', email, '--email'),
      cli('explain', email, '--track', 'welcome', '--json'),
      cli('explain', '--rule', 'score:pricing'),
      cli('replay', '--lead', email, '--at', '2020-01-01'),
    ]);
    expect(words.stdout).toMatch(got);
    expect(JSON.parse(data.stdout)).toMatchObject({ track: 'welcome' });
    expect(rule.stdout).toContain('+20 points by “A pricing visit”');
    expect(before.stdout).toContain('had not arrived yet');
  });
});

describe('why, as a tool', () => {
  it('answers any of its names, and taints the turn', async () => {
    const { services, clock } = server.installation;
    for (const [input, tells] of [
      [{ lead: email, about: 'email' }, got],
      [{ lead: 'jane', about: 'email', email: '1', track: 'Welcome' }, got],
      [{ lead: id, about: 'track' }, /^Jane .+ has been on “Welcome” since/],
      [{ lead: email, about: 'score' }, /has a score of 30/],
    ] as const) {
      const context = { person, via: 'api' as const, now: clock(), tainted: [] as string[], services };
      const answer = await callTool(explainLeadTool, input, context);
      expect(answer.ok && answer.output.explanations[0]?.sentences[0]).toMatch(tells);
      expect(context.tainted).toContain(`lead:${id}`);
    }
  });

  it('is what the chat asks', async () => {
    const response = await fetch(`${server.url}/api/chat`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ text: `why did ${email} get this email?` }),
    });
    expect(await response.text()).toContain('which made the entry condition true');
  });
});
