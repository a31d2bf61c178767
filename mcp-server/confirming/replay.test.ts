import { createMcpHandler, createRequestStateCodec } from '@modelcontextprotocol/server';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { modernAnswer, modernCall } from '../../test/support/modern-call.ts';
import { defineTool } from '../../tools/tool.ts';
import { buildServer } from '../build-server.ts';
import type { TrellisPort } from '../port/trellis-port.ts';
import { createFilings } from './filings.ts';

const tool = (name: string) =>
  defineTool({
    name,
    title: name,
    description: name,
    input: z.looseObject({}),
    output: z.looseObject({}),
    annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
    proposes: true,
    role: 'marketer',
    run: async () => ({}),
  });
const population = { entering: {}, also_on: {}, repeated: {}, in_flight: {}, leaving: 0, leads: 9 };
const plan = { title: 'T', base_version: 1, diff: ['d'], population, risk: 'low', sections: [] } as const;
const accepted = { file: { action: 'accept', content: { file: true } } };
const elicitation = { elicitation: { form: {} } };

/** A client that writes every byte itself. */
function attack() {
  const filed: unknown[] = [];
  const as = { principal: 'local:ada' };
  const port: TrellisPort = {
    list: async () => [tool('propose_change'), tool('propose_track')],
    async call(name, input, options) {
      filed.push([name, input, options?.editHash]);
      return {
        ok: true,
        output: { change: { id: `c${filed.length}`, title: 'T', url: 'x', status: 'proposed' } },
      };
    },
    plan: async () => ({ ok: true, plan: { ...plan, diff: [...plan.diff], sections: [], edit_hash: 'e1' } }),
    read: async () => ({}),
  };
  const filings = createFilings();
  const handler = createMcpHandler(
    () =>
      buildServer({
        port,
        version: '1',
        report: () => {},
        era: 'modern',
        filings,
        principal: () => as.principal,
      }),
    { legacy: 'reject' },
  );
  const send = async (
    answer: { inputResponses?: object; requestState?: unknown } = {},
    args: object = { title: 'x' },
    name = 'propose_change',
  ) => {
    const request = modernCall({ name, arguments: args, ...answer }, elicitation);
    const init = { method: 'POST', ...request };
    return modernAnswer(await handler.fetch(new Request('http://trellis.test/mcp', init)));
  };
  const asked = async () => {
    const { result } = await send();
    expect(result?.resultType).toBe('input_required');
    return result?.requestState as string;
  };
  return { send, asked, filed, as, filings };
}
const refused = { error: { code: -32_602, message: 'Invalid or expired requestState' } };

test('an answer that comes twice is filed once, and gets the same outcome', async () => {
  const { send, asked, filed } = attack();
  const answer = { inputResponses: accepted, requestState: await asked() };
  const [first, second] = [await send(answer), await send(answer)];
  expect(first.result?.content).toEqual(second.result?.content);
  expect(filed).toEqual([['propose_change', { title: 'x' }, 'e1']]);
});

test('what was declined cannot be accepted after', async () => {
  const { send, asked, filed } = attack();
  const requestState = await asked();
  await send({ inputResponses: { file: { action: 'decline' } }, requestState });
  const { result } = await send({ inputResponses: accepted, requestState });
  expect(result?.content?.[0]?.text).toContain('(confirm.declined)');
  expect(filed).toEqual([]);
});

test('an answer without the question that it is to is asked first', async () => {
  const { send, filed } = attack();
  expect((await send({ inputResponses: accepted })).result?.resultType).toBe('input_required');
  expect(filed).toEqual([]);
});

test('an answer to other arguments, or another tool, files nothing', async () => {
  const { send, asked, filed } = attack();
  const answer = { inputResponses: accepted, requestState: await asked() };
  for (const result of [
    await send(answer, { title: 'y' }),
    await send(answer, { title: 'x' }, 'propose_track'),
  ])
    expect(result.result?.content?.[0]?.text).toContain('(confirm.other_call)');
  expect(filed).toEqual([]);
});

test('the same arguments in another order are the same', async () => {
  const { send, filed } = attack();
  const { result } = await send({}, { title: 'x', edits: [] });
  await send({ inputResponses: accepted, requestState: result?.requestState }, { edits: [], title: 'x' });
  expect(filed).toHaveLength(1);
});

test('somebody else’s answer is refused', async () => {
  const { send, asked, filed, as } = attack();
  const requestState = await asked();
  as.principal = 'local:bob';
  expect(await send({ inputResponses: accepted, requestState })).toMatchObject(refused);
  expect(filed).toEqual([]);
});

test('what was made up, changed, signed elsewhere or too long ago is refused', async () => {
  const { send, asked, filed, filings } = attack();
  const real = await asked();
  const [head = '', mac = ''] = real.slice(3).split('.');
  const body = JSON.parse(Buffer.from(head, 'base64url').toString());
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const context = { mcpReq: { method: 'tools/call' } } as never;
  const signed = (key: Uint8Array, ttlSeconds: number) =>
    createRequestStateCodec({ key, ttlSeconds, bind: () => 'tools/call\0local:ada' }).mint(body.p, context);
  const forged = [
    'x',
    '',
    real.slice(0, -2),
    `v1.${encode({ ...body, p: { ...body.p, editHash: 'e2' } })}.${mac}`,
    `v1.${encode({ ...body, exp: body.exp + 1 })}.${mac}`,
    await signed(createFilings().key, 600),
    await signed(filings.key, -1),
    { file: true },
  ];
  for (const requestState of forged)
    expect([requestState, await send({ inputResponses: accepted, requestState })]).toMatchObject([
      requestState,
      { error: { code: -32_602 } },
    ]);
  expect(filed).toEqual([]);
  // The same key and time would do: it is the two that the others lack.
  await send({ inputResponses: accepted, requestState: await signed(filings.key, 600) });
  expect(filed).toHaveLength(1);
});
