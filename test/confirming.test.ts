import { beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from './server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});

const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
  const { ownerToken } = server.installation.secrets;
  const response = await fetch(server.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${ownerToken}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const wish = (points: number) => ({ scoring: { put_rules: [{ when: 'page_visit', points }] } });
const changes = () => server.installation.changes.list();

describe('a plan of a tool', () => {
  it('is of what a proposing tool would file, and files nothing', async () => {
    const { status, body } = await post('/api/tools/propose_change/plan', wish(5));
    expect([status, body]).toMatchObject([
      200,
      { plan: { title: 'Scoring: +5 for page_visit', edit_hash: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    ]);
    expect(await changes()).toEqual([]);
  });

  it('is not of a tool that does something else, which is not run', async () => {
    const { status, body } = await post('/api/tools/halt_sending/plan', { target: '*', reason: 'x' });
    expect([status, body]).toMatchObject([400, { error: { code: 'tool.proposes_nothing' } }]);
    expect(await server.installation.engine.halts()).toEqual([]);
  });

  it('binds what is filed to what was shown', async () => {
    const { body } = await post('/api/tools/propose_change/plan', wish(5));
    const shown = { 'x-trellis-edit-hash': (body.plan as { edit_hash: string }).edit_hash };
    const other = await post('/api/tools/propose_change', wish(50), shown);
    expect([other.status, other.body]).toMatchObject([409, { error: { code: 'change.moved' } }]);
    expect(await changes()).toEqual([]);
    expect((await post('/api/tools/propose_change', wish(5), shown)).status).toBe(200);
    expect(await changes()).toMatchObject([{ status: 'proposed', title: 'Scoring: +5 for page_visit' }]);
  });
});
