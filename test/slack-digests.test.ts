import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { digestCallback, newDigestAction } from '../integrations/slack/digests/modals.ts';
import { savePerson } from '../server/auth/people.ts';
import { connectSlack } from '../server/slack.ts';
import { DAY, factsByHand } from './performance-world.ts';
import { startServer, type TestServer } from './server.ts';
import {
  type LocalSlack,
  type SlackMessage,
  slackTokens,
  startLocalSlack,
  withoutLocalSlack,
} from './support/local-slack.ts';
import type { Call } from './support/slack-proxy/call.ts';
import { type SlackProxy, startSlackProxy } from './support/slack-proxy/proxy.ts';

const channel = 'C0001';
/** A Friday. */
const begin = Date.UTC(2026, 9, 30, 12);
let now = begin;
const mara = { id: 'U0MARK', name: 'Mara', email: 'mara@example.com' };
const never = new AbortController().signal;

let server: TestServer;
let emulator: LocalSlack;
let proxy: SlackProxy;
let disconnect: () => Promise<void>;

const ofBot = (message: SlackMessage) => message.user === 'U0BOT';
const isDigest = (message: SlackMessage) => ofBot(message) && message.blocks?.[0]?.type === 'header';
const isAlert = ({ method, args }: Call) =>
  method === 'chat.postMessage' && String(args.text).includes('Leads are stuck');
const until = async (instant: number) => {
  now = instant;
  await server.installation.telling.run(never);
};

describe.skipIf(withoutLocalSlack)('digests and alerts in Slack', () => {
  beforeAll(async () => {
    server = await startServer({}, { clock: () => now });
    const { installation } = server;
    emulator = await startLocalSlack([mara]);
    proxy = await startSlackProxy(emulator.port, { clock: () => now });
    const person = { name: 'Mara', email: mara.email, role: 'marketer' as const, timeZone: 'Europe/Vienna' };
    await savePerson(installation.db, person, now);
    const facts = factsByHand(installation.db);
    for (let n = 1; n <= 60; n++) {
      await facts.lead(n);
      await facts.stay(n, 'journey', begin - 40 * DAY, 'awareness', {
        left_at: begin - 35 * DAY,
        forward: n <= 24 ? true : null,
      });
      await facts.email(n, begin - 40 * DAY, n <= 6 ? { clicked_at: begin - 39 * DAY } : {});
      await facts.stay(n, 'journey', begin - 3 * DAY, 'awareness');
      await facts.email(n, begin - 10 * DAY);
      await facts.email(n, begin - 3 * DAY, n <= 12 ? { clicked_at: begin - 2 * DAY } : {});
    }
    await facts.done(now);
    const config = {
      ...installation.config,
      SLACK_BOT_TOKEN: slackTokens.botToken,
      SLACK_APP_TOKEN: slackTokens.appToken,
    };
    disconnect = await connectSlack({ ...installation, config }, { apiUrl: proxy.apiUrl });
  });
  afterAll(async () => {
    await disconnect?.();
    await proxy?.stop();
    await emulator?.stop();
  });

  it('how we are doing is three sentences with what they are of, a chart and a table', async () => {
    const text = '<@U0BOT> how are we doing this month?';
    const thread = await emulator.type({ channel, user: mara.id, text });
    const answer = await emulator.until(channel, (message) => ofBot(message) && message.thread_ts === thread);
    const [, said, chart, table] = answer.blocks as unknown as { text?: { text: string } }[];
    const [first = ''] = said?.text?.text.split('\n\n') ?? [];
    expect(first.split(/(?<=\.) /)).toEqual([
      expect.stringMatching(
        /October 2026.* 0 % \(0 of 60; 0 to 6 %\).* clearly 40 points less than .* \(40 %\)\./,
      ),
      'No nurtured lead became an MQL in this period.',
      'No deal was won in this period, and no proposal is open.',
    ]);
    expect(JSON.stringify(answer.blocks)).toContain('performance?from=2026-10-01&amp;to=2026-10-31');
    expect(JSON.stringify(answer.blocks)).not.toContain('`http');
    expect(chart).toMatchObject({ type: 'data_visualization', title: 'Shares, October 2026' });
    expect(table).toMatchObject({ type: 'data_table', caption: 'Figures, October 2026' });
    expect(JSON.stringify(table)).toMatch(
      /"Click rate".*"10 %".*"12 of 120".*"5.8 to 17 %".*"10 % \(no clear difference\)"/,
    );
  });

  it('a digest is ordered in a channel and comes there once, with its figures, chart and table', async () => {
    const thread = await emulator.type({
      channel,
      user: mara.id,
      text: '<@U0BOT> post a weekly digest here at 9',
    });
    const said = await emulator.until(channel, (message) => ofBot(message) && message.thread_ts === thread);
    expect(JSON.stringify(said.blocks)).toContain('every Monday at 09:00 (Europe/Vienna), in #marketing');
    await until(Date.UTC(2026, 10, 2, 8));
    const digest = await emulator.until(channel, isDigest);
    const shown = JSON.stringify(digest.blocks);
    expect(digest.blocks?.map(({ type }) => type)).toEqual([
      'header',
      'section',
      'image',
      'context',
      'data_table',
      'context',
      'section',
      'context',
    ]);
    expect(shown).toContain('0 % (0 of 60; 0 to 6 %)');
    expect(shown).toContain('12 of 60, likely 12 to 32 %');
    expect(shown).toMatch(/"slack_file":\{"id":"F\w+"/);
    // As a process leaves it that dies after it has handed it over.
    const { db } = server.installation;
    await db.query(`update posts set status = 'sending', lease_until = to_timestamp($1::float8 / 1000)`, [
      now,
    ]);
    await until(now + 60_000);
    await vi.waitFor(async () =>
      expect(await db.query('select settled_at from slack_inbox where settled_at is null')).toEqual([]),
    );
    expect(await db.query('select status from posts')).toEqual([{ status: 'sent' }]);
    expect((await emulator.messages(channel)).filter(isDigest)).toHaveLength(1);
  });

  it('an alert is posted once after Slack wants to be left alone, and one that cannot be is said to have failed', async () => {
    const { db } = server.installation;
    await emulator.type({ channel, user: mara.id, text: '<@U0BOT> alert this channel when leads are stuck' });
    await emulator.until(channel, (message) => JSON.stringify(message.blocks ?? '').includes('Set, alert 1'));
    await db.query(
      `update leads set fault = 'it broke' where id = (select id from leads order by id limit 1)`,
    );
    proxy.order({ method: 'chat.postMessage', kind: 'limited', retryAfter: 1 });
    await until(now + 60_000);
    await vi.waitFor(() => expect(proxy.calls.filter(isAlert)).toHaveLength(1));
    now += 2_000;
    await emulator.until(channel, (message) => message.text.includes('Leads are stuck'));
    expect(proxy.calls.filter(isAlert)).toHaveLength(2);
    proxy.order({ method: 'chat.postMessage', kind: 'error', code: 'is_archived' });
    await db.query('update leads set fault = null');
    await until(now + 10 * 60_000);
    await vi.waitFor(async () => {
      const [last] = await db.query('select status, reason from posts order by created_at desc limit 1');
      expect(last).toEqual({ status: 'failed', reason: 'the channel is archived' });
    });
  });

  it('are listed, set and stopped by /trellis, and set in a form', async () => {
    const told = (text: string) =>
      emulator.until(
        channel,
        (message) => message.ephemeral_to === mara.id && JSON.stringify(message.blocks).includes(text),
      );
    await emulator.command(mara.id, channel, 'digests');
    const list = await told('1: every Monday at 09:00');
    await emulator.click(list, channel, mara.id, newDigestAction);
    await emulator.modal(({ callback_id: callback }) => callback === digestCallback);
    await emulator.submit(mara.id, {
      when: { option: 'month:1' },
      at: '10:00',
      to: { option: 'channel' },
      channel,
    });
    const direct = await emulator.directChannel(mara.id);
    const said = await emulator.until(direct, ofBot);
    expect(said.text).toContain('on the 1st of every month at 10:00 (Europe/Vienna), in #marketing');
    await emulator.command(mara.id, channel, 'alerts when clicks drop by half');
    await told('when clicks fall by 50 % or more');
    await emulator.command(mara.id, channel, 'digests stop 1');
    await told('Stopped, digest 1');
    await emulator.command(mara.id, channel, 'alerts list');
    await told('when a lead is stuck, in #marketing');
    await emulator.command(mara.id, channel, 'alerts when pigs fly');
    await told('I did not understand all of that');
  });

  it('say nothing in a channel that others read, until an admin allows it', async () => {
    const { db } = server.installation;
    const outcomes = () =>
      db.query<{ status: string; reason: string | null }>(
        'select status, reason from posts order by created_at desc, key limit 1',
      );
    // Slack does not tell whose it is.
    proxy.order({ method: 'conversations.info', kind: 'error', code: 'missing_scope' });
    await db.query(
      `update leads set fault = 'it broke' where id = (select id from leads order by id limit 1)`,
    );
    await until(now + 11 * 60_000);
    await vi.waitFor(async () =>
      expect((await outcomes())[0]).toMatchObject({
        status: 'failed',
        reason: expect.stringContaining('people of another company'),
      }),
    );
    await db.query('update leads set fault = null');
    await until(now + 11 * 60_000);
    await emulator.until(channel, (message) => message.text.includes('Leads go on again'));
  });
});
