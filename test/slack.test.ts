import { randomUUID } from 'node:crypto';
import { webApi } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createAgent } from '../agent/agent.ts';
import { createConversations } from '../agent/conversations.ts';
import { createModels } from '../agent/models/models.ts';
import type { Database } from '../db/connection.ts';
import { type Edit, programSchema } from '../engine/program/schema.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import type { Changes, Person, Role } from '../engine/runtime/changes/types.ts';
import { createEngine, type Engine } from '../engine/runtime/engine.ts';
import { lintMessage } from '../integrations/slack/blocks/lint/lint.ts';
import { approveAction, rejectAction } from '../integrations/slack/cards/card-buttons.ts';
import { postCard } from '../integrations/slack/cards/post.ts';
import { rejectCallback } from '../integrations/slack/cards/reject-modal.ts';
import { cardAt } from '../integrations/slack/cards/store.ts';
import type { InboxItem } from '../integrations/slack/inbox/item.ts';
import { type Slack, startSlack } from '../integrations/slack/index.ts';
import { createLibrary } from '../knowledge/library.ts';
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
  viewer: { id: 'U0VIEW', name: 'Vera', email: 'Vera@example.com' },
  marketer: { id: 'U0MARK', name: 'Mara', email: 'mara@example.com' },
  approver: { id: 'U0APPR', name: 'Abel', email: 'abel@example.com' },
  admin: { id: 'U0ADMI', name: 'Ada', email: 'ada@example.com' },
  stranger: { id: 'U0STRA', name: 'Stan', email: 'stan@example.com' },
};

let db: Database;
let engine: Engine;
let changes: Changes;
let emulator: LocalSlack;
let proxy: SlackProxy;
let slack: Slack;
const logged: string[] = [];
const changeUrl = (id: string) => `https://trellis.example/changes/${id}`;
const people = new Map<string, Person>();

async function person(role: Role): Promise<Person> {
  const { name, email } = users[role];
  const created: Person = { id: randomUUID(), name, email: email.toLowerCase(), role };
  await db.query(
    `insert into people (id, name, email, role, created_at) values ($1::uuid, $2, $3, $4, now())`,
    [created.id, created.name, created.email, created.role],
  );
  people.set(created.email, created);
  return created;
}

function connect(): Promise<Slack> {
  const library = createLibrary(db);
  const services = { db, engine, library, changes, changeUrl, ...noEmail };
  const agent = createAgent({ models: createModels({}), services, conversations: createConversations(db) });
  const log = (_: object, message: string) => void logged.push(message);
  return startSlack({
    config: { ...slackTokens, apiUrl: proxy.apiUrl },
    agent,
    changes,
    ...noDesks,
    people: { findByEmail: async (email) => people.get(email.toLowerCase()) },
    db,
    changeUrl,
    log: { info: log, warn: log, error: log },
    clock: () => now,
  });
}

const ask = (user: { id: string }, text: string) =>
  emulator.type({ channel, user: user.id, text: `<@U0BOT> ${text}` });
const fromBot = (thread: string) => (message: SlackMessage) =>
  message.user === 'U0BOT' && message.thread_ts === thread;
const isCard = (message: SlackMessage) => message.blocks?.[0]?.type === 'header';
const words = (message: SlackMessage) =>
  (message.blocks ?? []).map((block) => block.text?.text ?? '').join('\n');
const buttonsOf = (message: SlackMessage) =>
  (message.blocks ?? []).flatMap((block) => (block.type === 'actions' ? (block.elements ?? []) : []));
const whisperTo = (user: { id: string }, text: string) => (message: SlackMessage) =>
  message.ephemeral_to === user.id && message.text.includes(text);
const cardIn = (thread: string) =>
  emulator.until(channel, (message) => fromBot(thread)(message) && isCard(message));

/** Asks for other points for the pricing page and gives the card. */
async function cardFor(points: number): Promise<{ card: SlackMessage; thread: string; id: string }> {
  const thread = await ask(users.marketer, `give ${points} points for a pricing page visit`);
  const card = await cardIn(thread);
  // It is recorded right after it is posted; before that a click is sent to the page.
  await vi.waitFor(async () => expect(await cardAt(db, channel, card.ts)).toBeDefined());
  return { card, thread, id: buttonsOf(card)[0]?.value as string };
}

describe.skipIf(withoutLocalSlack)(
  `Slack${withoutLocalSlack ? ` (skipped: ${withoutLocalSlack})` : ''}`,
  () => {
    beforeAll(async () => {
      db = await testDatabase();
      engine = createEngine({ db, clock: () => now });
      changes = createChanges({ db, engine, clock: () => now });
      await db.transaction((tx) =>
        engine.activate(tx, programSchema.parse({ schema: 1 }), { changeId: null }),
      );
      for (const role of ['viewer', 'marketer', 'approver', 'admin'] as const) await person(role);
      emulator = await startLocalSlack(Object.values(users));
      // Every event of every test here is delivered twice.
      proxy = await startSlackProxy(emulator.port, { clock: () => now });
      slack = await connect();
    });
    afterAll(async () => {
      await slack?.stop();
      await proxy?.stop();
      await emulator?.stop();
    });

    test('a mention is answered in its thread', async () => {
      await engine.ingest([
        {
          messageId: 'one',
          source: 'test',
          userId: 'one',
          name: 'identify',
          occurredAt: now,
          properties: {},
          traits: { country: 'DE' },
        },
      ]);
      const thread = await ask(users.viewer, 'how many leads are there?');
      const answer = await emulator.until(channel, fromBot(thread));
      expect(words(answer)).toMatch(/\b1\b/);
      expect(buttonsOf(answer)).toEqual([]);
    });

    test('a direct message is answered too', async () => {
      const direct = await emulator.directChannel(users.viewer.id);
      const thread = await emulator.type({
        channel: direct,
        user: users.viewer.id,
        text: 'how many leads are there?',
      });
      expect(words(await emulator.until(direct, fromBot(thread)))).toMatch(/\b1\b/);
    });

    test('somebody who is not one of our people reads nothing and is told how to be added', async () => {
      const thread = await ask(users.stranger, 'how many leads are there?');
      const answer = await emulator.until(channel, fromBot(thread));
      expect(words(answer)).toContain('I do not know stan@example.com yet');
      expect(words(answer)).toContain('people add stan@example.com');
    });

    test('a proposal becomes a card that only a person with the role can approve', async () => {
      const before = (await engine.program()).version;
      const { card, id } = await cardFor(25);
      expect(words(card)).toContain('25');
      expect(
        buttonsOf(card)
          .slice(0, 2)
          .map(({ action_id, value }) => [action_id, value]),
      ).toEqual([
        [approveAction, id],
        [rejectAction, id],
      ]);

      for (const refused of [users.viewer, users.marketer]) {
        await emulator.click(card, channel, refused.id, approveAction);
        await emulator.until(channel, whisperTo(refused, 'an approver or admin must approve'));
      }
      await emulator.click(card, channel, users.stranger.id, approveAction);
      await emulator.until(channel, whisperTo(users.stranger, 'I do not know stan@example.com'));
      expect((await changes.get(id)).status).toBe('proposed');
      expect((await engine.program()).version).toBe(before);

      await emulator.click(card, channel, users.approver.id, approveAction);
      const settled = await emulator.until(
        channel,
        (message) => message.ts === card.ts && words(message).includes('Approved by Abel'),
      );
      expect(buttonsOf(settled)).toEqual([]);
      expect(await changes.get(id)).toMatchObject({
        status: 'applied',
        resolvedBy: { email: 'abel@example.com' },
      });
      const { program, version } = await engine.program();
      expect(version).toBe(before + 1);
      expect(Object.values(program.scoring.rules).map((rule) => rule.points)).toEqual([25]);
    });

    test('of two people who click at once one approves and the other is told who did', async () => {
      const before = (await engine.program()).version;
      const { card } = await cardFor(26);
      await Promise.all(
        [users.approver, users.admin].map((user) => emulator.click(card, channel, user.id, approveAction)),
      );
      const lost = await emulator.until(
        channel,
        (message) => message.ephemeral_to !== undefined && message.text.includes('is already applied by'),
      );
      const winner = lost.ephemeral_to === users.admin.id ? users.approver : users.admin;
      expect(lost.text).toContain(`by ${winner.name}`);
      expect((await engine.program()).version).toBe(before + 1);
    });

    test('a rejected change says who rejected it and why', async () => {
      const { card, id } = await cardFor(27);
      await emulator.click(card, channel, users.approver.id, rejectAction);
      await emulator.modal(({ callback_id: callback }) => callback === rejectCallback);
      await emulator.submit(users.approver.id, { reason: 'Too many at once' });
      const settled = await emulator.until(
        channel,
        (message) => message.ts === card.ts && words(message).includes('Rejected by Abel'),
      );
      expect(words(settled)).toContain('Too many at once');
      expect(buttonsOf(settled)).toEqual([]);
      expect(await changes.get(id)).toMatchObject({ status: 'rejected', resolution: 'Too many at once' });
    });

    test('what was settled elsewhere loses its buttons here', async () => {
      const { card, id } = await cardFor(28);
      const change = await changes.get(id);
      await changes.approve(id, people.get('ada@example.com') as Person, change);
      await slack.refresh();
      const settled = await emulator.until(channel, (message) => message.ts === card.ts);
      expect(words(settled)).toContain('Approved by Ada');
      expect(buttonsOf(settled)).toEqual([]);
    });

    test('a stale card shows the new plan, and what it shows now can be approved', async () => {
      const track: Edit = {
        op: 'put',
        path: 'tracks/fintech',
        value: {
          title: 'Fintech',
          stage: 'awareness',
          entry: { when: 'industry = "fintech"' },
          steps: [{ id: 'pause', kind: 'wait', for: '7 days' }],
        },
      };
      const author = people.get('mara@example.com') as Person;
      const { id } = await changes.propose({
        title: 'A fintech track',
        edits: [track],
        author,
        via: 'console',
      });
      const client = new webApi.WebClient(slackTokens.botToken, { slackApiUrl: proxy.apiUrl });
      const post: InboxItem['post'] = async (_, { thread, ...message }) => {
        const { ts } = await client.chat.postMessage({ ...message, thread_ts: thread as string });
        return { channel, ts: ts as string };
      };
      await postCard(
        { changes, db, changeUrl, inbox: { stop: async () => {}, add: async () => true } },
        id,
        { channel, thread: '1.1' },
        { post },
      );
      const card = await cardIn('1.1');
      expect(words(card)).toContain('No lead would enter “Fintech” now');

      await engine.ingest([
        {
          messageId: 'two',
          source: 'test',
          userId: 'two',
          name: 'identify',
          occurredAt: now,
          properties: {},
          account: { id: 'acme', fields: { industry: 'fintech' } },
        },
      ]);
      await emulator.click(card, channel, users.approver.id, approveAction);
      await emulator.until(channel, whisperTo(users.approver, 'Look at this change again'));
      const again = await cardIn('1.1');
      expect(words(again)).toContain('*Look again.*');
      expect(words(again)).toContain('1 lead would enter “Fintech” now');

      // A click that was on its way before the card was drawn anew.
      await emulator.click(card, channel, users.approver.id, approveAction);
      await emulator.until(channel, whisperTo(users.approver, 'The card changed just before you clicked'));
      expect((await changes.get(id)).status).toBe('proposed');

      await emulator.click(await cardIn('1.1'), channel, users.approver.id, approveAction);
      await emulator.until(
        channel,
        (message) => message.ts === card.ts && words(message).includes('Approved by Abel'),
      );
      expect((await changes.get(id)).status).toBe('applied');
    });

    test('a scheduled change shows its time and what was said, and gets its buttons back when it is open again', async () => {
      const { card, id } = await cardFor(44);
      const approver = people.get('abel@example.com') as Person;
      const vera = people.get('vera@example.com') as Person;
      const shows = (text: string, buttons: number) =>
        emulator.until(
          channel,
          (message) =>
            message.ts === card.ts && words(message).includes(text) && buttonsOf(message).length === buttons,
        );
      await changes.comment(id, vera, 'Is that not much?', 'console');
      await slack.refresh();
      await shows('Vera, 2026-01-05 09:00 UTC: Is that not much?', 4);
      await changes.approve(id, approver, await changes.get(id), { at: now + 3_600_000 });
      await slack.refresh();
      await shows('Approved by Abel 2026-01-05 09:00 UTC, it is applied 2026-01-05 10:00 UTC.', 0);
      await changes.cancel(id, approver);
      await slack.refresh();
      await shows('Is that not much?', 4);
      await emulator.click(card, channel, users.approver.id, approveAction);
      await shows('Approved by Abel', 0);
    });

    test('who approved a change for a time is told, once, that it was not applied and why', async () => {
      const { card, id } = await cardFor(45);
      const approver = people.get('abel@example.com') as Person;
      const direct = await emulator.directChannel(users.approver.id);
      await changes.approve(id, approver, await changes.get(id), { at: now + 1 });
      await db.query(`update people set role = 'viewer' where id = $1::uuid`, [approver.id]);
      await createChanges({ db, engine, clock: () => now + 1 }).runDue();
      await db.query(`update people set role = 'approver' where id = $1::uuid`, [approver.id]);
      await slack.refresh();
      await slack.refresh();
      const told = (await emulator.messages(direct)).filter(({ text }) => text.includes('was not applied'));
      expect(told.map(({ text }) => text)).toEqual([
        expect.stringContaining(
          'was not applied at the time you approved it for. The approval of Abel is not enough any more',
        ),
      ]);
      expect(told[0]?.text).toContain(changeUrl(id));
      const back = await emulator.until(
        channel,
        (message) => message.ts === card.ts && words(message).includes('It is open again'),
      );
      expect(buttonsOf(back)).toHaveLength(4);
    });

    test('whatever was said fits the limits, nothing was said twice, and no token was logged', async () => {
      await slack.stop();
      const all = await emulator.messages(channel);
      const said = all.filter((message) => message.user === 'U0BOT' && message.subtype !== 'ephemeral');
      expect(said.length).toBeGreaterThan(5);
      for (const message of said) expect(lintMessage(message as never)).toEqual([]);
      // Besides answers and cards, the author is told once what became of a change.
      const told = said.filter(({ text }) => text.startsWith('<@'));
      expect(new Set(told.map((message) => message.thread_ts)).size).toBe(told.length);
      expect(told.length).toBeGreaterThan(3);
      const answers = said
        .filter((message) => !isCard(message) && !told.includes(message))
        .map((message) => message.thread_ts);
      expect(new Set(answers).size).toBe(answers.length);
      expect(logged.join('\n')).not.toMatch(/xoxb|xapp-/);
      expect(logged).toEqual([]);
    });
  },
);
