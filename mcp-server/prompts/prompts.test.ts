import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseCondition } from '../../engine/program/condition/parse.ts';
import { defaultVocabulary } from '../../engine/program/vocabulary.ts';
import { tools } from '../../tools/registry.ts';
import { buildServer } from '../build-server.ts';
import type { TrellisPort } from '../port/trellis-port.ts';
import { prompts } from './registry.ts';

const named = prompts.map((prompt) => [prompt.name, prompt] as const);
/** With everything said, and with only what is needed. */
const texts = prompts.flatMap((prompt) => {
  const all = Object.entries(prompt.arguments).map(([name, { words, live }]) => [
    name,
    words?.[0] ?? (live ? 'enterprise' : 'Payroll'),
    prompt.arguments[name]?.required,
  ]);
  return [all, all.filter(([, , required]) => required)].map((given, n): [string, string] => [
    `${prompt.name}${n === 0 ? '' : ', as little as possible'}`,
    prompt.text(Object.fromEntries(given)),
  ]);
});

describe('the prompts', () => {
  it.each(named)('%s is named like its file and described in one line', (name, { title, description }) => {
    expect(existsSync(join(import.meta.dirname, `${name.replaceAll('_', '-')}.ts`))).toBe(true);
    expect([title, description].join()).not.toContain('\n');
    expect(description.length).toBeLessThan(160);
  });

  it.each(named)('%s is in the guide with its arguments, those that are needed first', (name, prompt) => {
    const guide = readFileSync(join(import.meta.dirname, '../../docs/mcp.md'), 'utf8');
    const row = guide.split('\n').find((line) => line.startsWith(`| \`${name}\` |`));
    const all = Object.entries(prompt.arguments);
    const names = [true, false].map((needed) =>
      all.filter(([, { required = false }]) => required === needed).map(([argument]) => argument),
    );
    const said = names.filter(({ length }) => length > 0).map((some) => some.join(', '));
    expect(row?.split(' | ')[1]).toBe(said.join('; '));
  });

  it.each(texts)('%s names tools that there are, with arguments that they take', (_, text) => {
    const said = [...text.matchAll(/\b([a-z]+_[a-z_]+)\b/g)].map(([word]) => word);
    const known = new Set([
      ...tools.flatMap(({ name, input }) => [
        name,
        ...Object.keys((input as { shape?: object }).shape ?? {}),
      ]),
      ...Object.keys(defaultVocabulary.fields),
    ]);
    expect(said.filter((word) => !known.has(word))).toEqual([]);
    expect(said.some((word) => tools.some(({ name }) => name === word))).toBe(true);
  });

  it.each(texts)('%s has conditions that can be read', (_, text) => {
    for (const [, code = ''] of text.matchAll(/`([^`]+)`/g))
      if (/[A-Z=<>]{2,}| = /.test(code)) expect(parseCondition(code, defaultVocabulary)).toHaveProperty('op');
  });

  it.each(texts)('%s leaves nothing open', (_, text) => {
    expect(text).not.toMatch(/undefined|\[object|NaN|\n\n\n|``/);
  });

  it.each(texts.filter(([, text]) => text.includes('propose_')))(
    '%s says that filing is not approving',
    (_, text) => {
      expect(text).toMatch(/makes nothing active|if the person says so/);
    },
  );

  it('that a person starts with most is whole', () => {
    expect(texts[0]?.[1]).toMatchInlineSnapshot(`
      "Create a lead-nurturing system for Payroll.

      ## The brief
      - product: Payroll
      - business: Payroll
      - business model: b2b
      - sales cycle: short
      - lead sources: organic
      - lead types: mql
      - buyer journey: awareness
      - for the leads of segment: enterprise
      - automation platform: hubspot

      ## Do this, in order
      1. Call show_program: what is there already stays, and a system overwrites nothing.
      2. Call recommend_content with show gaps, to know for whom and which stage content is missing.
      3. Call build_system with product, model (a list), cycle, sources, lead_types, stages, platform, business and audience \`IN SEGMENT enterprise\`. Only the words of its schema are understood: choose the nearest, and say so.
      4. Tell what it made: the journey stage by stage with its tracks, the segments of each kind (who leads are, what they do, how far they are, whether they still read), the triggers, the scoring.
      5. Tell who would enter what, what the backtest says, what was assumed, and which content to write first.

      ## What a complete system covers
      - Journey: awareness (a problem is recognised), consideration (solutions are compared), decision (the purchase is weighed), implementation (first value), advocacy (success, referrals).
      - A lead moves on by points (50: consideration; 75: sales) and by signs of intent, such as a visit of the pricing page.
      - Large companies decide in 6 to 18 months and by committee, small ones in 2 to 8 weeks with one to three people: each has tracks of its own.
      - Every track has a goal, ends early when the goal is reached, and leaves leads alone who talk with sales.

      ## What holds throughout
      - Use ids, fields and values that the tools have shown, and content that the library has; say what is missing instead of inventing it.
      - Filing makes nothing active. Give the address of the change; a person approves or rejects it there.
      - Ask where the brief leaves open what would change the outcome, and say what you have assumed where it does not."
    `);
  });
});

describe('a client', () => {
  async function connect(read: TrellisPort['read'] = async () => ({ values: [], total: 0 })) {
    const reported: unknown[] = [];
    const port: TrellisPort = {
      list: async () => [],
      call: async () => ({ ok: true, output: {} }),
      plan: async () => ({ ok: false, error: { code: 'none', message: 'None.', faults: [] } }),
      read,
    };
    const report = (error: unknown) => void reported.push(error);
    const server = await buildServer({ port, version: '1', report, era: 'legacy' });
    const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
    const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: 'legacy' } });
    await server.connect(serverSide);
    await client.connect(clientSide as never);
    onTestFinished(() => client.close());
    const complete = async (prompt: string, name: string, value: string) =>
      (await client.complete({ ref: { type: 'ref/prompt', name: prompt }, argument: { name, value } }))
        .completion.values;
    return { client, complete, reported };
  }

  it('lists every prompt with its arguments', async () => {
    const { client } = await connect();
    const listed = (await client.listPrompts()).prompts;
    expect(listed.map(({ name, title }) => [name, title])).toEqual(
      prompts.map(({ name, title }) => [name, title]),
    );
    expect(listed[0]?.arguments?.slice(0, 4)).toEqual([
      { name: 'product', description: 'What is sold, as titles shall call it', required: true },
      { name: 'business_model', description: 'How it is sold; several with commas', required: true },
      { name: 'sales_cycle', description: 'How long, and by whom, it is decided', required: true },
      { name: 'business', description: 'The company in a few words', required: false },
    ]);
  });

  it('gets the words of the person in what they say; empty fields are not said', async () => {
    const { client } = await connect();
    const { messages } = await client.getPrompt({
      name: 'smb_fast_track',
      arguments: { title: 'Quick start', industry: 'fintech', weeks: ' ' },
    });
    expect(messages).toMatchObject([
      { role: 'user', content: { type: 'text', text: expect.stringContaining('“Quick start”') } },
    ]);
    expect(JSON.stringify(messages)).toContain('weeks: 3');
    await expect(client.getPrompt({ name: 'smb_fast_track', arguments: {} })).rejects.toThrow(/title/);
  });

  it('completes words, the last of several', async () => {
    const { complete } = await connect();
    expect(await complete('create_nurturing_system', 'sales_cycle', 'Co')).toEqual(['complex', 'committee']);
    expect(await complete('create_nurturing_system', 'business_model', 's')).toEqual(['smb', 'subscription']);
    expect(await complete('create_nurturing_system', 'business_model', 'b2b, smb,s')).toEqual([
      'b2b, smb, subscription',
    ]);
    expect(await complete('create_nurturing_system', 'product', 'P')).toEqual([]);
  });

  it('completes what the company has, and nothing where that cannot be told', async () => {
    const asked: string[] = [];
    const { complete } = await connect(async (path) => {
      asked.push(path);
      return { values: ['fintech', 'finance'], total: 2 };
    });
    expect(await complete('smb_fast_track', 'industry', 'fin')).toEqual(['fintech', 'finance']);
    expect(asked).toEqual(['/api/completions?of=value&text=fin&field=industry']);
    const failing = await connect(async () => {
      throw new Error('gone');
    });
    expect(await failing.complete('ab_test_design', 'track', '')).toEqual([]);
    expect(failing.reported).toHaveLength(1);
  });
});
