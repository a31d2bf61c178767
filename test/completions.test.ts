import { beforeAll, describe, expect, it } from 'vitest';
import { prompts } from '../mcp-server/prompts/registry.ts';
import { sampleProgram } from './runtime-world.ts';
import { startServer, type TestServer } from './server.ts';

let server: TestServer;
let cookie: string;
beforeAll(async () => {
  server = await startServer();
  const { db, engine } = server.installation;
  await db.transaction((tx) => engine.activate(tx, sampleProgram(), { changeId: null }));
  await engine.ingest([
    {
      messageId: 'a',
      source: 'test',
      userId: 'u1',
      email: 'ada@example.com',
      name: 'identify',
      occurredAt: Date.now(),
      properties: {},
      traits: { email: 'ada@example.com', first_name: 'Ada', job_title: 'Chief of staff' },
    },
  ]);
  cookie = (await server.signIn('viewer')).cookie;
});
const ask = async (query: string, headers: Record<string, string> = { cookie }) => {
  const response = await fetch(`${server.url}/api/completions?${query}`, { headers });
  return { status: response.status, body: (await response.json()) as { values: string[]; total: number } };
};
const values = async (query: string) => (await ask(query)).body.values;

describe('GET /api/completions', () => {
  it('knows the things of the program in force by id and title', async () => {
    expect(await ask('of=track&text=WEL')).toEqual({ status: 200, body: { values: ['welcome'], total: 1 } });
    expect(await values('of=segment')).toEqual(['visitors']);
    expect(await values('of=track&text=nothing')).toEqual([]);
    expect(await values('of=version')).toEqual(['2', '1']);
  });

  it('knows fields and what they may be, the words of leads among them, which taint who reads them', async () => {
    expect(await values('of=field&text=company_s')).toContain('company_size');
    expect(await values('of=value&field=lifecycle_stage&text=m')).toContain('mql');
    expect(await values('of=value&field=job_title')).toEqual(['Chief of staff']);
    const { recentTaint } = server.installation;
    const { person } = await server.signIn('viewer');
    expect(recentTaint.of({ proof: 'session', person })).toEqual(['field:job_title']);
  });

  it('knows everything that prompts ask to have completed', async () => {
    const live = prompts.flatMap((prompt) =>
      Object.values(prompt.arguments).flatMap(({ live }) => live ?? []),
    );
    for (const { of, field = '' } of live) {
      const { status } = await ask(new URLSearchParams({ of, ...(field && { field }) }).toString());
      expect([of, status]).toEqual([of, 200]);
      if (of === 'value') expect(await values(`of=field&text=${field}`)).toContain(field);
    }
  });

  it('never tells the values of a person’s own data', async () => {
    for (const field of ['email', 'first_name', 'last_name', 'account_name'])
      expect(await values(`of=value&field=${field}`)).toEqual([]);
  });

  it('is for who has signed in, and of what it knows', async () => {
    expect((await ask('of=track', {})).status).toBe(401);
    expect((await ask('of=lead')).status).toBe(400);
  });
});
