import { describe, expect, it } from 'vitest';
import { parted, type StoredMessage } from './conversations.ts';
import {
  assistantMessage,
  modelMessages,
  numberedOf,
  passagesOf,
  taintedOf,
  userMessage,
} from './history.ts';
import type { AgentAnswer } from './types.ts';

const said = (text: string): StoredMessage => ({ role: 'assistant', parts: [{ type: 'text', text }] });
const answer = (output: unknown): AgentAnswer => ({
  text: 'Found [1].',
  model: 'test',
  toolCalls: [{ name: 'search_content', input: { query: 'x' }, output }],
  changes: [],
  citations: [],
  findings: [],
  tainted: [],
});
const passage = { n: 1, item: 'a', version: 2, start: 0, end: 5, title: 'A', heading: '', text: 'Words.' };
const urlOf = (path: string) => `http://trellis.test${path}`;

describe('what is loaded of a conversation', () => {
  const roles = (messages: readonly StoredMessage[]) => messages.map(({ role }) => role);
  const turns = (n: number, text = 'x') =>
    Array.from({ length: n }, () => [said(text), userMessage(text)]).flat();

  it('is all of it within the limits, beginning with the person', () => {
    expect(parted(turns(10))).toMatchObject({ kept: { length: 20 }, older: [] });
    expect(parted([said('alone')])).toEqual({ kept: [], older: [] });
  });

  it('is its end where there is more, and what came before is to be summarised', () => {
    const many = parted(turns(11));
    expect([many.kept.length, many.older.length]).toEqual([10, 12]);
    const long = parted(turns(3, 'x'.repeat(8_000)));
    expect([roles(long.kept), long.older.length]).toEqual([['user', 'assistant'], 4]);
  });

  it('has the last exchange, be it as long as it may, and none that is beyond all limits', () => {
    expect(parted(turns(2, 'x'.repeat(15_000))).kept).toHaveLength(2);
    expect(parted(turns(2, 'x'.repeat(50_000)))).toMatchObject({ kept: [], older: { length: 4 } });
  });

  it('carries the passages that may still be cited and the foreign sources that were seen', () => {
    const history = [
      userMessage('q'),
      assistantMessage(answer({ passages: [passage] }), { tainted: ['content:a@2'], numbered: 7 }, 'turn'),
    ];
    const url = 'http://trellis.test/library/a?version=2#0-5';
    expect(passagesOf(history, urlOf)).toEqual([{ ...passage, place: 'A', url }]);
    expect(numberedOf(history)).toBe(7);
    expect(taintedOf([...history, ...history])).toEqual(['content:a@2']);
  });

  it('keeps of a passage that was not cited the beginning only', () => {
    const text = 'x'.repeat(900);
    const { parts } = assistantMessage(
      {
        ...answer({
          passages: [
            { ...passage, text },
            { ...passage, n: 2, text },
          ],
        }),
        citations: [{ ...passage, place: 'A', url: '' }],
      },
      { tainted: [], numbered: 2 },
      'turn',
    );
    const [first, second] = passagesOf([{ role: 'assistant', parts }], urlOf);
    expect([first?.text.length, second?.text.length]).toEqual([900, 301]);
  });
});

describe('what the model is sent', () => {
  it('has tool calls with their outputs, and nothing of our own marks', async () => {
    const history = [
      userMessage('q'),
      assistantMessage(answer({ passages: [] }), { tainted: ['lead:1'], numbered: 3 }, 'turn'),
    ];
    const messages = await modelMessages(history, 'next');
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'assistant', 'user']);
    expect(JSON.stringify(messages)).not.toContain('lead:1');
  });

  it('has outputs of older turns shortened, in their own shape', async () => {
    const turn = (n: number) => [
      userMessage(`q${n}`),
      assistantMessage(
        answer({ track: { id: `t${n}` }, text: 'x'.repeat(9_000), list: [...'abcdefghij'] }),
        { tainted: [], numbered: 0 },
        `turn${n}`,
      ),
    ];
    const messages = await modelMessages([1, 2, 3, 4, 5, 6].flatMap(turn), 'next');
    const outputs = messages.flatMap(({ role, content }) =>
      role === 'tool' ? [JSON.stringify(content)] : [],
    );
    expect(outputs.map((output) => output.length > 9_000)).toEqual([false, false, true, true, true, true]);
    expect(outputs[0]).toContain('"track":{"id":"t1"}');
    expect(outputs[0]).toContain('["a","b","c","d"]');
    expect(messages.filter(({ role }) => role === 'user')).toHaveLength(7);
  });
});
