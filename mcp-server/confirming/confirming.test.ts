import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { createMcpHandler, InMemoryTransport } from '@modelcontextprotocol/server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../tools/tool.ts';
import { buildServer } from '../build-server.ts';
import type { ShownPlan, TrellisPort } from '../port/trellis-port.ts';
import { createFilings } from './filings.ts';

const propose = defineTool({
  name: 'propose_change',
  title: 'Propose a change',
  description: 'Proposes.',
  input: z.looseObject({}),
  output: z.looseObject({}),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  proposes: true,
  role: 'marketer',
  run: async () => ({}),
});
const population = { entering: {}, also_on: {}, repeated: {}, in_flight: {}, leaving: 0, leads: 9 };
const plan: ShownPlan = {
  title: 'Wait longer',
  base_version: 3,
  diff: ['Welcome: waits 5 days, not 3'],
  population,
  risk: 'low',
  sections: [{ heading: 'Who is affected', lines: ['4 leads'] }],
  edit_hash: 'e1',
};

/** A Trellis that keeps what it was asked for, and whose page an approver is quick on. */
function trellis() {
  const calls: unknown[][] = [];
  const state = { editHash: 'e1', status: 'proposed' };
  const url = 'http://trellis.test/changes/c1';
  const change = () => ({ id: 'c1', title: 'Wait longer', url, status: state.status });
  const port: TrellisPort = {
    list: async () => [propose],
    async call(name, input, { editHash } = {}) {
      calls.push([name, input, editHash]);
      if (editHash !== undefined && editHash !== state.editHash)
        return { ok: false, error: { code: 'change.moved', message: 'Moved.', faults: [] } };
      return { ok: true, output: { change: change() } };
    },
    plan: async () => ({ ok: true, plan: { ...plan, edit_hash: state.editHash } }),
    read: async () => ({}),
  };
  return { port, calls, state, filed: () => calls.filter(([name]) => name === 'propose_change') };
}

type Reply = (asked: { mode?: string; message: string; url?: string }) => object;
const era = ['legacy', 'modern'] as const;

async function connect(
  version: (typeof era)[number],
  port: TrellisPort,
  { elicitation, reply }: { elicitation?: { form?: object; url?: object }; reply?: Reply } = {},
) {
  const client = new Client(
    { name: 'test', version: '1' },
    {
      capabilities: (elicitation ? { elicitation } : {}) as never,
      versionNegotiation: { mode: version === 'modern' ? 'auto' : 'legacy' },
    },
  );
  const asked: Parameters<Reply>[0][] = [];
  if (elicitation) {
    client.setRequestHandler('elicitation/create', async ({ params }) => {
      asked.push(params as never);
      return (reply?.(params as never) ?? { action: 'cancel' }) as never;
    });
  }
  const build = () => buildServer({ port, version: '1', report: () => {}, era: version, filings });
  const filings = createFilings();
  if (version === 'modern') {
    const handler = createMcpHandler(build, { legacy: 'reject' });
    const send = (url: string | URL, init?: RequestInit) => handler.fetch(new Request(url, init));
    await client.connect(
      new StreamableHTTPClientTransport(new URL('http://trellis.test/mcp'), { fetch: send }),
    );
  } else {
    const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
    await (await build()).connect(serverSide);
    await client.connect(clientSide as never);
  }
  onTestFinished(() => client.close());
  const call = (args: Record<string, unknown> = { title: 'x' }) =>
    client.callTool({ name: 'propose_change', arguments: args });
  return { call, asked };
}
const yes: Reply = ({ mode }) => ({ action: 'accept', ...(mode !== 'url' && { content: { file: true } }) });

describe.each(era)('a client of the %s era', (version) => {
  test('that cannot ask is not asked: it is filed at once, with its address', async () => {
    const { port, filed } = trellis();
    const { call } = await connect(version, port);
    expect((await call()).content).toMatchObject([{ text: expect.stringContaining('/changes/c1') }, {}]);
    expect(filed()).toEqual([['propose_change', { title: 'x' }, undefined]]);
  });

  test('that can ask shows the person what would be filed, and files that only', async () => {
    const { port, filed } = trellis();
    const { call, asked } = await connect(version, port, { elicitation: { form: {} }, reply: yes });
    expect((await call()).structuredContent).toMatchObject({ change: { id: 'c1' } });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.message).toMatch(
      /“Wait longer”[\s\S]*waits 5 days[\s\S]*4 leads[\s\S]*makes nothing active/,
    );
    expect(filed()).toEqual([['propose_change', { title: 'x' }, 'e1']]);
  });

  test.each([
    [{ action: 'decline' }],
    [{ action: 'cancel' }],
    [{ action: 'accept', content: { file: false } }],
  ])('files nothing after %o', async (answer) => {
    const { port, filed } = trellis();
    const { call } = await connect(version, port, { elicitation: { form: {} }, reply: () => answer });
    const result = await call();
    expect([result.isError, result.content]).toMatchObject([
      true,
      [{ text: expect.stringContaining('(confirm.declined)') }],
    ]);
    expect(filed()).toEqual([]);
  });

  test('shows it again where it is no longer what was shown', async () => {
    const { port, state, filed } = trellis();
    const moving: Reply = (asked) => {
      if (state.editHash === 'e1') state.editHash = 'e2';
      return yes(asked);
    };
    const { call, asked } = await connect(version, port, { elicitation: {}, reply: moving });
    expect((await call()).isError).toBeFalsy();
    expect(asked).toHaveLength(2);
    expect(filed().map(([, , editHash]) => editHash)).toEqual(['e1', 'e2']);
  });

  test('that opens pages is offered that of the change, and told how it stands after', async () => {
    const { port, state, filed } = trellis();
    const settle: Reply = (asked) => {
      if (asked.mode === 'url') state.status = 'applied';
      return yes(asked);
    };
    const { call, asked } = await connect(version, port, {
      elicitation: { form: {}, url: {} },
      reply: settle,
    });
    expect((await call()).structuredContent).toMatchObject({ change: { status: 'applied' } });
    expect(asked.map(({ mode, url }) => [mode ?? 'form', url])).toEqual([
      ['form', undefined],
      ['url', 'http://trellis.test/changes/c1'],
    ]);
    expect(filed()).toHaveLength(1);
  });

  test('is not asked about a plan, or about what is open already', async () => {
    const { port, filed } = trellis();
    const open: TrellisPort = {
      ...port,
      plan: async () => ({ ok: true, plan: { ...plan, open: { id: 'c1', url: 'http://trellis.test/c1' } } }),
    };
    const { call, asked } = await connect(version, open, { elicitation: { form: {} }, reply: yes });
    await call({ title: 'x', only_plan: true });
    await call();
    expect(asked).toEqual([]);
    expect(filed()).toHaveLength(2);
  });

  test('is told what is wrong with the call before anybody is asked', async () => {
    const { port } = trellis();
    const wrong: TrellisPort = {
      ...port,
      plan: async () => ({ ok: false, error: { code: 'input.invalid', message: 'Mend it.', faults: [] } }),
    };
    const { call, asked } = await connect(version, wrong, { elicitation: { form: {} }, reply: yes });
    expect((await call()).content).toMatchObject([{ text: 'Mend it. (input.invalid)' }]);
    expect(asked).toEqual([]);
  });
});
