import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AgentAnswer, AgentRequest } from '../agent/types.ts';
import type { ContentRef, Edit } from '../engine/program/schema.ts';
import type { Change, Person, Role } from '../engine/runtime/changes/types.ts';
import type { IncomingEvent } from '../engine/runtime/types.ts';
import {
  approveAction,
  diffAction,
  planAgainAction,
  rejectAction,
  simulateAction,
  testAction,
} from '../integrations/slack/cards/card-buttons.ts';
import { rejectCallback } from '../integrations/slack/cards/reject-modal.ts';
import { testCallback, testKey } from '../integrations/slack/cards/test-modal.ts';
import { type Slack, startSlack } from '../integrations/slack/index.ts';
import { notFitCallback } from '../integrations/slack/notices/not-fit-modal.ts';
import { routesInWords, setRoute, unsetRoute } from '../integrations/slack/notices/routes.ts';
import { claimAction, notFitAction, snoozeAction } from '../integrations/slack/notices/sales-card.ts';
import { allowShared } from '../integrations/slack/shared/store.ts';
import { savePerson } from '../server/auth/people.ts';
import { slackOptions } from '../server/slack.ts';
import { eventOf, sampleProgram, T0 } from './runtime-world.ts';
import { startServer, type TestServer } from './server.ts';
import {
  type LocalSlack,
  type SlackMessage,
  slackTokens,
  startLocalSlack,
  withoutLocalSlack,
} from './support/local-slack.ts';
import { type SlackProxy, startSlackProxy } from './support/slack-proxy/proxy.ts';

/** What people do with the cards of changes and of hot leads, by real clicks; everything is delivered twice. */
const channel = 'C0001';
const users = {
  viewer: { id: 'U0VIEW', name: 'Vera', email: 'vera@example.com' },
  marketer: { id: 'U0MARK', name: 'Mara', email: 'mara@example.com' },
  approver: { id: 'U0APPR', name: 'Abel', email: 'abel@example.com' },
};
const other = { id: 'U0OTHE', name: 'Otto', email: 'otto@example.com' };
const stranger = { id: 'U0STRA', name: 'Stan', email: 'stan@example.com' };
const dayMs = 86_400_000;

let now = T0;
let server: TestServer;
let emulator: LocalSlack;
let proxy: SlackProxy;
let slack: Slack;
const people = {} as Record<keyof typeof users, Person>;
/** What the next question proposes. */
let proposes: { title: string; edits: Edit[] } = { title: '', edits: [] };

/** In place of the conversation: files what the test says, as whoever asks. */
async function answer({ person }: AgentRequest): Promise<AgentAnswer> {
  const { changes } = server.installation;
  const { id } = await changes.propose({ ...proposes, author: person, via: 'slack' });
  const nothing = { toolCalls: [], citations: [], findings: [], tainted: [] };
  return { text: 'It waits for an approval.', model: 'trellis:interpreter', changes: [id], ...nothing };
}
const agent = {
  answer,
  async *stream(request: AgentRequest) {
    yield { type: 'answer' as const, answer: await answer(request) };
  },
};

const page = (email: string, n: number, more: Partial<IncomingEvent> = {}) => ({
  ...eventOf({ now } as never, email, 'page_visit', { properties: { page_url: 'https://x.org/pricing' } }),
  messageId: `${email}-${n}`,
  ...more,
});
async function settle() {
  const { engine, senders } = server.installation;
  while ((await engine.runDue()) > 0);
  while ((await engine.dispatch(senders)) > 0);
}

const words = (message: SlackMessage) =>
  (message.blocks ?? []).map((block) => block.text?.text ?? '').join('\n');
const elementsOf = (message: SlackMessage) =>
  (message.blocks ?? []).flatMap((block) => (block.type === 'actions' ? (block.elements ?? []) : []));
const actionsOf = (message: SlackMessage) => elementsOf(message).map(({ action_id: id }) => id);
const isCard = (message: SlackMessage) => message.blocks?.[0]?.type === 'header';
const until = (is: (message: SlackMessage) => boolean) => emulator.until(channel, is);
const shows = (ts: string, text: string) =>
  until((message) => message.ts === ts && words(message).includes(text));
const whispered = (user: { id: string }, text: string) =>
  until((message) => message.ephemeral_to === user.id && `${message.text}\n${words(message)}`.includes(text));
const click = (card: SlackMessage, user: { id: string }, action: string) =>
  emulator.click(card, channel, user.id, action);
const said = async (thread: string) =>
  (await emulator.messages(channel)).filter(
    (message) => message.user === 'U0BOT' && message.thread_ts === thread && !message.ephemeral_to,
  );

/** Somebody asks, and gets a card in the thread. */
async function cardFor(
  title: string,
  edits: Edit[],
  { id: user } = users.marketer,
): Promise<{ card: SlackMessage; thread: string; id: string }> {
  proposes = { title, edits };
  const thread = await emulator.type({ channel, user, text: '<@U0BOT> please' });
  const card = await until(
    (message) => message.user === 'U0BOT' && message.thread_ts === thread && isCard(message),
  );
  // It is recorded right after it is posted; before that a click is sent to the page.
  await slack.refresh();
  return { card, thread, id: elementsOf(card)[0]?.value as string };
}

const pricing = (points: number) => ({
  title: 'Pricing page',
  when: 'page_visit AND page_url CONTAINS "pricing"',
  points,
});
const rule = (points: number): Edit => ({ op: 'put', path: 'scoring/rules/pricing', value: pricing(points) });
const track = (title: string, more: { id: string; kind: string; content: ContentRef }[] = []): Edit => ({
  op: 'put',
  path: 'tracks/visitors',
  value: {
    title,
    stage: 'awareness',
    entry: { when: 'page_visits >= 1' },
    steps: [{ id: 'pause', kind: 'wait', for: '2 days' }, ...more],
  },
});

describe.skipIf(withoutLocalSlack)(
  `Slack cards${withoutLocalSlack ? ` (skipped: ${withoutLocalSlack})` : ''}`,
  () => {
    let hello: Awaited<ReturnType<TestServer['installation']['library']['pin']>>;

    beforeAll(async () => {
      server = await startServer({}, { clock: () => now });
      const { db, engine, library } = server.installation;
      for (const role of ['viewer', 'marketer', 'approver'] as const satisfies Role[])
        people[role] = await savePerson(db, { ...users[role], role }, now);
      const item = {
        id: 'hello',
        title: 'Hello',
        kind: 'email',
        stages: ['awareness'],
        summary: 'A summary.',
      };
      const cta = { label: 'Read', url: 'https://www.fernhollow.com/read' };
      await library.add([{ ...item, cta, subject: 'Hello', body: 'Dear you.\n\n[cta]', approvedBy: 'Ana' }], {
        mayApprove: true,
        now,
      });
      hello = await library.pin('hello');
      await db.transaction((tx) =>
        engine.activate(
          tx,
          sampleProgram({
            segments: {},
            scoring: { rules: { pricing: pricing(30) } },
            triggers: {
              hot: {
                title: 'Hot',
                when: 'page_visit AND page_url CONTAINS "pricing"',
                actions: [{ do: 'task', queue: 'sales', title: 'Call about <pricing>', within: '1 day' }],
              },
              taken: {
                title: 'Taken on',
                when: 'sales_claim',
                actions: [{ do: 'enrol', track: 'onboarding' }],
              },
              misfit: {
                title: 'Not a fit',
                when: 'sales_rejection AND reason = "student"',
                actions: [{ do: 'score', points: -20 }],
              },
            },
            tracks: {
              onboarding: {
                title: 'Sales takes over',
                stage: 'decision',
                steps: [{ id: 'pause', kind: 'wait', for: '30 days' }],
              },
            },
            policies: {
              sender: { name: 'Fernhollow', email: 'hello@fernhollow.com', postalAddress: '12 Quarry Lane' },
            },
          }),
          { changeId: null },
        ),
      );
      emulator = await startLocalSlack([...Object.values(users), other, stranger]);
      proxy = await startSlackProxy(emulator.port);
      slack = await startSlack({
        ...slackOptions(server.installation),
        config: { ...slackTokens, apiUrl: proxy.apiUrl },
        agent,
      });
    });
    afterAll(async () => {
      await slack?.stop();
      await proxy?.stop();
      await emulator?.stop();
    });

    test('a card shows what it would have done as a picture, and can be looked at closer', async () => {
      const { engine } = server.installation;
      await engine.ingest(
        ['jane', 'john'].map((name) =>
          page(`${name}@lead.example`, 1, { traits: { first_name: name, last_name: '<b>Doe' } }),
        ),
      );
      await settle();
      now += 10 * dayMs;
      const { card, id } = await cardFor('A track for visitors', [
        track('Visitors', [{ id: 'hello', kind: 'email', content: hello }]),
      ]);
      expect(actionsOf(card)).toEqual([approveAction, rejectAction, simulateAction, diffAction, testAction]);
      const drawn = await until(
        (message) => message.ts === card.ts && (message.blocks ?? []).some(({ type }) => type === 'image'),
      );
      expect(drawn.blocks?.find(({ type }) => type === 'image')).toMatchObject({
        slack_file: { id: expect.stringMatching(/^F/) },
        alt_text: expect.stringContaining('Track enrolments 2 instead of 0'),
      });
      expect(proxy.calls.filter(({ method }) => method === 'files.completeUploadExternal')).toHaveLength(1);
      expect(words(drawn)).toContain('Track enrolments: 2 instead of 0');

      await click(card, users.viewer, simulateAction);
      await whispered(users.viewer, 'Your role is viewer');
      await click(card, stranger, simulateAction);
      await whispered(stranger, 'I do not know stan@example.com');
      await click(card, users.marketer, simulateAction);
      const simulated = await whispered(users.marketer, 'The next 30 days with “A track for visitors”');
      expect(words(simulated)).toMatch(/jane &lt;b&gt;Doe|john &lt;b&gt;Doe/);
      expect(words(simulated)).toContain('`+` ');

      await click(card, users.viewer, diffAction);
      const diff = await emulator.modal(({ blocks }) => blocks[0]?.type === 'header');
      expect(JSON.stringify(diff.blocks)).toContain('The difference');
      await click(card, stranger, diffAction);
      const refused = await emulator.modal(({ blocks }) => JSON.stringify(blocks).includes('I do not know'));
      expect(JSON.stringify(refused.blocks)).not.toContain('The difference');

      await click(card, users.marketer, testAction);
      await emulator.modal(({ callback_id: callback }) => callback === testCallback);
      const email = { option: testKey({ track: { id: 'visitors', title: '' }, step: 'hello' }) };
      await emulator.submit(users.marketer.id, { email, lead: 'jane@lead.example' });
      await whispered(users.marketer, 'is on its way to mara@example.com, as jane &lt;b&gt;Doe');
      const mails = await (await server.installation.email()).mailbox.list({ limit: 10 });
      expect(mails).toHaveLength(1);

      await click(card, users.approver, approveAction);
      const settled = await shows(card.ts, 'Approved by Abel');
      expect(actionsOf(settled)).toEqual([]);
      expect(settled.blocks?.some(({ type }) => type === 'image')).toBe(false);
      expect((await server.installation.changes.get(id)).status).toBe('applied');
    });

    test('a rejection asks for its reason, and the author is told in the thread, once', async () => {
      const { card, thread, id } = await cardFor('Other points', [rule(31)]);
      await click(card, users.viewer, rejectAction);
      await emulator.modal(({ callback_id: callback }) => callback === rejectCallback);
      await emulator.submit(users.viewer.id, { reason: 'No' });
      await whispered(users.viewer, 'Only an approver, or the author, can reject a change');
      await click(card, users.approver, rejectAction);
      await emulator.modal(({ callback_id: callback }) => callback === rejectCallback);
      await emulator.submit(users.approver.id, { reason: 'Not <now>' });
      await shows(card.ts, 'Not &lt;now&gt;');
      await until(({ text }) =>
        text.startsWith(`<@${users.marketer.id}> “Other points”: :x: *Rejected by Abel*`),
      );
      await slack.refresh();
      const told = (await said(thread)).filter(({ text }) => text.startsWith('<@'));
      expect(told.map(({ text }) => text)).toEqual([expect.stringContaining('Not &lt;now&gt;')]);
      expect((await server.installation.changes.get(id)).resolution).toBe('Not <now>');
    });

    test('a stale change is planned again by a click, once, by who may, in the same thread', async () => {
      const { changes } = server.installation;
      const { card, thread, id } = await cardFor('More points', [rule(32)]);
      const other = await changes.propose({
        title: 'Other points',
        edits: [rule(33)],
        author: people.marketer,
        via: 'console',
      });
      await changes.approve(other.id, people.approver, other);
      await click(card, users.approver, approveAction);
      const stale = await shows(card.ts, '*Stale*');
      expect(actionsOf(stale)).toEqual([planAgainAction]);
      await click(stale, users.viewer, planAgainAction);
      await whispered(users.viewer, 'Your role is viewer');

      await click(stale, users.marketer, planAgainAction);
      await click(stale, users.approver, planAgainAction);
      const old = await shows(card.ts, '|planned again>');
      expect(actionsOf(old)).toEqual([]);
      await whispered(users.approver, 'It was planned again already');
      await slack.refresh();
      const open = (await changes.list({ status: 'proposed' })).filter(
        ({ title }) => title === 'More points',
      );
      expect(open.map(({ author }) => author.name)).toEqual(['Mara']);
      const cards = (await said(thread)).filter(isCard);
      expect(cards.map(({ ts }) => ts)[0]).toBe(card.ts);
      expect(cards.slice(1).map((message) => elementsOf(message)[0]?.value)).toEqual([open[0]?.id]);
      const again = cards[1] as SlackMessage;
      await click(again, users.approver, approveAction);
      await shows(again.ts, 'Approved by Abel');
      expect((await changes.get(id)).status).toBe('stale' satisfies Change['status']);
    });

    test('four eyes hold at the click, and where the policy asks for a principal none but a principal approves', async () => {
      const { changes, db } = server.installation;
      const who = { name: other.name, email: other.email, role: 'approver' as const };
      await savePerson(db, who, now);
      const policy: Edit = { op: 'put', path: 'policies/approval', value: { high: 'principal' } };
      const { card, id } = await cardFor('Principals approve', [policy], users.approver);
      expect(words(card)).toContain('Another approver than the author must approve it, where there is one.');
      await click(card, users.approver, approveAction);
      await whispered(
        users.approver,
        'You proposed this high-risk change yourself; another approver must approve it.',
      );
      expect((await changes.get(id)).status).toBe('proposed');
      await click(card, other, approveAction);
      expect(actionsOf(await shows(card.ts, 'Approved by Otto'))).toEqual([]);

      const cap = { op: 'put', path: 'policies/cap', value: { count: 3, days: 7 } } satisfies Edit;
      const { card: capped, id: capId } = await cardFor('A cap', [cap]);
      await click(capped, other, approveAction);
      await whispered(other, 'A principal must approve this change, and you are none');
      // Neither click has taken the buttons from those who may.
      expect((await changes.get(capId)).status).toBe('proposed');
      expect(actionsOf(await until(({ ts }) => ts === capped.ts))).toContain(approveAction);
      await savePerson(db, { ...who, principal: true }, now);
      await click(capped, other, approveAction);
      await shows(capped.ts, 'Approved by Otto');
      expect((await changes.get(capId)).resolvedBy?.name).toBe('Otto');
    });

    describe('hot leads', () => {
      const options = () => {
        const { db, engine } = server.installation;
        return { db, program: () => engine.program(), clock: () => now };
      };
      const noticeOf = (name: string) =>
        until(
          (message) =>
            isCard(message) && words(message).includes(`: ${name} `) && actionsOf(message).length > 0,
        );
      const hot = async (name: string) => {
        await server.installation.engine.ingest([
          page(`${name}@lead.example`, now, { traits: { first_name: name, last_name: '<!here>' } }),
        ]);
        await settle();
        await slack.refresh();
        return noticeOf(name);
      };
      const stateOf = async (name: string) => {
        const { db, engine } = server.installation;
        const id = (await engine.findLead(`${name}@lead.example`)) as string;
        const [lead] = await db.query<{ fields: Record<string, unknown>; score: number }>(
          'select fields, score from leads where id = $1::uuid',
          [id],
        );
        const events = await db.query<{ name: string; properties: Record<string, unknown> }>(
          `select name, properties from inputs where lead_id = $1::uuid and source = 'slack' order by seq`,
          [id],
        );
        const tracks = await db.query<{ track: string }>(
          `select track from enrolments where lead_id = $1::uuid and track = 'onboarding'`,
          [id],
        );
        return { id, ...lead, events, tracks };
      };

      test('are shown where an approver wants them, and from then on', async () => {
        await expect(
          setRoute(options(), people.marketer, { audience: 'sales', channel }),
        ).rejects.toMatchObject({
          code: 'routes.forbidden',
        });
        await expect(setRoute(options(), people.approver, { audience: 'cafe', channel })).rejects.toThrow(
          'it names sales',
        );
        now += 1000;
        expect(await setRoute(options(), people.approver, { audience: 'Sales', channel })).toContain(
          'From now on',
        );
        expect(await setRoute(options(), people.approver, { audience: 'sales', channel })).toContain(
          'already',
        );
        expect(await routesInWords(options())).toEqual(['sales → <#C0001>, set by Abel']);
        const path = `${server.url}/api/notifications/routes`;
        const { cookie } = await server.signIn('approver');
        const asApprover = { cookie, origin: server.url, 'content-type': 'application/json' };
        const listed = await fetch(path, { headers: { cookie } });
        expect(await listed.json()).toEqual({
          routes: [{ audience: 'sales', channel, setBy: 'Abel', createdAt: new Date(now).toISOString() }],
        });
        const route = { audience: 'sales', channel: 'C0002' };
        const send = (method: string, to: string, headers: Record<string, string>, body?: object) =>
          fetch(to, { method, headers, ...(body && { body: JSON.stringify(body) }) });
        expect((await send('POST', path, asApprover, route)).status).toBe(201);
        expect((await send('DELETE', `${path}/C0002/sales`, asApprover)).status).toBe(200);
        // A program may not, whoever it speaks for.
        const { token } = JSON.parse(readFileSync(join(server.home, 'owner.json'), 'utf8')) as {
          token: string;
        };
        const asProgram = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        expect((await send('POST', path, asProgram, route)).status).toBe(403);
        expect(await routesInWords(options())).toHaveLength(1);
        const card = await hot('kim');
        // What the program asked for before is not shown.
        expect(
          (await emulator.messages(channel)).filter((message) => words(message).includes('Sales task')),
        ).toHaveLength(1);
        expect(words(card)).toContain('Sales task: kim <!here>');
        expect(words(card)).toContain('*Call about &lt;pricing&gt;*');
        expect(words(card)).toContain('*Score 32*');
        expect(words(card)).toContain('Asked for after a page visit (“/pricing”)');
        expect(words(card)).toContain('+32 by “Pricing page”');
        expect(words(card)).toContain('*Lately*');
        expect(actionsOf(card)).toEqual([claimAction, snoozeAction, notFitAction]);
      });

      test('a claim counts once: the card says who, the lead has an owner, and its track begins', async () => {
        const card = await noticeOf('kim');
        await click(card, stranger, claimAction);
        await whispered(stranger, 'I do not know stan@example.com');
        await click(card, users.viewer, claimAction);
        await click(card, users.approver, claimAction);
        await whispered(users.approver, 'Vera was first');
        const settled = await shows(card.ts, `*Claimed by <@${users.viewer.id}>*`);
        expect(actionsOf(settled)).toEqual([]);
        await settle();
        const { fields, events, tracks } = await stateOf('kim');
        expect(fields?.owner).toBe('vera@example.com');
        expect(events).toEqual([
          { name: 'sales_claim', properties: { audience: 'sales', by: 'vera@example.com' } },
        ]);
        expect(tracks).toHaveLength(1);
      });

      test('a snoozed one comes back in the morning and calls who snoozed it', async () => {
        const card = await hot('liz');
        await emulator.choose(card, channel, users.approver.id, snoozeAction, '1');
        await shows(card.ts, `*Snoozed by <@${users.approver.id}>*`);
        await slack.refresh();
        const before = (await emulator.messages(channel)).length;
        now += 2 * dayMs;
        await slack.refresh();
        await shows(card.ts, 'It came back; see below.');
        const back = await until((message) =>
          words(message).includes(`<@${users.approver.id}> snoozed this until now`),
        );
        expect(actionsOf(back)).toEqual([claimAction, snoozeAction, notFitAction]);
        await slack.refresh();
        expect((await emulator.messages(channel)).length).toBe(before + 1);
        // Where it stood before there is nothing to click any more.
        await click(card, users.viewer, claimAction);
        await whispered(users.viewer, 'was first: see what the card says now');
        await click(back, users.viewer, claimAction);
        await shows(back.ts, 'Claimed by');
        expect((await stateOf('liz')).events.map(({ name }) => name)).toEqual([
          'sales_snooze',
          'sales_claim',
        ]);
      });

      test('one that is not a fit says why, and the program acts on it', async () => {
        const card = await hot('max');
        await click(card, users.viewer, notFitAction);
        await emulator.modal(({ callback_id: callback }) => callback === notFitCallback);
        await emulator.submit(users.viewer.id, { reason: { option: 'student' }, note: 'Writes a <thesis>' });
        await shows(card.ts, 'A student or a researcher (Writes a &lt;thesis&gt;)');
        const { events, score } = await stateOf('max');
        expect(events).toEqual([
          {
            name: 'sales_rejection',
            properties: {
              audience: 'sales',
              by: 'vera@example.com',
              reason: 'student',
              text: 'Writes a <thesis>',
            },
          },
        ]);
        expect(score).toBe(12);
      });

      test('an erased lead vanishes from its card, and from what is kept of it', async () => {
        const { engine, db } = server.installation;
        const { id } = await stateOf('max');
        const card = await until((message) => isCard(message) && words(message).includes(': max '));
        await engine.erase(id, people.approver.id, 'request');
        await slack.refresh();
        const cleared = await shows(card.ts, 'a lead that has been erased');
        expect(JSON.stringify(cleared)).not.toMatch(/max|thesis/i);
        const kept = await db.query(
          `select 1 from sales_notices where note is not null union all
           select 1 from slack_inbox where body::text ~* 'max|thesis'`,
        );
        expect(kept).toEqual([]);
      });

      test('where another company reads by now no click counts, and what has to be drawn anew is taken away', async () => {
        const { changes } = server.installation;
        const notice = await hot('pia');
        const { card, id } = await cardFor('Only for us', [rule(44)]);
        now += dayMs / 24;
        proxy.order({ method: 'conversations.info', kind: 'error', code: 'missing_scope' });
        await click(notice, users.viewer, claimAction);
        await whispered(users.viewer, 'nothing is done by clicks here');
        await click(card, users.approver, approveAction);
        await whispered(users.approver, 'nothing is done by clicks here');
        expect((await stateOf('pia')).events).toEqual([]);
        expect((await changes.get(id)).status).toBe('proposed');
        await changes.reject(id, people.approver, 'A secret reason');
        await slack.refresh();
        const taken = await shows(card.ts, 'shown on our own pages only');
        expect(actionsOf(taken)).toEqual([]);
        expect(JSON.stringify(await emulator.messages(channel))).not.toMatch(/secret reason/);
        // What Slack said is believed for ten minutes.
        now += dayMs / 24;
      });

      test('are shown where another company reads only once it is allowed', async () => {
        const { db } = server.installation;
        // Slack does not tell of a channel that the app is not in: it counts as shared.
        const elsewhere = 'C0404';
        await setRoute(options(), people.approver, { audience: 'sales', channel: elsewhere });
        await hot('oda');
        const owed = () => db.query(`select 1 from slack_inbox where id like 'notice:%:C0404'`);
        expect(await owed()).toEqual([]);
        await allowShared(db, elsewhere, people.approver.id, now);
        await slack.refresh();
        expect(await owed()).toHaveLength(1);
        await unsetRoute(options(), people.approver, { channel: elsewhere });
      });

      test('end when they are not wanted there any more', async () => {
        expect(await unsetRoute(options(), people.approver, { audience: 'SALES', channel })).toContain(
          'not shown there any more',
        );
        expect(await routesInWords(options())).toEqual([]);
        const before = (await emulator.messages(channel)).length;
        await server.installation.engine.ingest([page('ned@lead.example', 1)]);
        await settle();
        await slack.refresh();
        expect((await emulator.messages(channel)).length).toBe(before);
      });
    });
  },
);
