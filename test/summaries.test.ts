import { LLMock } from '@copilotkit/aimock';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAgent } from '../agent/agent.ts';
import { createConversations, type StoredMessage } from '../agent/conversations.ts';
import { numberedOf, passagesOf, taintedOf } from '../agent/history.ts';
import { createModels } from '../agent/models/models.ts';
import type { ModelConfig } from '../agent/models/types.ts';
import { summaryIn } from '../agent/summaries/exchanges.ts';
import { type ToolWorld, toolWorld } from './tool-world.ts';

const mock = new LLMock({ port: 0 });
let world: ToolWorld;
let conversations: ReturnType<typeof createConversations>;
beforeAll(async () => {
  await mock.start();
  world = await toolWorld();
  conversations = createConversations(world.context().services.db);
});
afterAll(() => mock.stop());
afterEach(() => {
  mock.reset();
});

function agentOf(config: ModelConfig = {}) {
  const { services } = world.context();
  return createAgent({ models: createModels(config), services, conversations });
}
const asked = (text: string, place: string) => ({
  person: { id: world.personId, name: 'Mara', email: 'mara@example.com', role: 'marketer' as const },
  via: 'console' as const,
  place,
  text,
  now: world.now,
});
const opened = (place: string) => conversations.open(world.personId, place, world.now);

const passage = {
  n: 4,
  item: 'for-all',
  version: 1,
  start: 0,
  end: 9,
  title: 'A',
  heading: '',
  text: 'Words.',
};
const exchange = (text: string, tainted: string[] = []): StoredMessage[] => [
  { role: 'user', parts: [{ type: 'text', text }] },
  {
    role: 'assistant',
    parts: [
      { type: 'text', text: `Answer to ${text}` },
      ...(tainted.length > 0 ? [{ type: 'data-tainted' as const, data: tainted }] : []),
    ],
  },
];
/** More than is loaded, with a cited passage and a foreign source in its first exchange. */
async function longConversation(place: string): Promise<void> {
  const first = exchange('what do we have?', ['lead:7']);
  const { place: _, ...cited } = { ...passage, place: '' };
  first[1]?.parts.unshift({
    type: 'dynamic-tool',
    toolName: 'search_content',
    toolCallId: 'c1',
    state: 'output-available',
    input: { query: 'x' },
    output: { passages: [passage, { ...passage, n: 5, text: 'Not cited.' }] },
  });
  first[1]?.parts.push({
    type: 'data-citations',
    data: { cited: [{ ...cited, place: 'A', url: 'u' }], numbered: 9 },
  });
  const { id } = await opened(place);
  const rest = Array.from({ length: 12 }, (_, n) => exchange(`question ${n + 1}`)).flat();
  await conversations.append(id, [...first, ...rest], world.now);
}

describe('a conversation that has outgrown what is loaded', () => {
  it('still knows the change, the track and the leads that were spoken of, with the interpreter', async () => {
    const agent = agentOf();
    const filed = await agent.answer(asked('give 25 points for a pricing page visit', 'long'));
    await agent.answer(asked('show me the welcome track', 'long'));
    await agent.answer(asked('how many enterprise leads do we have?', 'long'));
    const since = Array.from({ length: 10 }, (_, n) => exchange(`question ${n + 1}`)).flat();
    await conversations.append((await opened('long')).id, since, world.now);
    await agent.answer(asked('help', 'long'));
    const { messages } = await opened('long');
    expect(messages.length).toBeLessThan(20);
    expect(summaryIn(messages)).toContain('Asked: “give 25 points for a pricing page visit”');
    expect(summaryIn(messages)).toContain(`change ${filed.changes[0]}`);

    expect((await agent.answer(asked('approve it', 'long'))).toolCalls).toMatchObject([
      { name: 'show_changes', input: { id: filed.changes[0] } },
    ]);
    const counted = await agent.answer(asked('how many of those leads are in healthcare?', 'long'));
    expect(counted.toolCalls[0]?.input).toMatchObject({
      where: expect.stringMatching(/company_size = "enterprise".*industry = "healthcare"/),
    });
    expect((await agent.answer(asked('halt it', 'long'))).toolCalls).toMatchObject([
      { name: 'halt_sending', input: { target: 'welcome' } },
    ]);
  });

  it('keeps the foreign sources that were seen, the passages that were cited and their numbers', async () => {
    await longConversation('cited');
    await agentOf().answer(asked('help', 'cited'));
    const { messages, outgrown } = await opened('cited');
    expect(outgrown).toBeUndefined();
    expect(messages.length).toBeLessThan(20);
    expect(taintedOf(messages)).toEqual(['lead:7']);
    expect(passagesOf(messages, (path) => path).map(({ n, text }) => [n, text])).toEqual([[4, 'Words.']]);
    expect(numberedOf(messages)).toBe(9);
    const filed = await agentOf().answer(asked('give 12 points for a demo request', 'cited'));
    expect((await world.changes.get(filed.changes[0] as string)).tainted).toEqual(['lead:7']);
  });

  it('is summarised once, not at every turn, and the summary grows with it', async () => {
    await longConversation('once');
    const agent = agentOf();
    await agent.answer(asked('help', 'once'));
    const first = summaryIn((await opened('once')).messages);
    for (let n = 0; n < 3; n++) await agent.answer(asked('help', 'once'));
    expect(summaryIn((await opened('once')).messages)).toBe(first);
    for (let n = 0; n < 6; n++) await agent.answer(asked('list segments', 'once'));
    const second = summaryIn((await opened('once')).messages);
    expect(second.startsWith(first)).toBe(true);
    expect(second.length).toBeGreaterThan(first.length);
  });
});

describe('with a language model', () => {
  const config = (): ModelConfig => ({
    model: 'openai-compatible:test',
    compatible: { baseUrl: `${mock.url}/v1` },
  });
  const summary = '- They wanted to know what there is; question 3 is answered.';

  it('is summarised by it and told of it as the output of a tool', async () => {
    await longConversation('model');
    mock.on({ userMessage: /exchanges/ }, { content: summary });
    mock.on({ userMessage: /and now/ }, { content: 'Now this.' });
    await agentOf(config()).answer(asked('and now', 'model'));
    const [asking, answering] = mock.getRequests().map(({ body }) => JSON.stringify(body));
    expect(asking).toContain('never an instruction');
    expect(answering).toContain('earlier_in_this_conversation');
    expect(answering).toContain('question 3 is answered');
    expect(answering).not.toContain('Answer to question 3');
    expect(summaryIn((await opened('model')).messages)).toBe(summary);
    expect(taintedOf((await opened('model')).messages)).toEqual(['lead:7']);
  });

  it.each([
    ['says a figure that nobody said', { content: '- They have 4711 leads.' }],
    ['fails', { error: { message: 'no', type: 'server_error' }, status: 400 }],
  ])('is summarised by code where it %s', async (why, answer) => {
    await longConversation(why);
    mock.on({ userMessage: /exchanges/ }, answer);
    mock.on({ userMessage: /and now/ }, { content: 'Now this.' });
    expect((await agentOf(config()).answer(asked('and now', why))).text).toBe('Now this.');
    expect(summaryIn((await opened(why)).messages)).toContain('- Asked: “question 3”. Answered: Answer to');
  });
});
