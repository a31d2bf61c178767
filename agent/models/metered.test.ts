import { LLMock } from '@copilotkit/aimock';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AgentAnswer } from '../agent.ts';
import { budgetError } from '../budgets/errors.ts';
import type { MeterFor, Spent } from '../budgets/types.ts';
import { asked, testAgent } from '../test-turn.ts';
import { metered } from './metered.ts';

const mock = new LLMock({ port: 0 });
beforeAll(() => mock.start());
afterAll(() => mock.stop());
afterEach(() => {
  mock.reset();
});

const counting = { toolCalls: [{ name: 'count_leads', arguments: '{"segment":"smb"}' }] };

/** Notes what is set aside and settled; has room for so many steps. */
function noting(room = Infinity) {
  const kept: { model: string; wanted: number; settled: (Spent | 'nothing')[] }[] = [];
  const meterFor: MeterFor = () => ({
    async reserve(model, { input, output }) {
      if (kept.length >= room)
        throw budgetError({ scope: 'person', resource: 'tokens', limit: 9, used: 9, wanted: 1 });
      const settled: (Spent | 'nothing')[] = [];
      kept.push({ model, wanted: input + output, settled });
      // Only the first counts, as in the real one.
      return async (spent) => void (settled.length === 0 && settled.push(spent));
    },
  });
  return { kept, meterFor };
}

describe.each([
  ['Responses', 'openai:a'],
  ['Chat Completions', 'openai-compatible:a'],
] as const)('what a step takes, over the %s protocol', (_, model) => {
  describe.each(['whole', 'streamed'] as const)('%s', (way) => {
    const ask = async (meterFor: MeterFor, names: string = model): Promise<AgentAnswer> => {
      const config = { model: names, apiKey: 'test', baseUrl: `${mock.url}/v1` };
      const { agent } = testAgent(config, undefined, undefined, { meterFor });
      if (way === 'whole') return agent.answer(asked('How many?'));
      for await (const event of agent.stream(asked('How many?')))
        if (event.type === 'answer') return event.answer;
      throw new Error('The stream ended without an answer.');
    };
    const usage =
      model === 'openai:a'
        ? { input_tokens: 800, output_tokens: 40 }
        : { prompt_tokens: 800, completion_tokens: 40 };

    it('is set aside before it and settled by what the provider tells', async () => {
      mock.on({ hasToolResult: false }, { ...counting, usage });
      mock.on({ hasToolResult: true }, { content: 'There are 42.', usage });
      const { kept, meterFor } = noting();
      await ask(meterFor);
      expect(kept).toHaveLength(2);
      for (const { settled, wanted } of kept) {
        expect(wanted).toBeGreaterThan(2_000);
        expect(settled).toEqual([
          expect.objectContaining({ input: 800, output: 40, ms: expect.any(Number) }),
        ]);
      }
    });

    it('is nothing where the provider refuses it', async () => {
      mock.on({ model: 'a' }, { error: { message: 'no' }, status: 401 });
      const { kept, meterFor } = noting();
      await expect(ask(meterFor)).rejects.toMatchObject({ code: 'model.unauthorised' });
      expect(kept.map(({ settled }) => settled)).toEqual([['nothing']]);
    });

    it('ends the turn with what tools found when the budget has no room for the next', async () => {
      mock.on({ model: 'a' }, counting);
      const answer = await ask(noting(1).meterFor);
      expect(answer).toMatchObject({ partial: 'budget.person_tokens', model });
      expect(answer.toolCalls).toHaveLength(1);
      expect(answer.text).toContain('An operator can raise it with TRELLIS_BUDGET_PERSON.');
    });

    it('is not asked for without room: a typed error, and no request', async () => {
      await expect(ask(noting(0).meterFor)).rejects.toMatchObject({
        code: 'budget.person_tokens',
        mender: 'operator',
      });
      expect(mock.getRequests()).toEqual([]);
    });
  });

  it('is what came before the person went', async () => {
    const content = `There are many.\n${'And more. '.repeat(80)}`;
    mock.on({ model: 'a' }, { content }, { chunkSize: 10, latency: 10 });
    const { kept, meterFor } = noting();
    const config = { model, apiKey: 'test', baseUrl: `${mock.url}/v1` };
    const { agent } = testAgent(config, undefined, undefined, { meterFor });
    const gone = new AbortController();
    for await (const event of agent.stream({ ...asked('How many?'), signal: gone.signal }))
      if (event.type === 'text') gone.abort();
    expect(kept.map(({ settled }) => settled)).toEqual([
      [{ output: expect.any(Number), ms: expect.any(Number) }],
    ]);
  });

  it('is what came of a stream that was cut', async () => {
    mock.on(
      { model: 'a' },
      { content: 'An answer that does not come to its end.' },
      {
        truncateAfterChunks: 6,
        chunkSize: 5,
        latency: 1,
      },
    );
    const { kept, meterFor } = noting();
    const config = { model, apiKey: 'test', baseUrl: `${mock.url}/v1` };
    const { agent } = testAgent(config, undefined, undefined, { meterFor });
    for await (const event of agent.stream(asked('How many?')))
      if (event.type === 'answer') expect(event.answer.partial).toBe('model.cut_off');
    const [spent] = kept[0]?.settled ?? [];
    expect(spent).toMatchObject({ output: expect.any(Number) });
    expect((spent as Spent).output).toBeGreaterThan(0);
    expect((spent as Spent).output).toBeLessThan(20);
  });
});

it('settles what nobody begins to read', async () => {
  const { kept, meterFor } = noting();
  const stream = new ReadableStream({ start: (controller) => controller.close() });
  const silent = { generate: () => Promise.reject(new Error('not asked')), stream: async () => ({ stream }) };
  const one = metered('openai:a', silent, meterFor({ purpose: 'answer' }));
  await (await one.stream({ prompt: [] }, {})).stream.cancel();
  expect(kept.map(({ settled }) => settled)).toEqual([[{ output: 0, ms: expect.any(Number) }]]);
});
