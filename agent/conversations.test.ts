import { describe, expect, it } from 'vitest';
import { bounded, type StoredMessage } from './conversations.ts';
import { assistantMessage, modelMessages, passagesOf, taintedOf, userMessage } from './history.ts';
import type { AgentAnswer } from './types.ts';

const said = (text: string): StoredMessage => ({ role: 'assistant', parts: [{ type: 'text', text }] });
const answer = (output: unknown): AgentAnswer => ({
  text: 'Found [1].',
  model: 'test',
  toolCalls: [{ name: 'search_content', input: { query: 'x' }, output }],
  changes: [],
  citations: [],
  tainted: [],
});
const passage = { n: 1, item: 'a', version: 2, start: 0, end: 5, title: 'A' };

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
      assistantMessage(answer({ passages: [passage] }), ['content:a@2'], 'turn'),
    ];
    expect(passagesOf(history)).toEqual([passage]);
    expect(taintedOf([...history, ...history])).toEqual(['content:a@2']);
  });
});

describe('what the model is sent', () => {
  it('has tool calls with their outputs, and nothing of our own marks', async () => {
    const history = [userMessage('q'), assistantMessage(answer({ passages: [] }), ['lead:1'], 'turn')];
    const messages = await modelMessages(history, 'next');
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'assistant', 'user']);
    expect(JSON.stringify(messages)).not.toContain('lead:1');
  });

  it('leaves the tool calls of older turns out', async () => {
    const turn = (n: number) => [userMessage(`q${n}`), assistantMessage(answer({ n }), [], `turn${n}`)];
    const messages = await modelMessages([1, 2, 3, 4, 5, 6].flatMap(turn), 'next');
    expect(messages.filter(({ role }) => role === 'tool')).toHaveLength(4);
    expect(messages.filter(({ role }) => role === 'user')).toHaveLength(7);
  });
});
