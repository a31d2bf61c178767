import { describe, expect, test } from 'vitest';
import type { Change } from '../../../engine/runtime/changes/types.ts';
import { lintMessage, lintView } from '../blocks/lint/lint.ts';
import { toldMessage } from '../notices/tell-author.ts';
import { chartData, chartHash, chartText } from './chart.ts';
import { diffModal } from './diff-modal.ts';
import { rejectModal } from './reject-modal.ts';
import { simulationMessage } from './simulation-message.ts';
import { testModal } from './test-modal.ts';

const url = 'https://trellis.example/changes/1';
const change = (lines: readonly string[]): Change => ({
  id: '01987a3e-6b1f-4c1d-9a59-0c8f6c1f2a10',
  title: 'Scoring',
  baseVersion: 3,
  edits: [],
  editHash: 'e'.repeat(64),
  planHash: 'b'.repeat(64),
  plan: {
    diff: lines,
    population: { entering: {}, inFlight: {}, leaving: 0, leads: 3000 },
    risk: { level: 'low', reasons: [] },
    computedAt: 0,
  },
  author: { id: 'a', name: 'Mara', email: 'mara@example.com', role: 'marketer' },
  via: 'slack',
  tainted: [],
  status: 'proposed',
  createdAt: 0,
  expiresAt: 1,
});
const words = (view: { blocks: readonly unknown[] }) => JSON.stringify(view.blocks);

describe('the whole of a change in a modal', () => {
  const lines = Array.from({ length: 300 }, (_, n) => `Line ${n}. of <it> ${'x'.repeat(80)}`);
  const pages = Array.from({ length: 9 }, (_, page) => diffModal(change(lines), { url, page }));

  test('is turned page by page, and no line is lost', () => {
    for (const page of pages) expect(lintView(page, { ownUrl: url })).toEqual([]);
    const all = pages.map(words).join('');
    for (const n of lines.keys()) expect(all).toContain(`Line ${n}.`);
    expect(all).toContain('Risk: low');
    expect(words(pages[0] as never)).toMatch(/Page 1 of \d+/);
    expect(words(pages[0] as never)).not.toContain('"Back"');
    expect(words(pages[1] as never)).toContain('"Back"');
    // A page beyond the last is the last.
    expect(pages[8]).toEqual(diffModal(change(lines), { url, page: 99 }));
    expect(words(pages[8] as never)).not.toContain('"Next"');
  });

  test('needs no turning when it is short', () => {
    const view = diffModal(change(['One']), { url, page: 0 });
    expect(lintView(view, { ownUrl: url })).toEqual([]);
    expect(words(view)).not.toMatch(/Page|Next/);
  });
});

test('the modals that ask for a reason and for an email are ones that Slack takes', () => {
  expect(lintView(rejectModal('{}'))).toEqual([]);
  const emails = Array.from({ length: 130 }, (_, n) => ({
    track: { id: `t${n}`.padEnd(63, 'x'), title: 'T'.repeat(200) },
    step: 's'.repeat(63),
    email: n,
    title: 'An email',
  }));
  expect(lintView(testModal(emails, '{}'))).toEqual([]);
});

test('a simulation names what differs first, and fits', () => {
  const entries = Array.from({ length: 40 }, (_, n) => ({
    at: n * 86_400_000,
    on: n === 39 ? ('proposed' as const) : ('both' as const),
    words: `Email of “SMB & fast”, step ${n}`,
    subject: 'x'.repeat(300),
  }));
  const message = simulationMessage(
    'A <title>',
    { days: 30, halted: ['SMB'], leads: [{ name: null, entries }] },
    url,
  );
  expect(lintMessage(message, { ownUrl: url })).toEqual([]);
  expect(words(message)).toContain('`+` 1970-02-09');
  expect(words(message)).toContain('and 30 more');
  const none = simulationMessage('A', { days: 30, halted: [], leads: [] }, url);
  expect(words(none)).toContain('Nobody’s next days would be another');
});

describe('what is said besides the card', () => {
  const ended: Change = {
    ...change(['One']),
    title: 'More <points>',
    resolvedBy: { id: 'b', name: 'Abel <Example>', email: 'abel@example.com', role: 'approver' },
    resolvedAt: Date.UTC(2026, 0, 6, 10),
  };

  test.each<Partial<Change>>([
    { status: 'applied', appliedVersion: 4 },
    { status: 'rejected', resolution: 'Not <now>' },
    { status: 'stale', resolution: 'version 4 changed it as well' },
    { status: 'expired' },
  ])('the author is told how it ended: $status', (how) => {
    const message = toldMessage({ ...ended, ...how }, 'U0MARK', url);
    expect(lintMessage(message, { ownUrl: url })).toEqual([]);
    expect(message.text).toMatchSnapshot();
  });

  test('however long its words are, Slack takes it', () => {
    const long = '<&>'.repeat(2000);
    const message = toldMessage(
      { ...ended, title: long, status: 'rejected', resolution: long },
      'U0MARK',
      url,
    );
    expect(lintMessage(message, { ownUrl: url })).toEqual([]);
  });

  test('modals and a simulation look the same as before', () => {
    const email = { track: { id: 'smb', title: 'SMB & fast' }, step: 'hello', email: 1, title: 'Hello' };
    const entries = [
      { at: 0, on: 'both' as const, words: 'Joins “SMB & fast”' },
      { at: 86_400_000, on: 'proposed' as const, words: 'Email of “SMB & fast”, step hello', subject: 'Hi' },
      { at: 86_400_000, on: 'base' as const, words: 'Email of “Old”, step one', problem: 'no value' },
    ];
    const simulated = { days: 30, halted: ['Old'], leads: [{ name: 'Jane <b>', entries }] };
    expect({
      reject: rejectModal('{}'),
      test: testModal([email], '{}'),
      diff: diffModal(change(['One', 'Two <b>']), { url, page: 0 }),
      simulation: simulationMessage('More points', simulated, url),
    }).toMatchSnapshot();
  });
});

describe('the chart of a card', () => {
  const backtest = (emails: number): NonNullable<Change['plan']['backtest']> => ({
    from: 0,
    to: 90 * 86_400_000,
    version: 1,
    leads: 3000,
    of: 3000,
    changed: 212,
    samples: [],
    figures: [
      { of: 'emails', base: 1188, proposed: [emails, emails], recorded: 1188 },
      { of: 'goals', base: 36, proposed: [40, 32], recorded: 36 },
      { of: 'mql', base: 5, proposed: [5, 5], recorded: 5 },
    ],
  });

  test('shows what differs, and says it in words', () => {
    const data = chartData({ backtest: backtest(1076) });
    expect(data && chartText(data)).toBe(
      'What it would have done in the last 90 days: Emails sent 1,076 instead of 1,188; Goals reached 32 to 40 instead of 36.',
    );
  });

  test('is none where nothing differs or nothing was run', () => {
    expect(chartData({})).toBeUndefined();
    expect(chartData({ backtest: { ...backtest(1), figures: [] } })).toBeUndefined();
  });

  test('is another one for other figures', () => {
    const hashes = [1076, 1077, 1076].map((n) => chartHash(chartData({ backtest: backtest(n) }) as never));
    expect(hashes[0]).toBe(hashes[2]);
    expect(hashes[0]).not.toBe(hashes[1]);
  });
});
