import { describe, expect, it, test, vi } from 'vitest';
import type { AlertContent, DigestContent } from '../../../agent/digests/content.ts';
import { lintMessage, lintView } from '../blocks/lint/lint.ts';
import type { SlackContext } from '../options.ts';
import { alertMessage } from './alert-message.ts';
import { digestMessage } from './digest-message.ts';
import { digestListeners } from './listeners.ts';
import { alertModal, digestModal, newDigestAction } from './modals.ts';
import { orderOf } from './submitted.ts';

const digest: DigestContent = {
  kind: 'digest',
  title: 'Weekly digest',
  period: '16 Nov 2026 to 22 Nov 2026',
  sentences: [
    'Of the stays at a journey stage 34 % (409 of 1,203; 31 to 37 %) led to a later one so far: no clear difference from the period before (33 %).',
    'Of 12 nurtured MQLs sales accepted 3: not enough data to give a rate; too few to say whether nurtured leads are faster than others.',
    'Nurtured leads brought 2 of 5 deals won, worth 40,000; 4 of 9 open proposals are theirs, worth 120,000.',
  ],
  table: {
    columns: ['Figure', 'This week', 'Made of', 'Compared'],
    rows: [
      ['Click rate', '4.2 %', '51 of 1,203, likely 3.2 to 5.5 %', 'before 5.1 %: no clear difference'],
      ['Sales hand-off time', 'not enough data', 'none in the period', ''],
    ],
  },
  chart: { words: 'Click rate by week: 5.1 % to 4.2 %', png: '' },
  waiting: [{ title: 'More <!channel> for | pricing & co', url: 'https://trellis.example/changes/1' }],
  more: 3,
  notes: ['Outcomes of the last days are still to come.'],
  url: 'https://trellis.example/performance?from=2026-11-16&to=2026-11-23',
};
const alert: AlertContent = {
  kind: 'alert',
  state: 'began',
  title: 'Fewer emails are clicked',
  sentences: ['Of the emails <delivered> 16 of 200 were clicked.'],
  url: 'https://trellis.example/performance',
};
const empty: DigestContent = { ...digest, waiting: [], more: 0, notes: [] };
delete (empty as { chart?: unknown }).chart;

test.each([
  ['a digest', digestMessage(digest, { file: 'F1' })],
  ['a digest in words', digestMessage(digest, { plain: true })],
  ['a digest without a chart, with nothing that waits', digestMessage(empty)],
  ['an alert', alertMessage(alert)],
  ['an alert that has recovered', alertMessage({ ...alert, state: 'recovered' })],
  ['an alert that was over at once', alertMessage({ ...alert, state: 'over' })],
])('%s is what Slack takes, and calls nobody', (_, message) => {
  expect(lintMessage(message)).toEqual([]);
  expect(JSON.stringify(message)).not.toContain('<!channel>');
  expect(message).toMatchSnapshot();
});

test('a digest of the longest words fits', () => {
  const words = 'a&b '.repeat(1_000);
  const long = {
    ...digest,
    sentences: [words, words, words],
    table: { columns: digest.table.columns, rows: Array(30).fill([words, words, words, words]) },
    waiting: Array(5).fill({ title: words, url: digest.url }),
  };
  expect(lintMessage(digestMessage(long, { file: 'F1' }))).toEqual([]);
  expect(lintMessage(digestMessage(long, { plain: true }))).toEqual([]);
});

describe('the forms', () => {
  it.each([
    ['of a digest', digestModal({ channel: 'C1' })],
    ['of a digest, opened in a direct message', digestModal({ channel: 'D1' })],
    ['of an alert', alertModal({ channel: 'C1' })],
  ])('%s are what Slack takes', (_, modal) => {
    expect(lintView(modal)).toEqual([]);
    expect(modal).toMatchSnapshot();
  });

  const submitted = (callback_id: string, fields: Record<string, object>) => ({
    view: {
      callback_id,
      state: {
        values: Object.fromEntries(Object.entries(fields).map(([id, field]) => [id, { [id]: field }])),
      },
    },
  });
  const option = (value: string) => ({ selected_option: { value } });

  it('are read as Slack sends them', () => {
    const set = {
      when: option('month:31'),
      at: { selected_time: '16:30' },
      to: option('channel'),
      channel: { selected_conversation: 'C7' },
      track: { value: null },
    };
    expect(orderOf(submitted('digest_set', set))).toEqual({
      order: { do: 'digest', cadence: { every: 'month', day: 31, minute: 990 }, to: { channel: 'C7' } },
    });
    const warn = (threshold: string, kind = 'clicks') =>
      orderOf(
        submitted('alert_set', {
          kind: option(kind),
          threshold: { value: threshold },
          quiet: option('none'),
          to: option('me'),
        }),
      );
    expect(warn('33 %')).toEqual({
      order: { do: 'alert', kind: 'clicks', threshold: 0.33, quiet: 'none', to: 'me' },
    });
    expect(warn('')).toEqual({ order: { do: 'alert', kind: 'clicks', quiet: 'none', to: 'me' } });
    expect(warn('5', 'stuck')).toMatchObject({ order: { threshold: 5 } });
  });

  it('are opened once: of a click that Slack delivers again the trigger is spent, which is no fault', async () => {
    const open = vi.fn().mockRejectedValue({ data: { error: 'exchanged_trigger_id' } });
    const context = { client: { views: { open } }, log: { info: () => {} } } as unknown as SlackContext;
    const body = { trigger_id: 't1', user: { id: 'U1' }, channel: { id: 'C7' }, actions: [{ value: '' }] };
    await digestListeners[`action:${newDigestAction}`]?.atOnce?.(context, body);
    expect(open).toHaveBeenCalledWith({ trigger_id: 't1', view: digestModal({ channel: 'C7' }) });
  });

  it('say what is wrong with a field', () => {
    expect(orderOf(submitted('digest_set', { to: option('channel'), channel: {} }))).toEqual({
      errors: { channel: 'Choose the channel.' },
    });
    const often = { kind: option('clicks'), threshold: { value: 'often' }, to: option('me') };
    expect(orderOf(submitted('alert_set', often))).toEqual({
      errors: { threshold: 'Write a share, such as 33 %, or leave it empty.' },
    });
  });
});
