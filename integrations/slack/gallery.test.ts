import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AlertContent, DigestContent } from '../../agent/digests/content.ts';
import type { Change } from '../../engine/runtime/changes/types.ts';
import { finishMessage, plainMessage } from './answers/render/index.ts';
import { joinMessages } from './answers/render/join.ts';
import { pictureMessage } from './answers/render/picture.ts';
import { performance } from './answers/render/testing/answers.ts';
import { mrkdwnMessages, textMessages } from './answers/render/text.ts';
import { lintMessage, lintView } from './blocks/lint/lint.ts';
import { changeCard } from './cards/change-card.ts';
import { diffModal } from './cards/diff-modal.ts';
import { rejectModal } from './cards/reject-modal.ts';
import { simulationMessage } from './cards/simulation-message.ts';
import { testModal } from './cards/test-modal.ts';
import { alertMessage } from './digests/alert-message.ts';
import { digestMessage } from './digests/digest-message.ts';
import { alertModal, digestModal } from './digests/modals.ts';
import { subcommands } from './home/command/commands.ts';
import { helpReply } from './home/command/help.ts';
import { homeView, refusalView } from './home/home-view.ts';
import { home } from './home/testing/home.ts';
import { said } from './inbox/late-modal.ts';
import { notFitModal } from './notices/not-fit-modal.ts';
import { erasedCard, salesCard } from './notices/sales-card.ts';
import { withheldCard } from './shared/withheld.ts';

const ownUrl = 'https://trellis.example/';
const at = Date.UTC(2026, 2, 18, 12);

/** Everything that is shown in Slack, with `words` wherever people, leads, models or documents write them. */
function gallery(words: string): Record<string, readonly object[]> {
  const person = { id: 'p1', name: words, email: 'mara@example.com', role: 'marketer' as const };
  const change: Change = {
    id: '01987a3e-6b1f-4c1d-9a59-0c8f6c1f2a10',
    title: words,
    baseVersion: 3,
    edits: [],
    editHash: 'e'.repeat(64),
    planHash: 'b'.repeat(64),
    plan: {
      diff: [words],
      population: { entering: { smb: 12 }, inFlight: {}, leaving: 0, leads: 3000 },
      titles: { smb: words },
      risk: { level: 'medium', reasons: [words] },
      computedAt: at,
    },
    author: person,
    via: 'slack',
    tainted: [words],
    status: 'proposed',
    createdAt: at,
    expiresAt: at + 1,
    comments: [{ by: person, via: 'slack', at, text: words }],
  };
  const settled = { resolvedBy: person, resolvedAt: at, resolution: words, appliedVersion: 4 };
  const url = `${ownUrl}changes/1`;
  const changeUrl = (id: string) => `${ownUrl}changes/${id}`;
  const cited = {
    n: 1,
    item: 'guide',
    version: 2,
    start: 0,
    end: 9,
    title: words,
    heading: words,
    place: words,
    url: `${ownUrl}library/guide`,
  };
  const answer = {
    text: words,
    model: 'openai:name',
    toolCalls: [performance],
    changes: [],
    citations: [cited],
    findings: [],
    tainted: [],
  };
  const leads = [
    { value: words, count: 2 },
    { value: null, count: 1 },
  ];
  const breakdown = {
    name: 'query_leads',
    input: {},
    output: { count: 3, condition: words, breakdown: leads, leads: [] },
  };
  const below = finishMessage(answer, 'Ev1');
  const digest: DigestContent = {
    kind: 'digest',
    title: 'Weekly digest',
    period: '16 Nov 2026 to 22 Nov 2026',
    sentences: [words],
    table: { columns: ['Figure', 'This week'], rows: [[words, '4.2 %']] },
    chart: { words: 'Click rate by week', png: '' },
    waiting: [{ title: words, url }],
    more: 2,
    notes: [words],
    url: `${ownUrl}performance`,
  };
  const alert: AlertContent = {
    kind: 'alert',
    state: 'began',
    title: words,
    sentences: [words],
    url: `${ownUrl}performance`,
  };
  const notice = {
    ...{
      id: 'n1',
      kind: 'task' as const,
      audience: words,
      text: words,
      dueAt: at,
      demo: false,
      state: 'open' as const,
      round: 1,
    },
    ...{ byName: null, slackUser: null, at: null, until: null, reason: null, note: null },
  };
  const lead = { name: words, who: words, score: 82, why: [words], lately: [words] };
  const email = { track: { id: 'smb', title: words }, step: 'hello', email: 1, title: words };
  return {
    textMessages: textMessages(words, { changeUrl }),
    mrkdwnMessages: mrkdwnMessages('*Ours*'),
    finishMessage: [below, finishMessage({ ...answer, toolCalls: [breakdown] }, 'Ev1')],
    joinMessages: joinMessages(textMessages(words, { changeUrl }), [below]),
    plainMessage: [plainMessage(below)],
    pictureMessage: [pictureMessage('F1', words)],
    changeCard: [
      changeCard(change, { url, note: words }),
      ...(['applied', 'rejected', 'stale', 'expired'] as const).map((status) =>
        changeCard({ ...change, ...settled, status }, { url, plannedAgain: url }),
      ),
    ],
    simulationMessage: [
      simulationMessage(
        words,
        {
          days: 30,
          halted: [words],
          leads: [{ name: words, entries: [{ at, on: 'proposed', words, subject: words }] }],
        },
        url,
      ),
    ],
    diffModal: [diffModal(change, { url, page: 0 })],
    rejectModal: [rejectModal('{}')],
    testModal: [testModal([email], '{}')],
    salesCard: [
      salesCard(notice, lead, { url }),
      salesCard(
        { ...notice, state: 'not_fit', byName: words, slackUser: 'U1', at, reason: 'other', note: words },
        lead,
        { url },
      ),
    ],
    erasedCard: [erasedCard()],
    withheldCard: [withheldCard()],
    notFitModal: [notFitModal('{}')],
    digestMessage: [digestMessage(digest, { file: 'F1' }), digestMessage(digest, { plain: true })],
    alertMessage: [alertMessage(alert), alertMessage({ ...alert, state: 'recovered' })],
    digestModal: [digestModal({ channel: 'C1' })],
    alertModal: [alertModal({ channel: '' })],
    helpReply: [helpReply(subcommands), helpReply(subcommands, words)],
    homeView: [
      homeView({
        ...home,
        name: words,
        pending: home.pending.map((one) => ({ ...one, title: words, author: words })),
        week: { sentences: [words] },
        tracks: home.tracks.map((one) => ({ ...one, title: words })),
      }),
    ],
    refusalView: [refusalView(words)],
    said: [said('What it changes', words)],
  };
}

const lint = (shown: object) =>
  'type' in shown ? lintView(shown, { ownUrl }) : lintMessage(shown, { ownUrl });

test('everything that is shown in Slack is here', () => {
  const source = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    // What they are all made of shows nothing by itself.
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('blocks/'))
    .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
    .join('\n');
  const builder =
    /export function (\w+)\((?:[^()]|\([^()]*\))*\): (?:Message|Message\[\]|types\.ModalView|types\.HomeView|Reply)\b/g;
  const names = [...source.matchAll(builder)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(15);
  expect(Object.keys(gallery('Words')).sort()).toEqual(names.sort());
});

test.each(Object.entries(gallery('Pricing & more')))('%s looks as it did', (_, shown) => {
  for (const one of shown) {
    expect(lint(one)).toEqual([]);
    expect(one).toMatchSnapshot();
  }
});

test.each([
  ['a mention of everybody', '<!channel> <!here> <@U1|x>'],
  ['a link', '<https://evil.example|x> [x](https://evil.example) https://evil.example'],
  ['what ends a reference', 'a | b > c & d'],
  ['many words', 'Many & long < words > in one text. '.repeat(400)],
  ['a word without end', '&'.repeat(9000)],
  ['lines', 'one\n\ntwo\n'.repeat(300)],
])('with %s wherever others write, Slack takes all of it and none of it does anything', (_, words) => {
  for (const [name, shown] of Object.entries(gallery(words)))
    for (const one of shown) expect(lint(one), name).toEqual([]);
});
