import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAgent } from '../agent/agent.ts';
import { createMeters } from '../agent/budgets/meter.ts';
import type { Usage } from '../agent/budgets/usage.ts';
import { createConversations } from '../agent/conversations.ts';
import { createModels } from '../agent/models/models.ts';
import type { Person } from '../engine/runtime/changes/types.ts';
import { startServer, type TestServer } from './server.ts';
import { runCli } from './support/run-cli.ts';

const mock = new LLMock({ port: 0 });
const model = 'openai-compatible:some';

let server: TestServer;
let marketer: { person: Person; cookie: string };
let viewer: { person: Person; cookie: string };
let admin: { person: Person; cookie: string };
beforeAll(async () => {
  await mock.start();
  server = await startServer({
    TRELLIS_MODEL: model,
    OPENAI_BASE_URL: `${mock.url}/v1`,
    TRELLIS_BUDGET_PERSON: 'steps=2',
    TRELLIS_PRICES: `${model}=2/10`,
  });
  [marketer, viewer, admin] = await Promise.all([
    server.signIn('marketer'),
    server.signIn('viewer'),
    server.signIn('admin'),
  ]);
});
afterAll(() => mock.stop());

const get = (path: string, { cookie }: { cookie: string }) =>
  fetch(server.url + path, { headers: { cookie } });
const usage = async (path: string, who: { cookie: string }) => (await (await get(path, who)).json()) as Usage;
const ask = (text: string, { cookie }: { cookie: string }) =>
  fetch(`${server.url}/api/chat`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify({ text }),
  });

describe('what language models took', () => {
  beforeAll(async () => {
    mock.on({ model: 'some' }, { content: 'Hello.', usage: { prompt_tokens: 1_000, completion_tokens: 50 } });
    expect(await (await ask('hello', marketer)).json()).toMatchObject({ text: 'Hello.', model });
  });

  it('is seen by an admin, and by whoever asked', async () => {
    const row = {
      ...{ model, purpose: 'answer', steps: 1, inputTokens: 1_000, outputTokens: 50, money: 0.0025 },
      person: { id: marketer.person.id, name: 'marketer', email: marketer.person.email },
    };
    for (const [path, who] of [
      ['/api/usage', admin],
      [`/api/usage?person=${marketer.person.email}`, admin],
      ['/api/usage', marketer],
      [`/api/usage?person=${marketer.person.id}`, marketer],
    ] as const)
      expect([path, (await usage(path, who)).rows]).toEqual([path, [expect.objectContaining(row)]]);
    expect((await usage('/api/usage', marketer)).today).toContainEqual({
      ...{ of: 'person', resource: 'steps', used: 1, limit: 2 },
    });
    expect(await (await get('/usage', admin)).text()).toContain('1,000 tokens in, 50 out');
    expect((await runCli(server.env, ['usage'])).stdout).toContain('0.0025');
  });

  it('stands below the answer by name, also when the page is opened again', async () => {
    const body = new URLSearchParams({ text: 'hello' });
    const headers = { cookie: admin.cookie, origin: server.url, 'x-fragment': 'yes' };
    const fragment = await fetch(`${server.url}/chat`, { method: 'POST', headers, body });
    expect(await fragment.text()).toContain('Answered by openai-compatible:some</p>');
    expect(await (await get('/', admin)).text()).toContain('Answered by openai-compatible:some</p>');
  });

  it('is written down of documents that somebody adds, too', async () => {
    mock.on({ model: 'some', responseFormat: 'json_object' }, { content: '{"kind":"checklist"}' });
    const added = await fetch(`${server.url}/api/library`, {
      method: 'POST',
      headers: { cookie: admin.cookie, 'content-type': 'application/json', origin: server.url },
      body: JSON.stringify({
        files: [{ name: 'hand-offs.md', text: '# Hand-offs\n\nHow sales takes over.' }],
      }),
    });
    await added.text();
    const { rows } = await usage(`/api/usage?person=${admin.person.id}`, admin);
    expect(rows).toContainEqual(expect.objectContaining({ purpose: 'document', model, steps: 1 }));
  });

  it('is not seen by others', async () => {
    const seen = await usage('/api/usage', viewer);
    expect([seen.rows, seen.today.map(({ of }) => of)]).toEqual([[], ['person', 'person']]);
    expect((await get(`/api/usage?person=${marketer.person.email}`, viewer)).status).toBe(403);
    expect(await (await get('/usage', viewer)).text()).not.toContain('1,000 tokens');
    expect((await fetch(`${server.url}/api/usage`)).status).toBe(401);
    expect((await get('/api/usage?person=nobody@example.com', admin)).status).toBe(404);
  });

  it('is nothing by the embedded interpreter, which goes on when the budget is used up', async () => {
    const { services, db, clock } = server.installation;
    const config = { model: `${model},interpreter`, baseUrl: `${mock.url}/v1` };
    const budgets = { turn: {}, person: { tokens: 10 }, installation: {} };
    const meterFor = createMeters({ db, budgets, prices: new Map(), clock });
    const agent = createAgent({
      models: createModels(config, { meterFor }),
      services,
      conversations: createConversations(db),
    });
    const before = (await usage('/api/usage', admin)).rows;
    const { person } = viewer;
    const request = {
      person,
      via: 'console',
      place: 'console:budget',
      text: 'list tracks',
      now: clock(),
    } as const;
    expect(await agent.answer(request)).toMatchObject({
      model: 'trellis:interpreter',
      toolCalls: [{ name: 'show_program' }],
    });
    expect((await usage('/api/usage', admin)).rows).toEqual(before);
  });

  it('ends with the budget, which says when it begins anew', async () => {
    expect((await ask('hello', marketer)).status).toBe(200);
    const refused = await ask('hello', marketer);
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({
      error: { code: 'budget.person_steps', message: expect.stringContaining('00:00 UTC') },
    });
    expect((await ask('hello', viewer)).status).toBe(200);
  });
});
