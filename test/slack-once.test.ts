import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Agent, createAgent } from '../agent/agent.ts';
import { createConversations } from '../agent/conversations.ts';
import { createModels } from '../agent/models/models.ts';
import type { AgentAnswer, AgentEvent, AgentRequest } from '../agent/types.ts';
import type { Database } from '../db/connection.ts';
import { TrellisError } from '../db/errors.ts';
import { programSchema } from '../engine/program/schema.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import type { Changes, Person, Role } from '../engine/runtime/changes/types.ts';
import { createEngine } from '../engine/runtime/engine.ts';
import { type Slack, startSlack } from '../integrations/slack/index.ts';
import { setSharing } from '../integrations/slack/shared/settings.ts';
import { createLibrary } from '../knowledge/library.ts';
import { testDatabase } from './database.ts';
import { killable } from './support/killable.ts';
import {
  type LocalSlack,
  type SlackMessage,
  signingSecret,
  slackTokens,
  startLocalSlack,
  withoutLocalSlack,
} from './support/local-slack.ts';
import { noEmail } from './support/no-email.ts';
import { noDesks } from './support/slack-desks.ts';
import { type SlackProxy, startSlackProxy } from './support/slack-proxy/proxy.ts';
import { type Relay, startRelay } from './support/slack-proxy/relay.ts';

const channel = 'C0001';
const mara = { id: 'U0MARK', name: 'Mara', email: 'mara@example.com' };
const stan = { id: 'U0STRA', name: 'Stan', email: 'stan@example.com' };
const minute = 60_000;

/** What our process died of, or what a test put in its place, is no fault of the log. */
const logged: { level: string; message: string; fields: object }[] = [];
const log = (level: string) => (fields: object, message: string) =>
  void logged.push({ level, message, fields });
const faultsLogged = () => logged.filter(({ level }) => level === 'error').map(({ message }) => message);

const words = (message: SlackMessage) =>
  (message.blocks ?? [])
    .map((block) => (typeof block.text === 'string' ? block.text : (block.text?.text ?? '')))
    .join('\n')
    .trim();

/** An agent that says what a test lets it say, when the test lets it. */
function scripted() {
  const asked: AgentRequest[] = [];
  let script: (request: AgentRequest) => AsyncGenerator<AgentEvent, void>;
  const agent: Pick<Agent, 'answer' | 'stream'> = {
    answer: async () => {
      throw new Error('answers are streamed');
    },
    async *stream(request) {
      asked.push(request);
      yield* script(request);
    },
  };
  return {
    agent,
    asked,
    play: (next: typeof script) => {
      script = next;
    },
  };
}

const answerOf = (text: string, more: Partial<AgentAnswer> = {}): AgentEvent => ({
  type: 'answer',
  answer: {
    text,
    model: 'trellis:interpreter',
    toolCalls: [],
    changes: [],
    citations: [],
    findings: [],
    tainted: [],
    ...more,
  },
});

const soon = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 20_000, interval: 20 });

/** Something that a test lets happen. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe.skipIf(withoutLocalSlack)(
  `Slack, once${withoutLocalSlack ? ` (skipped: ${withoutLocalSlack})` : ''}`,
  () => {
    let db: Database;
    let changes: Changes;
    let people: Map<string, Person>;
    let ahead = 0;
    const clock = () => Date.now() + ahead;
    let services: Parameters<typeof createAgent>[0]['services'];

    beforeAll(async () => {
      db = await testDatabase();
      const engine = createEngine({ db, clock });
      changes = createChanges({ db, engine, clock });
      await db.transaction((tx) =>
        engine.activate(tx, programSchema.parse({ schema: 1 }), { changeId: null }),
      );
      const changeUrl = (id: string) => `https://trellis.example/changes/${id}`;
      services = { db, engine, library: createLibrary(db), changes, changeUrl, ...noEmail };
      people = new Map();
      for (const [{ name, email }, role] of [[mara, 'marketer']] as [typeof mara, Role][]) {
        const person = { id: randomUUID(), name, email, role };
        people.set(email, person);
        await db.query(
          `insert into people (id, name, email, role, created_at) values ($1::uuid, $2, $3, $4, now())`,
          [person.id, name, email, role],
        );
      }
    });

    const realAgent = (on: Database = db) =>
      createAgent({ models: createModels({}), services, conversations: createConversations(on) });

    function start(
      proxy: SlackProxy,
      {
        agent,
        on = db,
        http = false,
      }: { agent: Pick<Agent, 'answer' | 'stream'>; on?: Database; http?: boolean },
    ): Promise<Slack> {
      return startSlack({
        config: {
          botToken: slackTokens.botToken,
          apiUrl: proxy.apiUrl,
          ...(http ? { signingSecret } : { appToken: slackTokens.appToken }),
        },
        agent,
        changes,
        people: { findByEmail: async (email) => people.get(email.toLowerCase()) },
        db: on,
        ...noDesks,
        changeUrl: services.changeUrl,
        log: { info: log('info'), warn: log('warn'), error: log('error') },
        clock,
      });
    }

    describe.each(['socket', 'http'] as const)('over %s', (transport) => {
      let emulator: LocalSlack;
      let proxy: SlackProxy;
      let relay: Relay | undefined;
      let slack: Slack;
      const script = scripted();

      beforeAll(async () => {
        ahead = 0;
        if (transport === 'http') relay = await startRelay();
        emulator = await startLocalSlack([mara, stan], relay?.url);
        proxy = await startSlackProxy(emulator.port, { clock });
        proxy.deliveries = 4;
        slack = await start(proxy, { agent: script.agent, http: transport === 'http' });
        if (relay) relay.target = slack.http;
      });
      afterAll(async () => {
        await slack?.stop();
        await proxy?.stop();
        await relay?.stop();
        await emulator?.stop();
      });
      beforeEach(() => {
        logged.length = 0;
        script.asked.length = 0;
      });

      const ask = (text: string) => emulator.type({ channel, user: mara.id, text: `<@U0BOT> ${text}` });
      const said = async (thread: string) =>
        (await emulator.messages(channel)).filter(
          (message) => message.user === 'U0BOT' && message.thread_ts === thread,
        );

      test('what is delivered four times is answered once, with its steps, and stopped where it was begun', async () => {
        script.play(async function* () {
          yield { type: 'tool-call', name: 'query_leads', input: {} };
          yield { type: 'tool-result', name: 'query_leads', output: { count: 7 } };
          yield { type: 'text', delta: 'There are *7* leads & <!channel>.\n' };
          yield answerOf('There are *7* leads & <!channel>.');
        });
        const thread = await ask('how many?');
        const answer = await emulator.until(channel, (message) => message.thread_ts === thread);
        await slack.refresh();
        expect(words(answer)).toContain('There are *7* leads &amp; &lt;!channel&gt;.');
        expect(answer.blocks?.find(({ type }) => type === 'task_card')).toMatchObject({
          title: 'Looking through the leads',
          status: 'complete',
        });
        expect(await said(thread)).toHaveLength(1);
        expect(script.asked).toHaveLength(1);
        expect(proxy.statuses.filter((one) => one.thread === thread)[0]).toMatchObject({
          status: 'processing',
        });
        expect(faultsLogged()).toEqual([]);
        if (relay) expect(new Set(relay.statuses)).toEqual(new Set([200]));
      });

      test('what Slack limits is done when it may be, and a call whose answer was lost is not made again', async () => {
        script.play(async function* () {
          yield { type: 'text', delta: 'One.\n' };
          yield answerOf('One.');
        });
        proxy.order({ method: 'chat.stopStream', kind: 'limited', retryAfter: 30 });
        const limited = await ask('limited?');
        await emulator.untilStreaming(channel, (message) => message.thread_ts === limited);
        await soon(async () => {
          const [row] = await db.query('select 1 from slack_inbox where fault = $1', ['ratelimited']);
          expect(row).toBeDefined();
        });
        await slack.refresh();
        expect((await said(limited)).map(({ text }) => text.trim())).toEqual(['One.']);
        ahead += 31_000;
        await slack.refresh();
        await emulator.until(
          channel,
          (message) => message.thread_ts === limited && words(message) === 'One.',
        );

        for (const method of ['chat.startStream', 'chat.stopStream', 'chat.postMessage']) {
          proxy.order({ method, kind: 'cut-after' });
          if (method === 'chat.postMessage')
            proxy.order({ method: 'chat.startStream', kind: 'error', code: 'unknown_method' });
          const thread = await ask(`lost at ${method}?`);
          await soon(async () => {
            const [row] = await db.query<{ open: number }>(
              'select count(*)::int as open from slack_inbox where settled_at is null and attempts > 0 and lease is null',
            );
            const whole = (await said(thread)).some((message) => words(message).includes('One.'));
            expect(row?.open === 1 || (method === 'chat.startStream' && whole)).toBe(true);
          });
          ahead += 3_000;
          await slack.refresh();
          const answers = await said(thread);
          expect([method, answers.map((message) => words(message).trim())]).toEqual([method, ['One.']]);
        }
        expect(script.asked).toHaveLength(4);
        expect(faultsLogged()).toEqual([]);
      });

      test('a person who is not ours hears no more than how to be added, and nothing where others listen', async () => {
        const thread = await emulator.type({ channel, user: stan.id, text: '<@U0BOT> how many?' });
        const answer = await emulator.until(channel, (message) => message.thread_ts === thread);
        expect(words(answer)).toContain('I do not know stan@example.com yet');
        expect(script.asked).toEqual([]);
      });

      if (transport === 'http') {
        const send = (
          body: string,
          { at = clock(), secret = signingSecret, type = 'application/json' } = {},
        ) => {
          const timestamp = String(Math.floor(at / 1000));
          const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
          return (slack.http as NonNullable<Slack['http']>)(
            new Request('https://trellis.example/slack/events', {
              method: 'POST',
              headers: {
                'content-type': type,
                'x-slack-request-timestamp': timestamp,
                'x-slack-signature': `v0=${signature}`,
              },
              body,
            }),
          );
        };
        const event = (id: string) =>
          JSON.stringify({
            type: 'event_callback',
            event_id: id,
            event: { type: 'app_mention', user: mara.id, channel, ts: '9.9', text: 'how many?' },
          });
        const rows = async (id: string) =>
          (await db.query('select 1 from slack_inbox where id = $1', [id])).length;

        test('what is not signed by Slack, or at another time than ours, is refused and not written down', async () => {
          expect((await send(event('EvBad'), { secret: 'another-secret' })).status).toBe(401);
          expect((await send(event('EvOld'), { at: clock() - 6 * minute })).status).toBe(401);
          expect((await send(event('EvAhead'), { at: clock() + 6 * minute })).status).toBe(401);
          const unsigned = new Request('https://trellis.example/slack/events', {
            method: 'POST',
            body: event('EvNone'),
          });
          expect((await slack.http?.(unsigned))?.status).toBe(401);
          const huge = await send('x'.repeat(1_000_001));
          expect(huge.status).toBe(413);
          expect((await send('{')).status).toBe(400);
          for (const id of ['EvBad', 'EvOld', 'EvAhead', 'EvNone']) expect(await rows(id)).toBe(0);
          const challenge = await send(JSON.stringify({ type: 'url_verification', challenge: 'abc' }));
          expect(await challenge.json()).toEqual({ challenge: 'abc' });
        });

        test('what could not be written down is not acknowledged, so that Slack sends it again', async () => {
          const { db: dying, kill } = killable(db);
          const other = await start(proxy, { agent: script.agent, on: dying, http: true });
          kill();
          const body = event('EvLost');
          const timestamp = String(Math.floor(clock() / 1000));
          const signature = createHmac('sha256', signingSecret)
            .update(`v0:${timestamp}:${body}`)
            .digest('hex');
          const headers = {
            'content-type': 'application/json',
            'x-slack-request-timestamp': timestamp,
            'x-slack-signature': `v0=${signature}`,
          };
          const answer = await other.http?.(
            new Request('https://trellis.example/slack/events', { method: 'POST', headers, body }),
          );
          expect(answer?.status).toBe(500);
          expect(await rows('EvLost')).toBe(0);
          await other.stop();
        });
        return;
      }

      test('a slow answer goes on in a new message before Slack ends the first, and in place where Slack was quicker', async () => {
        const [more, late, end] = [gate(), gate(), gate()];
        script.play(async function* () {
          yield { type: 'text', delta: 'First.\n' };
          await more.opened;
          yield { type: 'text', delta: 'Second.\n' };
          await late.opened;
          yield { type: 'text', delta: 'Third.\n' };
          await end.opened;
          yield answerOf('First.\nSecond.\nThird.\nLast.');
        });
        const thread = await ask('slowly?');
        const texts = async () => (await said(thread)).map(({ text }) => text.trim());
        await soon(async () => expect(await texts()).toEqual(['First.']));
        ahead += 4 * minute;
        more.open();
        await soon(async () => expect(await texts()).toEqual(['First.', 'Second.']));
        // Slack ends it by itself, earlier than it should.
        for (const stream of proxy.streams()) stream.state = 'stopped';
        late.open();
        await soon(async () => expect(await texts()).toEqual(['First.', 'Second.\nThird.']));
        end.open();
        await soon(async () => expect(await texts()).toEqual(['First.', 'Second.\nThird.', 'Last.']));
        await slack.refresh();
        expect(proxy.streams().filter(({ state }) => state === 'streaming')).toEqual([]);
        expect(faultsLogged()).toEqual([]);
      });

      test('the button stops the answer, also when another process gives it, and what was said stays', async () => {
        const other = await start(proxy, { agent: script.agent });
        script.play(async function* ({ signal }) {
          yield { type: 'text', delta: 'So far.\n' };
          await new Promise<void>((resolve) =>
            signal?.addEventListener('abort', () => resolve(), { once: true }),
          );
          yield answerOf('So far.\n\nThe turn was ended before it had an answer.', {
            partial: 'turn.aborted',
          });
        });
        const thread = await ask('for ever?');
        await emulator.untilStreaming(channel, (message) => message.thread_ts === thread);
        const event = {
          type: 'agent_session_stopped',
          channel,
          thread_ts: thread,
          user: mara.id,
          streaming_message_ts: [],
        };
        await db.query(
          `insert into slack_inbox (id, kind, place, body, received_at, due_at)
           values ('EvStop', 'event:agent_session_stopped', $1, $2::jsonb, now(), now())`,
          [`stop:${channel}:${thread}`, JSON.stringify({ event })],
        );
        await other.refresh();
        const answer = await emulator.until(channel, (message) => message.thread_ts === thread);
        expect(words(answer)).toMatch(/^So far\.\s+Stopped\.$/);
        expect(proxy.statuses.findLast((one) => one.thread === thread)?.status).toBe('active');
        await other.stop();
      });

      test('a process that dies in the middle of a stream leaves one answer and one change', async () => {
        await slack.stop();
        const { db: dying, kill } = killable(db);
        const real = realAgent(dying);
        const first = await start(proxy, {
          on: dying,
          agent: {
            ...real,
            // It has filed the change, and shown a part, when it is killed.
            async *stream(request) {
              for await (const event of real.stream(request)) {
                if (event.type === 'answer') return;
                if (event.type === 'text') kill();
                yield event;
              }
            },
          },
        });
        const thread = await ask('give 25 points for a pricing page visit');
        await soon(() => expect(faultsLogged().length).toBeGreaterThan(0));
        const filed = await changes.list();
        expect(filed).toHaveLength(1);
        await first.stop();
        // The lease of the dead runs out.
        ahead += 2 * minute;
        slack = await start(proxy, { agent: realAgent() });
        await slack.refresh();
        const all = await said(thread);
        const cards = all.filter(({ blocks }) => blocks?.[0]?.type === 'header');
        expect(await changes.list()).toHaveLength(1);
        expect(cards).toHaveLength(1);
        expect(all).toHaveLength(2);
        expect(words(all.find((one) => !cards.includes(one)) as SlackMessage)).toContain('25');

        // Asked again by a process that died when all was said, it says nothing more.
        const again = () =>
          db.query(
            `update slack_inbox set settled_at = null, body = $2::jsonb
           where kind = 'event:app_mention' and place = $1`,
            [
              `${channel}:${thread}`,
              JSON.stringify({
                event: {
                  type: 'app_mention',
                  user: mara.id,
                  channel,
                  ts: thread,
                  text: 'give 25 points for a pricing page visit',
                },
              }),
            ],
          );
        await again();
        await slack.refresh();
        expect(await changes.list()).toHaveLength(1);
        expect(await said(thread)).toHaveLength(2);
        expect(await db.query('select role from messages order by n')).toHaveLength(2);

        // By one that died before the conversation had the answer, it files nothing more, whatever became of the change.
        const [change] = await changes.list();
        await changes.reject(change?.id as string, people.get(mara.email) as Person, 'not now');
        await db.exec('delete from messages');
        await again();
        await slack.refresh();
        expect(await db.query('select role from messages order by n')).toHaveLength(2);
        expect(await changes.list()).toHaveLength(1);
      });

      test('what nothing here works off is left for a newer process, and never thrown away in silence', async () => {
        const put = `insert into slack_inbox (id, kind, place, body, received_at, due_at)
          values ('EvNewer', 'event:newer', 'newer', '{}', now() - interval '1 day', to_timestamp($1::float8 / 1000))`;
        await db.query(put, [clock()]);
        const row = async () =>
          (
            await db.query(`select settled_at is null as open, fault from slack_inbox where id = 'EvNewer'`)
          )[0];
        await slack.refresh();
        expect(await row()).toEqual({ open: true, fault: 'UnknownKindError' });
        for (const waitMs of [2_000, 10_000, 60_000, 300_000, 900_000]) {
          ahead += waitMs + 1;
          await slack.refresh();
        }
        expect(await row()).toEqual({ open: false, fault: 'UnknownKindError' });
      });

      test('what fails again and again is given up with a sentence to whoever waits', async () => {
        await slack.stop();
        slack = await start(proxy, { agent: script.agent });
        script.play(async function* () {
          yield { type: 'text', delta: 'Perhaps\n' };
          throw new Error('broken');
        });
        const thread = await ask('broken?');
        await soon(() => expect(script.asked).toHaveLength(1));
        for (const waitMs of [0, 2_000, 10_000, 60_000]) {
          ahead += waitMs + 1;
          await slack.refresh();
        }
        expect(script.asked).toHaveLength(4);
        const told = (await emulator.messages(channel)).filter(
          (message) => message.thread_ts === thread && message.user === 'U0BOT',
        );
        expect(told.map(words)).toEqual([expect.stringContaining('given up')]);
        const [row] = await db.query('select body, done, fault from slack_inbox where place = $1', [
          `${channel}:${thread}`,
        ]);
        expect(row).toEqual({ body: {}, done: {}, fault: 'Error' });
      });

      test('what was said in place of an answer is not judged: that would count for the answer before it', async () => {
        script.play(async function* () {
          yield { type: 'text', delta: '' };
          throw new TrellisError('model.unavailable', 'No model answers now; ask again later.', {
            mender: 'operator',
          });
        });
        const thread = await ask('anybody there?');
        const told = await emulator.until(
          channel,
          (message) => message.thread_ts === thread && words(message).includes('No model answers now'),
        );
        expect(JSON.stringify(told.blocks)).not.toContain('answer_feedback');
      });

      test('where another company listens one sentence is said, until an admin of ours allows more', async () => {
        script.play(async function* () {
          yield answerOf('Ours alone.');
        });
        const event = (ts: string) => ({
          id: `EvShared${ts}`,
          kind: 'event:app_mention',
          place: `${channel}:${ts}`,
          body: {
            is_ext_shared_channel: true,
            event: { type: 'app_mention', user: mara.id, channel, ts, text: 'how many?' },
          },
        });
        const hear = async (text: string) => {
          const thread = await emulator.type({ channel, user: mara.id, text });
          const { id, kind, place, body } = event(thread);
          await db.query(
            `insert into slack_inbox (id, kind, place, body, received_at, due_at)
             values ($1, $2, $3, $4::jsonb, now(), now())`,
            [id, kind, place, JSON.stringify(body)],
          );
          await slack.refresh();
          return (await said(thread)).map((message) => message.text);
        };
        expect(await hear('one')).toEqual([
          expect.stringContaining('People of another company read this channel'),
        ]);
        expect(await hear('two')).toEqual([]);
        expect(script.asked).toEqual([]);
        const marketer = people.get(mara.email) as Person;
        const known = { db, clock };
        await expect(setSharing(known, marketer, channel, true)).rejects.toMatchObject({
          code: 'slack.share_forbidden',
        });
        await setSharing(known, { ...marketer, role: 'admin' }, channel, true);
        expect(await hear('three')).toEqual(['Ours alone.']);
        await setSharing(known, { ...marketer, role: 'admin' }, channel, false);
        expect(await hear('four')).toEqual([]);
      });
    });
  },
);
