import { Client } from '@modelcontextprotocol/client';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { beforeAll, expect, test } from 'vitest';
import { tools } from '../tools/registry.ts';
import { buildServer } from './build-server.ts';
import type { TrellisPort } from './port/trellis-port.ts';

const mostTools = 15;
const mostTokens = 4_000;

let client: Client;
beforeAll(async () => {
  const port = { list: async () => [...tools] } as Partial<TrellisPort> as TrellisPort;
  const server = await buildServer({ port, version: '1', report: () => {}, era: 'legacy' });
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  client = new Client({ name: 'test', version: '1' });
  await Promise.all([server.connect(serverSide), client.connect(clientSide)]);
  return () => client.close();
});

// Every model that works with Trellis has read these: who changes one sees in the review what it reads from then on.
test.each(tools.map(({ name }) => name))('%s is defined as it was', async (name) => {
  const { tools: listed } = await client.listTools();
  expect(listed.find((tool) => tool.name === name)).toMatchSnapshot();
});

test('the prompts are defined as they were', async () => {
  expect((await client.listPrompts()).prompts).toMatchSnapshot();
});

test('the templates of resources are defined as they were', async () => {
  expect((await client.listResourceTemplates()).resourceTemplates).toMatchSnapshot();
});

test(`at most ${mostTools} tools and ${mostTokens} tokens go to the client`, async () => {
  const { tools: listed } = await client.listTools();
  const counts = listed.map(({ name, description = '', inputSchema }) => {
    const parts = [name, description, JSON.stringify(inputSchema)];
    return [name, parts.reduce((sum, part) => sum + encode(part).length, 0)] as const;
  });
  const tokens = counts.reduce((sum, [, count]) => sum + count, 0);
  console.info(`${listed.length} tools, ${tokens} tokens (o200k) of names, descriptions and input schemas`);
  expect(listed.length).toBeLessThanOrEqual(mostTools);
  expect(tokens, JSON.stringify(Object.fromEntries(counts))).toBeLessThanOrEqual(mostTokens);
});
