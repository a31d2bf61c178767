import { describe, expect, test } from 'vitest';
import type { AgentAnswer } from '../../../../agent/agent.ts';
import { lintMessage } from '../../blocks/lint/lint.ts';
import { finishMessages } from './index.ts';
import { performance } from './testing/answers.ts';

const answer = (toolCalls: AgentAnswer['toolCalls'], more: Partial<AgentAnswer> = {}): AgentAnswer => ({
  text: 'Well.',
  model: 'trellis:interpreter',
  toolCalls,
  changes: [],
  citations: [],
  findings: [],
  tainted: [],
  ...more,
});
const leads = (breakdown: { value: string | null; count: number }[]) =>
  answer([
    {
      name: 'query_leads',
      input: {},
      output: { count: 60, total: 60, condition: null, breakdown, leads: [] },
    },
  ]);
const kinds = (blocks: readonly { type: string }[]) => blocks.map(({ type }) => type);
const png = { png: new Uint8Array([1]), alt: 'Bars. <b>60 leads</b>' };

describe('below an answer', () => {
  test('figures of a month are a native chart and a table, each with a line of text, and buttons', async () => {
    const messages = await finishMessages(answer([performance]), { turn: 'Ev1' });
    expect(messages).toMatchSnapshot();
    expect(messages.flatMap((message) => lintMessage(message))).toEqual([]);
  });

  test('an answer of one number has nothing but buttons, and beside a change there is no table', async () => {
    for (const plain of [answer([]), answer([performance], { changes: ['1'] })]) {
      const [message] = await finishMessages(plain, { turn: 'Ev1' });
      expect(kinds(message?.blocks ?? [])).toEqual(['context_actions']);
      expect(message?.text).toBe('Was this answer good?');
    }
  });

  test('what Slack cannot draw is a picture with words, and one that cannot be drawn is left out', async () => {
    const many = leads(
      Array.from({ length: 30 }, (_, n) => ({ value: `Industry number ${n}`, count: 30 - n })),
    );
    const [picture, below] = await finishMessages(many, { turn: 'Ev1', draw: async () => png });
    expect(picture).toMatchObject({ picture: png, text: 'Bars. &lt;b&gt;60 leads&lt;/b&gt;' });
    expect(kinds(below?.blocks ?? [])).toEqual(['data_table', 'context_actions']);
    expect(await finishMessages(many, { turn: 'Ev1', draw: async () => undefined })).toHaveLength(1);
  });

  test('values that a lead wrote stay within every limit, and no two bars have one name', async () => {
    const long = '<!channel> '.repeat(60);
    const [message] = await finishMessages(
      leads([
        { value: long, count: 2 },
        { value: `${long}x`, count: 1 },
        { value: null, count: 1 },
        { value: '', count: 1 },
      ]),
      { turn: 'Ev1' },
    );
    expect(kinds(message?.blocks ?? [])).toEqual(['data_visualization', 'data_table', 'context_actions']);
    expect(lintMessage(message as never)).toEqual([]);
  });

  test('a long table is cut, and says so', async () => {
    const output = {
      count: 900,
      total: 900,
      condition: null,
      leads: Array.from({ length: 90 }, (_, n) => ({
        name: 'N'.repeat(150),
        account: null,
        score: n,
        journey_stage: 'awareness',
      })),
    };
    const [message] = await finishMessages(answer([{ name: 'query_leads', input: {}, output }]), {
      turn: 'Ev1',
    });
    expect(lintMessage(message as never)).toEqual([]);
    expect(JSON.stringify(message?.blocks)).toMatch(/90 rows in all; the last \d\d found no room here/);
  });

  test('sources and the language model stand below', async () => {
    const cited = {
      n: 1,
      item: 'guide',
      version: 2,
      start: 0,
      end: 9,
      title: 'Guide',
      heading: '',
      place: 'Guide & <more>',
      url: 'https://trellis.example/library/guide',
    };
    const [message] = await finishMessages(answer([], { citations: [cited], model: 'openai:x<y' }), {
      turn: 'Ev1',
    });
    expect(kinds(message?.blocks ?? [])).toEqual(['section', 'context', 'context_actions']);
    expect(lintMessage(message as never, { ownUrl: 'https://trellis.example/' })).toEqual([]);
  });

  test('a tool that failed shows nothing', async () => {
    const failed = answer([
      { name: 'query_leads', input: {}, output: { error: { code: 'x', message: 'x', faults: [] } } },
    ]);
    expect(kinds((await finishMessages(failed, { turn: 'Ev1' }))[0]?.blocks ?? [])).toEqual([
      'context_actions',
    ]);
  });
});
