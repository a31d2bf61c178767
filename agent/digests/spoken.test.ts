import { expect, test } from 'vitest';
import type { StoredMessage } from '../conversations.ts';
import type { TurnOptions } from '../turn/types.ts';
import type { Order } from './orders.ts';
import { answerOrder } from './spoken.ts';

const person = { id: 'p1', name: 'Mo', email: 'mo@example.com', role: 'viewer' } as const;

/** What is ordered by these words in a conversation, and what is kept of it. */
async function ordered(text: string, messages: StoredMessage[] = []) {
  const got: Order[] = [];
  const kept: StoredMessage[] = [];
  const options = {
    orders: {
      obey: async (order: Order) => {
        got.push(order);
        return order.do === 'stop' ? undefined : 'Done.';
      },
    },
    conversations: {
      open: async () => ({ id: 'c1', messages }),
      append: async (_: string, more: StoredMessage[]) => void kept.push(...more),
    },
  } as unknown as TurnOptions;
  const asked = { person, via: 'slack', place: 'slack:C1:1', text, turn: 'Ev1', now: 0 } as const;
  const answer = await answerOrder(options, asked);
  return { order: got[0], answer, kept };
}
const figures = (output: object): StoredMessage => ({
  role: 'assistant',
  parts: [
    {
      type: 'dynamic-tool',
      toolName: 'analyse_performance',
      toolCallId: '1',
      state: 'output-available',
      input: {},
      output,
    },
    { type: 'text', text: 'Figures.' },
  ],
});

test('“this” is of the track that the figures before were about', async () => {
  const about = (output: object) => ordered('send me this every Monday at 9', [figures(output)]);
  expect((await about({ track: 'welcome' })).order).toMatchObject({ do: 'digest', track: 'welcome' });
  expect((await about({})).order).not.toHaveProperty('track');
  expect(
    (await ordered('send me a digest every Monday', [figures({ track: 'welcome' })])).order,
  ).not.toHaveProperty('track');
});

test('“it”, when nobody says to whom, is of figures only', async () => {
  const text: StoredMessage = {
    role: 'assistant',
    parts: [{ type: 'text', text: 'I have proposed a change.' }],
  };
  expect((await ordered('send it every Monday at 9', [figures({}), text])).answer).toBeUndefined();
  expect((await ordered('send it every Monday at 9', [figures({})])).order).toMatchObject({ do: 'digest' });
  expect((await ordered('send it to me every Monday at 9', [text])).order).toMatchObject({ to: 'me' });
});

test('an order is kept in the conversation, and what is none of ours is left to the model', async () => {
  const { answer, kept } = await ordered('post a monthly digest here');
  expect(answer).toMatchObject({ text: 'Done.', toolCalls: [], changes: [] });
  expect(kept.map(({ role }) => role)).toEqual(['user', 'assistant']);
  // By its turn it is found when the message is worked off again: nobody gets two digests of one order.
  expect(kept.at(-1)?.parts).toContainEqual({ type: 'data-turn', data: 'Ev1' });
  expect(await ordered('stop the weekly one')).toMatchObject({ answer: undefined, kept: [] });
  expect((await ordered('how are we doing?')).order).toBeUndefined();
});
