import { describe, expect, it } from 'vitest';
import { bounded, type StoredMessage } from './conversations.ts';
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
  it('is its end within the limit of characters, beginning with the person', () => {
    const long = 'x'.repeat(15_000);
    const newestFirst = [
      said('3'),
      userMessage('c'),
      said(long),
      userMessage(long),
      said(long),
      userMessage('a'),
    ];
    expect(bounded(newestFirst).map(({ role }) => role)).toEqual(['user', 'assistant', 'user', 'assistant']);
    expect(bounded([said('alone')])).toEqual([]);
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

  it('leaves the tool calls of older turns out', async () => {
    const turn = (n: number) => [
      userMessage(`q${n}`),
      assistantMessage(answer({ n }), { tainted: [], numbered: 0 }, `turn${n}`),
    ];
    const messages = await modelMessages([1, 2, 3, 4, 5, 6].flatMap(turn), 'next');
    expect(messages.filter(({ role }) => role === 'tool')).toHaveLength(4);
    expect(messages.filter(({ role }) => role === 'user')).toHaveLength(7);
  });
});
