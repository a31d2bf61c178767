import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createAgent } from '../agent/agent.ts';
import { createConversations } from '../agent/conversations.ts';
import { createModels } from '../agent/models/models.ts';
import type { Database } from '../db/connection.ts';
import { programSchema } from '../engine/program/schema.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import type { Changes, Person, Role } from '../engine/runtime/changes/types.ts';
import { createEngine, type Engine } from '../engine/runtime/engine.ts';
import { feedbackAction } from '../integrations/slack/answers/render/feedback-buttons.ts';
import { slackChecks } from '../integrations/slack/doctor/examine.ts';
import { showCardAction } from '../integrations/slack/home/home-view.ts';
import { type Slack, startSlack } from '../integrations/slack/index.ts';
import { createLibrary } from '../knowledge/library.ts';
import type { Installation } from '../server/installation.ts';
import { pictureDrawer } from '../server/slack/draw-picture.ts';
import { feedbackTasks } from '../server/slack/feedback-tasks.ts';
import { homeSource } from '../server/slack/home.ts';
import { readFeedback } from '../server/slack/read-feedback.ts';
import { testDatabase } from './database.ts';
import {
  type LocalSlack,
  type SlackMessage,
  slackTokens,
  startLocalSlack,
  withoutLocalSlack,
} from './support/local-slack.ts';
import { noEmail } from './support/no-email.ts';
import { noDesks } from './support/slack-desks.ts';
import { type SlackProxy, startSlackProxy } from './support/slack-proxy/proxy.ts';

const channel = 'C0001';
const now = Date.UTC(2026, 0, 5, 9);
const users = {
  viewer: { id: 'U0VIEW', name: 'Vera', email: 'vera@example.com' },
  marketer: { id: 'U0MARK', name: 'Mara', email: 'mara@example.com' },
  approver: { id: 'U0APPR', name: 'Abel', email: 'abel@example.com' },
  stranger: { id: 'U0STRA', name: 'Stan', email: 'stan@example.com' },
};

let db: Database;
let engine: Engine;
let changes: Changes;
let emulator: LocalSlack;
let proxy: SlackProxy;
let slack: Slack;
const logged: string[] = [];
const people = new Map<string, Person>();
const publicUrl = 'https://trellis.example';
const changeUrl = (id: string) => `${publicUrl}/changes/${id}`;

const direct = (user: { id: string }) => emulator.directChannel(user.id);
const from = (is: (message: SlackMessage) => boolean) => (message: SlackMessage) =>
  message.user === 'U0BOT' && is(message);
const kinds = ({ blocks = [] }: SlackMessage) => blocks.map(({ type }) => type);
const words = (message: object) => JSON.stringify(message);
const homeOf = ({ id }: { id: string }) =>
  proxy.calls.findLast(({ method, args }) => method === 'views.publish' && args.user_id === id)?.args.view;

async function ask(user: { id: string }, text: string): Promise<SlackMessage> {
  const thread = await emulator.type({ channel, user: user.id, text: `<@U0BOT> ${text}` });
  const isAnswer = from(
    ({ thread_ts: of, blocks }) => of === thread && words(blocks ?? []).includes(feedbackAction),
  );
  return emulator.until(channel, isAnswer);
}

describe.skipIf(withoutLocalSlack)('what Slack shows of Trellis', () => {
  beforeAll(async () => {
    db = await testDatabase();
    engine = createEngine({ db, clock: () => now });
    changes = createChanges({ db, engine, clock: () => now });
    const steps = [{ id: 'pause', kind: 'wait', for: '7 days' }];
    const track = { title: 'Fintech', stage: 'awareness', entry: { when: 'industry = "fintech"' }, steps };
    const program = programSchema.parse({ schema: 1, tracks: { fintech: track } });
    await db.transaction((tx) => engine.activate(tx, program, { changeId: null }));
    for (const role of ['viewer', 'marketer', 'approver'] as const) await person(role);
    await engine.ingest(
      ['DE', 'DE', 'FR', 'FR', 'FR', '<!channel>'].map((country, n) => ({
        messageId: `m${n}`,
        source: 'test',
        userId: `u${n}`,
        name: 'identify' as const,
        occurredAt: now,
        properties: {},
        traits: { country },
        account: { id: 'acme', fields: { industry: 'fintech' } },
      })),
    );
    emulator = await startLocalSlack(Object.values(users));
    proxy = await startSlackProxy(emulator.port, { clock: () => now });
    const services = { db, engine, library: createLibrary(db), changes, changeUrl, ...noEmail };
    const log = (_: object, message: string) => void logged.push(message);
    const logger = { info: log, warn: log, error: log };
    const installation = { db, engine, services, changes, publicUrl, clock: () => now, log: logger };
    slack = await startSlack({
      config: { ...slackTokens, apiUrl: proxy.apiUrl },
      agent: createAgent({ models: createModels({}), services, conversations: createConversations(db) }),
      changes,
      ...noDesks,
      people: { findByEmail: async (email) => people.get(email.toLowerCase()) },
      db,
      changeUrl,
      drawPicture: pictureDrawer(installation as unknown as Installation),
      home: homeSource(installation as unknown as Installation),
      log: logger,
      clock: () => now,
    });
  });
  afterAll(async () => {
    await slack?.stop();
    await proxy?.stop();
    await emulator?.stop();
  });

  async function person(role: Role): Promise<void> {
    const { name, email } = users[role as 'viewer'];
    const created: Person = { id: randomUUID(), name, email, role };
    await db.query(
      'insert into people (id, name, email, role, created_at) values ($1::uuid, $2, $3, $4, now())',
      [created.id, name, email, role],
    );
    people.set(email, created);
  }

  test('an answer with a breakdown carries a native chart and table, and what was thought of it is kept', async () => {
    const answer = await ask(users.viewer, 'how many leads are there by country?');
    // What the app did while it was streamed stands above it.
    expect(kinds(answer)).toEqual([
      'task_card',
      'section',
      'data_visualization',
      'data_table',
      'context_actions',
    ]);
    expect(answer.text).toContain('&lt;!channel&gt;');
    const turn = /good:([\w.:-]+)/.exec(words(answer))?.[1];
    for (const verdict of ['good', 'bad'])
      await emulator.click(answer, channel, users.marketer.id, feedbackAction, `${verdict}:${turn}`);
    await emulator.click(answer, channel, users.stranger.id, feedbackAction, `bad:${turn}`);
    await emulator.click(answer, channel, users.viewer.id, feedbackAction, 'bad:Ev0');
    const told = ['It is kept for whoever', 'I do not know stan@example.com', 'too old to be judged'];
    for (const text of told)
      await emulator.until(
        channel,
        ({ ephemeral_to: to, text: said }) => to !== undefined && said.includes(text),
      );
    await slack.refresh();
    const feedback = await readFeedback(db, { limit: 10 });
    expect(feedback).toMatchObject([{ turn, verdict: 'bad', role: 'viewer' }]);
    expect(feedbackTasks(feedback)).toMatchObject([
      { verdict: 'bad', draft: { as: 'manager', turns: [{ say: 'how many leads are there by country?' }] } },
    ]);
  });

  test('figures without a native chart come with a picture of ours', async () => {
    const answer = await ask(users.viewer, 'how did our leads do by cohort in the last 90 days?');
    const picture = await emulator.until(
      channel,
      from((message) => message.thread_ts === answer.thread_ts && kinds(message).includes('image')),
    );
    expect(picture.text).not.toBe('');
    const uploads = proxy.calls.filter(({ method }) => method === 'files.completeUploadExternal');
    expect(uploads).toHaveLength(1);
  });

  test('a home tab shows what its reader may do, and follows what changes', async () => {
    await emulator.openHome(users.approver.id);
    await emulator.openHome(users.stranger.id);
    await vi.waitFor(() => {
      for (const user of [users.approver, users.stranger]) expect(homeOf(user)).toBeDefined();
    });
    expect(words(homeOf(users.approver))).toMatch(
      /Hello Abel.*Nothing waits for approval.*Fintech>: 6 on it, 6 came this week/,
    );
    expect(words(homeOf(users.stranger))).toContain('I do not know stan@example.com');
    expect(words(homeOf(users.stranger))).not.toContain('Fintech');

    const author = people.get(users.marketer.email) as Person;
    const rule = { title: 'Pricing', when: 'page_visit AND page_url CONTAINS "pricing"', points: 25 };
    const { id } = await changes.propose({
      title: 'More for pricing',
      edits: [{ op: 'put', path: 'scoring/rules/pricing', value: rule }],
      author,
      via: 'console',
    });
    await slack.refresh();
    expect(words(homeOf(users.approver))).toMatch(
      new RegExp(`Waiting for approval: 1.*More for pricing.*${showCardAction}.*${id}`),
    );
    await engine.halt('fintech', author.id, 'x');
    await slack.refresh();
    expect(words(homeOf(users.approver))).toContain('came this week, paused');
    const drawn = proxy.calls.length;
    await slack.refresh();
    expect(proxy.calls).toHaveLength(drawn);
  });

  test('/trellis answers nobody but who typed it', async () => {
    const told = (user: { id: string }, text: string) =>
      emulator.until(channel, (message) => message.ephemeral_to === user.id && words(message).includes(text));
    await emulator.command(users.viewer.id, channel, 'hlep');
    await told(users.viewer, '/trellis pending');
    await emulator.command(users.stranger.id, channel, 'pending');
    await told(users.stranger, 'I do not know stan@example.com');
    await emulator.command(users.viewer.id, channel, 'pending');
    expect(words(await told(users.viewer, 'More for pricing'))).not.toContain(showCardAction);

    await emulator.command(users.approver.id, channel, 'pending');
    const list = await told(users.approver, showCardAction);
    await emulator.click(list, channel, users.approver.id, showCardAction);
    const card = await emulator.until(
      await direct(users.approver),
      (message) => kinds(message)[0] === 'header',
    );
    expect(words(card)).toContain('Proposed change: More for pricing');

    await emulator.command(users.viewer.id, channel, 'how many leads are there?');
    await told(users.viewer, 'in our direct messages');
    const answer = await emulator.until(
      await direct(users.viewer),
      from((message) => kinds(message).includes('context_actions')),
    );
    expect(words(answer)).toMatch(/\b6\b/);
  });

  test('the doctor finds the proxy well, and Slack was never sent what it refuses', async () => {
    const checks = slackChecks({ ...slackTokens, apiUrl: proxy.apiUrl });
    for (const [, look] of checks) expect(await look()).not.toBe('');
    proxy.order({ method: 'auth.test', kind: 'error', code: 'invalid_auth' });
    const [[, look]] = slackChecks({ ...slackTokens, apiUrl: proxy.apiUrl }) as [
      [string, () => Promise<string>],
    ];
    await expect(look()).rejects.toThrow('Slack refuses SLACK_BOT_TOKEN (invalid_auth)');
    await slack.stop();
    expect(logged).toEqual([]);
  });
});
