import { describe, expect, it } from 'vitest';
import { type Grounds, ground } from './grounding.ts';
import { assistantMessage, userMessage } from './history.ts';
import type { AgentAnswer } from './types.ts';

const output = { count: 1204, rate: 0.0185, leads: [{ name: 'Ada' }, { name: 'Bo' }], note: 'of 372000' };
const grounds = (more: Partial<Grounds> = {}): Grounds => ({
  history: [],
  said: ['How many in the last_90_days?', '2026-03-18'],
  passages: [],
  toolCalls: [{ name: 'query_leads', input: {}, output }],
  ownWords: false,
  ...more,
});
const notes = (text: string, more?: Partial<Grounds>) =>
  ground(text, grounds(more)).findings.map(({ what }) => what);

describe('the figures of a model', () => {
  it.each([
    'There are 1,204 leads, 1.8 % of 372,000.',
    '1.9 % or 1.85 %, with a 95 % interval, in 90 days.',
    'On 24 March 2026 at 07:00, the 21st day of it.',
    '1. Ada\n2. Bo\n11. Nobody',
    'Three of them have 2 tracks.',
  ])('may be what tools gave, what was said, dates, ordinals and small counts: %s', (text) => {
    expect(notes(text)).toEqual([]);
  });

  it.each([
    ['There are 1,250 leads.', '1,250'],
    ['The rate is 97.31 %.', '97.31 %'],
    ['It takes 45 days.', '45 days'],
    ['On 24 March 2026 it was 512.', '512'],
  ])('are marked where nothing gave them, whether a document was read or not: %s', (text, what) => {
    const { text: shown, findings } = ground(text, grounds());
    expect(findings).toEqual([{ code: 'figure.no_source', what }]);
    expect(shown).toContain(`(unconfirmed: ${what} is not from your data)`);
  });

  it('may be those of earlier turns', () => {
    const earlier = assistantMessage(
      {
        text: 'x',
        toolCalls: [{ name: 'a', input: {}, output: { n: 777 } }],
        citations: [],
      } as unknown as AgentAnswer,
      { tainted: [], numbered: 0 },
      'turn',
    );
    expect(notes('It was 777 of 888.', { history: [userMessage('and 888?'), earlier] })).toEqual([]);
    expect(notes('It was 777 of 888.')).toEqual(['777, 888']);
  });

  it('are not looked at in the words of our own code', () => {
    expect(notes('Ask for 4,711 leads.', { ownWords: true })).toEqual([]);
  });
});
