import { describe, expect, test } from 'vitest';
import type { AgentAnswer } from '../../../../agent/agent.ts';
import { lintMessage } from '../../blocks/lint/lint.ts';
import { figuresOf } from './figures-of.ts';
import { finishMessage, plainMessage } from './index.ts';
import { joinMessages } from './join.ts';
import { pictureMessage, pictureOf } from './picture.ts';
import { performance } from './testing/answers.ts';
import { textMessages } from './text.ts';

const ownUrl = 'https://trellis.example/';
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
const looked = (output: object) =>
  answer([{ name: 'query_leads', input: { breakdown_by: 'company_size' }, output }]);
const leads = (breakdown: { value: string | null; count: number }[]) =>
  looked({ count: 60, total: 60, condition: null, breakdown, leads: [] });
const below = (given: AgentAnswer) => finishMessage(given, 'Ev1');
const kinds = (blocks: readonly { type: string }[]) => blocks.map(({ type }) => type);

describe('below an answer', () => {
  test('figures of a month are a native chart and a table, each with a line of text, and buttons', () => {
    const message = below(answer([performance]));
    expect(message).toMatchSnapshot();
    expect(lintMessage(message)).toEqual([]);
    const [joined] = joinMessages(textMessages('**Well.**', { changeUrl: () => ownUrl }), [message]);
    expect(joined?.text).toMatch(/^\*Well\.\*\n\nChart\. /);
    expect(lintMessage(joined as never)).toEqual([]);
  });

  test('an answer of one number has nothing but buttons, and beside a change there is no table', () => {
    for (const plain of [answer([]), answer([performance], { changes: ['1'] })]) {
      const message = below(plain);
      expect(kinds(message.blocks)).toEqual(['context_actions']);
      expect(message.text).toBe('Was this answer good?');
    }
  });

  test('what Slack cannot draw is a picture with words, beside the table', () => {
    const many = leads(Array.from({ length: 30 }, (_, n) => ({ value: `Industry ${n}`, count: 30 - n })));
    expect(kinds(below(many).blocks)).toEqual(['data_table', 'context_actions']);
    expect(pictureOf(figuresOf(many))).toMatchObject({ chart: { title: 'Leads by company size' } });
    expect(
      pictureOf(
        figuresOf(
          leads([
            { value: 'a', count: 1 },
            { value: 'b', count: 1 },
          ]),
        ),
      ),
    ).toBeUndefined();
    const picture = pictureMessage('F1', 'Bars. <b>60 leads</b>');
    expect(picture).toMatchObject({ text: 'Bars. &lt;b&gt;60 leads&lt;/b&gt;' });
    expect(lintMessage(picture)).toEqual([]);
  });

  test('of too little data there is no picture, and what is not known or is a sum differs from nothing', () => {
    const figure = {
      metric: 'click',
      title: 'Click rate',
      numerator: 0,
      denominator: 2,
      low: null,
      high: null,
    };
    const before = { value: 0.1, difference: null, clear: false };
    const rate = { ...figure, unit: 'share', value: null, before };
    const revenue = { ...figure, metric: 'revenue', title: 'Revenue', unit: 'money', value: 5, before };
    const period = { words: 'today' };
    const asked = (figures: object[]) =>
      figuresOf(
        answer([
          {
            name: 'analyse_performance',
            input: {},
            output: {
              about: 'overview',
              period,
              groups: [{ name: 'overall', figures }],
              chart: '/chart.svg',
            },
          },
        ]),
      );
    const few = asked([rate, revenue]);
    expect(pictureOf(few)).toBeUndefined();
    expect(JSON.stringify(few.table?.rows)).toContain('not enough data');
    expect(JSON.stringify(few.table?.rows)).not.toContain('difference');
    expect(pictureOf(asked([{ ...rate, value: 0.2 }]))).toEqual({ url: '/chart.svg' });
  });

  test('values that a lead wrote stay within every limit, and no two bars have one name', () => {
    const long = '<!channel> '.repeat(60);
    const message = below(leads([long, `${long}x`, null, ''].map((value) => ({ value, count: 1 }))));
    expect(kinds(message.blocks)).toEqual(['data_visualization', 'data_table', 'context_actions']);
    expect(lintMessage(message)).toEqual([]);
    expect(lintMessage(plainMessage(message))).toEqual([]);
  });

  test('a long table is cut, and says so', () => {
    const lead = { name: 'N'.repeat(150), account: null, score: 1, journey_stage: 'awareness' };
    const message = below(
      looked({ count: 900, condition: null, leads: Array.from({ length: 90 }, () => lead) }),
    );
    expect(lintMessage(message)).toEqual([]);
    expect(JSON.stringify(message.blocks)).toMatch(/90 rows in all; the last \d\d found no room here/);
  });

  test('sources and the language model stand below', () => {
    const cited = {
      n: 1,
      item: 'guide',
      version: 2,
      start: 0,
      end: 9,
      title: 'Guide',
      heading: '',
      place: 'Guide & <more>',
      url: `${ownUrl}library/guide`,
    };
    const message = below(answer([], { citations: [cited], model: 'openai:x<y' }));
    expect(kinds(message.blocks)).toEqual(['section', 'context', 'context_actions']);
    expect(lintMessage(message, { ownUrl })).toEqual([]);
  });

  test('where Slack takes no charts and tables, what they show stands there as text', () => {
    const message = plainMessage(below(answer([performance])));
    expect(kinds(message.blocks)).toEqual(['section', 'context_actions']);
    expect(JSON.stringify(message.blocks[0])).toContain('Click rate now 4.4 %, before 6.1 %');
    const same = below(answer([]));
    expect(plainMessage(same)).toEqual(same);
  });

  test('a tool that failed shows nothing', () => {
    expect(kinds(below(looked({ error: { code: 'x', message: 'x', faults: [] } })).blocks)).toEqual([
      'context_actions',
    ]);
  });
});
