import { describe, expect, test } from 'vitest';
import type { Change } from '../../../engine/runtime/changes/types.ts';
import { lintMessage } from '../blocks/lint/lint.ts';
import { cardFingerprint } from './card-buttons.ts';
import { changeCard } from './change-card.ts';

const author = {
  id: '6f1c2f64-0000-4000-8000-000000000001',
  name: 'Mara Example',
  email: 'mara@example.com',
  role: 'marketer' as const,
};
const approver = {
  ...author,
  id: '6f1c2f64-0000-4000-8000-000000000002',
  name: 'Ada <Admin>',
  role: 'admin' as const,
};
const proposed: Change = {
  id: '01987a3e-6b1f-4c1d-9a59-0c8f6c1f2a10',
  title: 'Scoring: +25 for a pricing page visit',
  baseVersion: 3,
  edits: [],
  editHash: 'e'.repeat(64),
  planHash: 'b'.repeat(64),
  plan: {
    diff: [
      'Scoring rule “pricing” is added: +25 when page_visit AND page_url CONTAINS "pricing"',
      'A < B & C > D',
    ],
    population: {
      entering: { 'smb-fast': 1200 },
      alsoOn: { 'smb-fast': { other: 900 } },
      inFlight: { 'smb-fast': 40 },
      leaving: 2,
      leads: 3000,
    },
    titles: { 'smb-fast': 'SMB & fast', other: 'Other' },
    risk: { level: 'medium', reasons: ['40 leads are on the changed tracks now.'] },
    computedAt: 0,
  },
  author,
  via: 'slack',
  tainted: [],
  status: 'proposed',
  createdAt: Date.UTC(2026, 0, 5, 9),
  expiresAt: Date.UTC(2026, 0, 19, 9),
};
const url = 'https://trellis.example/changes/01987a3e';
const settled = { resolvedBy: approver, resolvedAt: Date.UTC(2026, 0, 6, 10) };
const text = (change: Change, note?: string) =>
  changeCard(change, { url, note })
    .blocks.map((block) => {
      if (block.type === 'header') return `# ${block.text.text}`;
      if (block.type === 'section') return block.text?.text;
      if (block.type === 'context')
        return block.elements.map((element) => ('text' in element ? element.text : ''));
      if (block.type === 'actions')
        return `${block.block_id} ${block.elements.map((element) => `[${'text' in element && element.text ? element.text.text : ''} ${'value' in element ? element.value : ''}]`).join(' ')}`;
      return block.type;
    })
    .join('\n---\n');

describe('the card of a change', () => {
  test('an open one says what changes, who is affected and the risk, and has buttons with the id alone', () => {
    expect(text(proposed)).toMatchInlineSnapshot(`
      "# Proposed change: Scoring: +25 for a pricing page visit
      ---
      • Scoring rule “pricing” is added: +25 when page_visit AND page_url CONTAINS "pricing"
      • A &lt; B &amp; C &gt; D
      ---
      *Who is affected (of 3,000 leads)*
      1,200 leads would enter “SMB &amp; fast” now
      900 of those 1,200 are on “Other” now
      40 leads are on “SMB &amp; fast” now
      2 leads would leave their track at once
      ---
      *Risk: medium*
      40 leads are on the changed tracks now.
      ---
      Proposed by Mara Example (slack) · open until <!date^1768813200^{date_short_pretty} {time}|2026-01-19 09:00 UTC> · <https://trellis.example/changes/01987a3e|Open change 01987a3e>
      ---
      change_eeeeeeeeeeeeeeee_bbbbbbbbbbbbbbbb [Approve 01987a3e-6b1f-4c1d-9a59-0c8f6c1f2a10] [Reject 01987a3e-6b1f-4c1d-9a59-0c8f6c1f2a10] [Simulate 01987a3e-6b1f-4c1d-9a59-0c8f6c1f2a10] [Show diff 01987a3e-6b1f-4c1d-9a59-0c8f6c1f2a10]"
    `);
  });

  test('text from outside is named before the buttons', () => {
    expect(text({ ...proposed, tainted: ['lead <x>', 'document faq'] })).toContain(
      ':warning: *Text from outside was read before this was proposed* (lead &lt;x&gt;, document faq).',
    );
  });

  test('a scheduled one says who approved it and for when, and has no buttons', () => {
    const schedule = { at: Date.UTC(2026, 0, 7, 8), by: approver, since: Date.UTC(2026, 0, 6, 10) };
    const card = text({ ...proposed, status: 'scheduled', schedule });
    expect(card).toContain(
      'Approved by Ada &lt;Admin&gt; 2026-01-06 10:00 UTC, it is applied 2026-01-07 08:00 UTC.',
    );
    expect(card).not.toContain('[Approve');
  });

  test('one that came back says why, above everything else, and has its buttons', () => {
    const card = text({ ...proposed, returned: { to: approver, reason: 'Its effect is another.' } });
    expect(card).toContain(
      'Ada &lt;Admin&gt; had approved it for a later time, and it was not applied: Its effect is another. It is open again.\n---\n*Who is affected',
    );
    expect(card).toContain('[Approve');
  });

  test('what people said stands on it as text, the last three of it', () => {
    const comments = ['one', 'two', 'three', '<!channel> four'].map((said) => ({
      by: author,
      via: 'console' as const,
      at: Date.UTC(2026, 0, 5, 10),
      text: said,
    }));
    const card = text({ ...proposed, comments });
    expect(card).toContain('*Comments*\n1 earlier on its page\nMara Example, 2026-01-05 10:00 UTC: two');
    expect(card).toContain('&lt;!channel&gt; four');
    const long = comments.map((one) => ({ ...one, text: '&'.repeat(2000) }));
    expect(lintMessage(changeCard({ ...proposed, comments: long }, { url }))).toEqual([]);
  });

  test('a note asks to look again', () => {
    expect(text(proposed, '60 leads more would enter.')).toContain(
      '*Look again.* 60 leads more would enter.',
    );
  });

  test.each([
    [
      { ...proposed, ...settled, status: 'applied', appliedVersion: 4 },
      ':white_check_mark: *Approved by Ada &lt;Admin&gt;* <!date^1767693600^{date_short_pretty} {time}|2026-01-06 10:00 UTC>. Version 4 of the program is active.',
    ],
    [{ ...proposed, ...settled, status: 'rejected', resolution: 'too many' }, ': too many'],
    [
      { ...proposed, status: 'stale', resolution: 'version 4 changed tracks/smb as well' },
      '*Stale*: version 4',
    ],
    [{ ...proposed, status: 'expired' }, '*Expired*'],
  ] satisfies [Change, string][])('a settled one says how it ended and has no buttons', (change, outcome) => {
    expect(text(change)).toContain(outcome);
    expect(text(change)).not.toMatch(/\[(Approve|Reject|Simulate|Show diff)/);
  });

  test.each(['stale', 'expired'] as const)('a %s one can be planned again, once', (status) => {
    const change: Change = { ...proposed, status };
    expect(text(change)).toContain('[Plan again 01987a3e');
    const again = changeCard(change, { url, plannedAgain: 'https://trellis.example/changes/next' });
    expect(JSON.stringify(again.blocks)).toContain(
      'It was <https://trellis.example/changes/next|planned again>.',
    );
    expect(again.blocks.some(({ type }) => type === 'actions')).toBe(false);
  });

  test('one that touches a track offers a test of its emails; its picture stands while it is open', () => {
    const change: Change = { ...proposed, edits: [{ op: 'remove', path: 'tracks/smb' }] };
    expect(text(change)).toContain('[Send me a test');
    expect(text(proposed)).not.toContain('[Send me a test');
    const chart = { file: 'F1', alt: 'Emails sent 1 instead of 2' };
    const open = changeCard(change, { url, chart });
    expect(lintMessage(open)).toEqual([]);
    expect(open.blocks).toContainEqual({ type: 'image', slack_file: { id: 'F1' }, alt_text: chart.alt });
    const settledCard = changeCard({ ...change, ...settled, status: 'rejected' }, { url, chart });
    expect(settledCard.blocks.some(({ type }) => type === 'image')).toBe(false);
  });

  test('one that cannot be shown whole cannot be approved on it', () => {
    const diff = Array.from({ length: 400 }, (_, n) => `Step ${n} is added: ${'x'.repeat(50)} & more`);
    const card = changeCard({ ...proposed, plan: { ...proposed.plan, diff } }, { url });
    expect(lintMessage(card)).toEqual([]);
    const actions = card.blocks.find((block) => block.type === 'actions');
    expect(actions?.elements.map((element) => 'action_id' in element && element.action_id)).toEqual([
      'change_reject',
      'change_simulate',
      'change_diff',
    ]);
    expect(text({ ...proposed, plan: { ...proposed.plan, diff } })).toContain(
      `<${url}|read and approve it on its page>`,
    );
  });

  test('the largest one that can be made stays within the limits', () => {
    const long = '&'.repeat(5000);
    const change: Change = {
      ...proposed,
      title: long,
      plan: {
        ...proposed.plan,
        diff: [long, long, long],
        population: { ...proposed.plan.population, entering: { [long]: 1 } },
        risk: { level: 'high', reasons: [long] },
      },
      author: { ...author, name: long },
      tainted: [long],
    };
    expect(lintMessage(changeCard(change, { url, note: long }))).toEqual([]);
    expect(lintMessage(changeCard({ ...change, status: 'rejected', resolution: long }, { url }))).toEqual([]);
  });

  test('its fingerprint follows both hashes', () => {
    const ids = [
      proposed,
      { ...proposed, planHash: 'c'.repeat(64) },
      { ...proposed, editHash: 'c'.repeat(64) },
    ];
    expect(new Set(ids.map(cardFingerprint)).size).toBe(3);
  });
});

describe('a card of a change that says a lot', () => {
  const lines = (n: number, what: string) =>
    Array.from({ length: n }, (_, i) => `${what} ${i} <of> “${'x'.repeat(60)}”`);
  const wordy = (n: number): Change => ({
    ...proposed,
    plan: {
      ...proposed.plan,
      diff: lines(n, 'changes'),
      irreversible: lines(n, 'sent'),
      risk: { level: 'high', reasons: lines(n, 'risk') },
      approval: { eyes: 'four', principal: true, reasons: lines(n, 'why') },
      warnings: lines(n, 'warning'),
    },
    tainted: lines(n, 'source'),
    comments: [{ by: author, via: 'slack', at: 0, text: 'y'.repeat(3000) }],
  });

  test('shows something of every part within what Slack takes, and is approved on its page', () => {
    const card = changeCard(wordy(80), { url, note: 'z'.repeat(3000) });
    expect(lintMessage(card)).toEqual([]);
    const shown = text(wordy(80));
    for (const heading of [
      'Who is affected',
      'What cannot be undone',
      'Risk: high',
      'Who must approve it',
      'Warnings',
      'Comments',
      'Text from outside',
    ])
      expect(shown).toContain(`*${heading}`);
    expect(shown).toContain('read and approve it on its page');
    expect(shown).not.toContain('[Approve');
  });

  test('with a dozen lines a part is whole, and is approved where it stands', () => {
    expect(lintMessage(changeCard(wordy(9), { url }))).toEqual([]);
    expect(text(wordy(9))).toContain('[Approve');
  });
});
