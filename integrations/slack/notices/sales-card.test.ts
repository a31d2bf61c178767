import { describe, expect, test } from 'vitest';
import { lintMessage, lintView } from '../blocks/lint/lint.ts';
import { notFitModal } from './not-fit-modal.ts';
import { erasedCard, type LeadFacts, type SalesNotice, salesCard } from './sales-card.ts';

const notice: SalesNotice = {
  id: '01987a3e-6b1f-4c1d-9a59-0c8f6c1f2a10',
  kind: 'task',
  audience: 'sales',
  text: 'Call about <pricing>',
  dueAt: Date.UTC(2026, 0, 6, 9),
  demo: false,
  state: 'open',
  round: 1,
  byName: null,
  slackUser: null,
  at: null,
  until: null,
  reason: null,
  note: null,
};
const lead: LeadFacts = {
  name: 'Jane <!channel>',
  who: 'Jane is CTO at Example Works (smb): decision stage, MQL, score 82.',
  score: 82,
  why: ['Asked for after a page visit (“/pricing”)', '+25 by “Pricing page” (2 times)'],
  lately: ['2026-01-05 09:00: a page visit (“/pricing”)'],
};
const url = 'https://trellis.example/leads/1';
const text = (of: SalesNotice, old = false) =>
  salesCard(of, lead, { url, old })
    .blocks.map((block) => {
      if (block.type === 'header') return `# ${block.text.text}`;
      if (block.type === 'section') return block.text?.text;
      if (block.type === 'context') return block.elements.map((one) => ('text' in one ? one.text : ''));
      if (block.type === 'actions')
        return block.elements
          .map((one) => ('text' in one ? `[${one.text?.text}]` : `[${one.type}]`))
          .join(' ');
      return block.type;
    })
    .join('\n---\n');
const by = { byName: 'Abel', slackUser: 'U1', at: Date.UTC(2026, 0, 5, 10) };

describe('the card of a hot lead', () => {
  test('says the score, why, what it did last, and what can be made of it', () => {
    expect(text(notice)).toMatchInlineSnapshot(`
      "# Sales task: Jane <!channel>
      ---
      *Call about &lt;pricing&gt;*
      Jane is CTO at Example Works (smb): decision stage, MQL, score 82.
      ---
      *Score 82*
      • Asked for after a page visit (“/pricing”)
      • +25 by “Pricing page” (2 times)
      ---
      *Lately*
      • 2026-01-05 09:00: a page visit (“/pricing”)
      ---
      For sales · due <!date^1767690000^{date_short_pretty} {time}|2026-01-06 09:00 UTC> · <https://trellis.example/leads/1|Open the lead>
      ---
      [Claim] [static_select] [Not a fit]"
    `);
  });

  test.each<[Partial<SalesNotice>, string]>([
    [{ state: 'claimed', ...by }, ':raising_hand: *Claimed by <@U1>*'],
    [{ state: 'snoozed', ...by, until: Date.UTC(2026, 0, 6, 9) }, ':zzz: *Snoozed by <@U1>* until <!date^'],
    [
      { state: 'not_fit', ...by, reason: 'role', note: 'an <intern>' },
      'The person does not decide on it (an &lt;intern&gt;)',
    ],
  ])('once settled it says so and has no buttons: %o', (settled, words) => {
    const card = { ...notice, ...settled };
    expect(text(card)).toContain(words);
    expect(text(card)).not.toContain('[Claim]');
    expect(salesCard(card, lead, { url }).blocks).toMatchSnapshot();
    expect(lintMessage(salesCard(card, lead, { url }), { ownUrl: url })).toEqual([]);
  });

  test('one that came back calls who had snoozed it; where it stood before, it points there', () => {
    const back: SalesNotice = { ...notice, round: 2, slackUser: 'U1' };
    expect(text(back)).toContain('<@U1> snoozed this until now');
    expect(text(back)).toContain('[Claim]');
    expect(text(back, true)).toContain('It came back; see below.');
    expect(text(back, true)).not.toContain('[Claim]');
  });

  test('whatever a form or a CRM has put into a lead, Slack takes it and nobody is called', () => {
    const long = '<!everyone> & '.repeat(400);
    const facts = {
      ...lead,
      name: long,
      who: long,
      why: [long, long, long, long, long],
      lately: Array(9).fill(long),
    };
    const card = salesCard({ ...notice, text: long, audience: long, note: long, state: 'not_fit' }, facts, {
      url,
    });
    expect(lintMessage(card, { ownUrl: url })).toEqual([]);
    // The header is plain text.
    expect(JSON.stringify(card.blocks.slice(1))).not.toContain('<!everyone>');
    expect(lintMessage(salesCard({ ...notice, text: long }, facts, { url }), { ownUrl: url })).toEqual([]);
  });

  test('the card of an erased lead says nothing of it', () => {
    expect(lintMessage(erasedCard())).toEqual([]);
    expect(erasedCard().blocks).toHaveLength(1);
  });

  test('the modal that asks why is one that Slack takes', () => {
    expect(lintView(notFitModal('{}'))).toEqual([]);
    expect(notFitModal('{}')).toMatchSnapshot();
  });
});
