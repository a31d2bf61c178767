import { expect, test } from 'vitest';
import { limits } from '../limits.ts';
import { lintMessage, lintView } from './lint.ts';

const section = (text: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } });

test('the linter finds what Slack would refuse', () => {
  expect(
    lintMessage({
      text: 'ok',
      blocks: [section('fine <https://x.example/a?b=1|link> <!date^1^{date}|then>')],
    }),
  ).toEqual([]);
  expect(lintMessage({ text: '' })).toEqual(['text is empty: notifications would show nothing']);
  expect(lintMessage({ text: 'x', blocks: [section('y'.repeat(limits.section + 1))] })).toEqual([
    'blocks/0: section is 3001, at most 3000',
  ]);
  expect(lintMessage({ text: 'x', blocks: [section('')] })).toEqual(['blocks/0: section is empty']);
  expect(lintMessage({ text: 'x', blocks: [section('a < b')] })).toEqual(['blocks/0: an unescaped "<"']);
  expect(lintMessage({ text: 'x', blocks: Array.from({ length: 51 }, () => section('y')) })).toEqual([
    'blocks is 51, at most 50',
  ]);
  expect(
    lintMessage({ text: 'x', blocks: Array.from({ length: 5 }, () => section('y'.repeat(2900))) }),
  ).toEqual(['the whole message is 14500, at most 13000']);
});

const plain = (text: string) => ({ type: 'plain_text', text });
const message = (block: object) => lintMessage({ text: 'x', blocks: [block] });
const row = (...cells: string[]) => cells.map((text) => ({ type: 'raw_text', text }));
const table = (rows: object[][], more: object = {}) => ({ type: 'data_table', caption: 'c', rows, ...more });
const bars = (labels: string[], series = 1) => ({
  type: 'data_visualization',
  title: 'How it went',
  chart: {
    type: 'bar',
    axis_config: { categories: labels },
    series: Array.from({ length: series }, (_, n) => ({
      name: `s${n}`,
      data: labels.map((label) => ({ label, value: 1 })),
    })),
  },
});

test.each([
  ['a table', table([row('a', 'b'), row('1', '2')]), []],
  ['a table of one row', table([row('a')]), ['a table without rows']],
  ['a ragged table', table([row('a', 'b'), row('1')]), ['its rows differ in length']],
  ['101 rows', table(Array.from({ length: 102 }, () => row('1'))), ['rows is 101, at most 100']],
  [
    '21 columns',
    table([row(...'abcdefghijklmnopqrstu'), row(...'abcdefghijklmnopqrstu')]),
    ['columns is 21, at most 20', 'columns is 21, at most 20'],
  ],
  ['an empty cell', table([row('a'), row('')]), ['a cell is empty']],
  [
    'a table too long',
    table([row('a'), row('b'.repeat(9_999)), row('c')]),
    ['the table is 10001, at most 10000'],
  ],
  ['a page of none', table([row('a'), row('1')], { page_size: 0 }), ['a page of 0 rows']],
  ['a chart', bars(['a', 'b']), []],
  ['21 bars', bars(Array.from({ length: 21 }, (_, n) => `${n}`)), ['categories is 21, at most 20']],
  ['7 series', bars(['a'], 7), ['series is 7, at most 6']],
  ['a long label', bars(['a'.repeat(21)]), ['a category is 21, at most 20']],
  ['two bars of one name', bars(['a', 'a']), ['two categories have the same name']],
  ['a chart without a kind', { type: 'data_visualization', title: 't', chart: {} }, ['a chart of type none']],
  [
    'feedback',
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          positive_button: { text: plain('Good'), value: 'v' },
          negative_button: { text: plain('Bad') },
        },
      ],
    },
    ['the value of negative_button is missing'],
  ],
  ['a block that there is not', { type: 'tabel' }, ['a block of type tabel in a message']],
  [
    'a menu whose choice is none of it',
    {
      type: 'actions',
      elements: [
        {
          type: 'static_select',
          options: [{ text: plain('a'), value: 'a' }],
          initial_option: { text: plain('b'), value: 'b' },
        },
      ],
    },
    ['what is chosen is not among the options'],
  ],
  [
    'two buttons of one id',
    { type: 'actions', elements: [1, 2].map(() => ({ type: 'button', action_id: 'a', text: plain('a') })) },
    ['two elements have the same action_id'],
  ],
  ['a shout', section('<!channel> look'), ['it calls a whole channel', 'an unescaped "<"']],
  ['a person, a channel and a time', section('<@U1> <#C1> <!date^1^{date}|then>'), []],
])('%s', (_, block, faults) => {
  expect(message(block)).toEqual(faults.map((fault) => `blocks/0: ${fault}`));
});

test('links lead to us alone, written or on a button', () => {
  const ownUrl = 'https://trellis.example/';
  const blocks = [
    section('<https://trellis.example/changes/1|here> <https://evil.example|there>'),
    { type: 'markdown', text: '[there](https://evil.example)' },
    { type: 'actions', elements: [{ type: 'button', text: plain('there'), url: 'https://evil.example' }] },
  ];
  expect(lintMessage({ text: 'x', blocks }, { ownUrl })).toEqual(
    [0, 1, 2].map((n) => `blocks/${n}: a link that leads elsewhere: https://evil.example`),
  );
});

test('a modal and a home tab have limits of their own', () => {
  const input = (id: string) => ({
    type: 'input',
    block_id: id,
    label: plain('Reason'),
    element: { type: 'plain_text_input', action_id: 'a' },
  });
  expect(
    lintView({
      type: 'modal',
      title: plain('Reject'),
      submit: plain('Reject'),
      blocks: [input('a'), input('b')],
    }),
  ).toEqual([]);
  expect(lintView({ type: 'modal', title: plain('t'.repeat(25)), blocks: [input('a')] })).toEqual([
    'title is 25, at most 24',
    'inputs without a submit',
  ]);
  expect(lintView({ type: 'home', blocks: Array.from({ length: 101 }, () => section('y')) })).toEqual([
    'blocks is 101, at most 100',
  ]);
  expect(lintView({ type: 'home', blocks: [bars(['a'])] })).toEqual([
    'blocks/0: a block of type data_visualization in a view',
  ]);
  expect(
    lintView({
      type: 'modal',
      title: plain('t'),
      private_metadata: 'x'.repeat(3001),
      blocks: [section('y')],
    }),
  ).toEqual(['private_metadata is 3001, at most 3000']);
});
