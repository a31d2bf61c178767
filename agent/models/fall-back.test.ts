import { LLMock } from '@copilotkit/aimock';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AgentAnswer, AgentRequest } from '../agent.ts';
import { asked, testAgent } from '../test-turn.ts';
import type { ModelParts } from './models.ts';

const mock = new LLMock({ port: 0 });
beforeAll(() => mock.start());
afterAll(() => mock.stop());
afterEach(() => {
  vi.useRealTimers();
  mock.reset();
});

const failing = (status: number) => ({ error: { message: 'words of the provider' }, status });
const counting = { toolCalls: [{ name: 'count_leads', arguments: '{"segment":"smb"}' }] };
/** What each model was asked, in order. */
const requests = () => mock.getRequests().map(({ body }) => (body as { model: string }).model);

describe.each([
  ['Responses', 'openai:a', 'openai:b'],
  ['Chat Completions', 'openai-compatible:a', 'openai-compatible:b'],
] as const)('over the %s protocol', (_, a, b) => {
  describe.each(['whole', 'streamed'] as const)('%s', (way) => {
    const agentOf = (model: string, parts?: ModelParts, limits?: { timeoutMs?: number }) => {
      const logged: unknown[] = [];
      const config = { model, apiKey: 'test', baseUrl: `${mock.url}/v1` };
      const { agent, conversations } = testAgent(config, limits, undefined, {
        log: (...entry) => logged.push(entry),
        ...parts,
      });
      const ask = async (request: AgentRequest): Promise<AgentAnswer> => {
        if (way === 'whole') return agent.answer(request);
        for await (const event of agent.stream(request)) if (event.type === 'answer') return event.answer;
        throw new Error('The stream ended without an answer.');
      };
      return { ask: (text: string) => ask(asked(text)), conversations, logged };
    };

    it.each([500, 429, 401, 404, 400])('asks the next model when the first answers %i', async (status) => {
      mock.on({ model: 'a' }, failing(status));
      mock.on({ model: 'b' }, { content: 'From b.' });
      const { ask, logged } = agentOf(`${a},${b}`);
      expect(await ask('How many?')).toMatchObject({ text: 'From b.', model: b });
      // What may pass is tried again first; what will not is not.
      expect(requests()).toEqual([...Array(status >= 429 ? 3 : 1).fill('a'), 'b']);
      expect(logged).toEqual([
        ['A model failed and the next one is asked', expect.objectContaining({ model: a, status })],
      ]);
    });

    it('goes on with the next model where the first had begun, names both, and does nothing again', async () => {
      mock.on({ model: 'a', hasToolResult: false }, counting);
      mock.on({ model: 'a', hasToolResult: true }, failing(503));
      mock.on({ model: 'b', toolResultContains: '42' }, { content: 'There are 42.' });
      const { ask } = agentOf(`${a},${b}`);
      const answer = await ask('How many SMB leads?');
      expect(answer).toMatchObject({ text: 'There are 42.', model: `${a}, ${b}` });
      expect(answer.toolCalls).toHaveLength(1);
    });

    it('asks the next model when the first takes too long to begin', async () => {
      mock.on({ model: 'a' }, { content: 'late' }, { chaos: { latencyMs: 5_000 } });
      mock.on({ model: 'b' }, { content: 'From b.' });
      const { ask, logged } = agentOf(`${a},${b}`, { patienceMs: 80 });
      expect(await ask('How many?')).toMatchObject({ text: 'From b.', model: b });
      expect(logged).toMatchObject([[expect.any(String), { model: a, code: 'model.timeout' }]]);
    });

    it('asks the next model when the answer of the first is empty', async () => {
      mock.on({ model: 'a' }, { content: '' });
      mock.on({ model: 'b' }, { content: 'From b.' });
      expect(await agentOf(`${a},${b}`).ask('How many?')).toMatchObject({ text: 'From b.', model: b });
    });

    it('ends in a typed error when none answers, and keeps nothing', async () => {
      mock.on({ model: /^[ab]$/ }, failing(500));
      const { ask, conversations } = agentOf(`${a},${b}`);
      await expect(ask('How many?')).rejects.toMatchObject({ code: 'model.unavailable' });
      expect(conversations.messages).toEqual([]);
    });

    it('ends with what the tools found when none goes on; the interpreter does not begin again', async () => {
      mock.on({ model: 'a', hasToolResult: false }, counting);
      mock.on({ model: 'a', hasToolResult: true }, failing(500));
      const answer = await agentOf(`${a},interpreter`).ask('How many SMB leads?');
      expect(answer).toMatchObject({ model: a, partial: 'model.unavailable' });
      expect(answer.toolCalls).toHaveLength(1);
    });

    it('waits as long as the provider asks, and not when that is long', async () => {
      const waits: number[] = [];
      const parts = { wait: async (ms: number) => void waits.push(ms) };
      mock.on({ model: 'b' }, { content: 'From b.' });
      mock.on({ model: 'a', sequenceIndex: 0 }, { ...failing(429), retryAfter: 2 });
      mock.on({ model: 'a' }, { content: 'From a.' });
      expect((await agentOf(`${a},${b}`, parts).ask('How many?')).text).toBe('From a.');
      expect(waits).toEqual([2_000]);
      mock.reset();
      mock.on({ model: 'a' }, { ...failing(429), retryAfter: 60 });
      mock.on({ model: 'b' }, { content: 'From b.' });
      expect((await agentOf(`${a},${b}`, parts).ask('How many?')).text).toBe('From b.');
      expect(waits).toEqual([2_000]);
    });

    it('lets a model be that failed five times in a row, and tries it again after half a minute', async () => {
      vi.useFakeTimers({ toFake: ['Date'] });
      mock.on({ model: 'a' }, failing(500));
      mock.on({ model: 'b' }, { content: 'From b.' });
      const { ask } = agentOf(`${a},${b}`);
      for (let turn = 0; turn < 3; turn++) expect((await ask('How many?')).model).toBe(b);
      expect(requests().filter((name) => name === 'a')).toHaveLength(5);
      vi.advanceTimersByTime(31_000);
      mock.reset();
      mock.on({ model: 'a' }, { content: 'Back again.' });
      for (let turn = 0; turn < 2; turn++) expect((await ask('How many?')).model).toBe(a);
    });
  });

  it('runs no tool of a step that was cut in the middle', async () => {
    mock.on(
      { model: 'a' },
      { toolCalls: [{ name: 'propose_nothing', arguments: '{}' }, ...counting.toolCalls] },
      {
        truncateAfterChunks: way(a),
        latency: 1,
        chunkSize: 40,
      },
    );
    const { agent, conversations } = testAgent({ model: a, apiKey: 'test', baseUrl: `${mock.url}/v1` });
    const run = async () => {
      for await (const event of agent.stream(asked('How many?'))) expect(event.type).not.toBe('tool-result');
    };
    await expect(run()).rejects.toMatchObject({ code: 'model.cut_off' });
    expect(conversations.messages).toEqual([]);
  });
});

/** So many chunks that the calls are there and the end of the step is not. */
const way = (model: string) => (model.startsWith('openai:') ? 11 : 6);
