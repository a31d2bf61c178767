import { messageHandler } from '../../integrations/slack/answers/answer-message.ts';
import { cardFingerprint } from '../../integrations/slack/cards/card-buttons.ts';
import { approveClicked, rejectSubmitted } from '../../integrations/slack/cards/settle.ts';
import { type Card, saveCard } from '../../integrations/slack/cards/store.ts';
import type { Click } from '../../integrations/slack/inbox/click.ts';
import { itemOf } from '../../integrations/slack/inbox/once.ts';
import type { SlackContext } from '../../integrations/slack/options.ts';
import { findByEmail } from '../../server/auth/people.ts';
import type { Attack } from './attackers.ts';

const teamId = 'T1';
const channel = 'C1';

/** Users as Slack tells them; the addresses are those of people, some of them an approver's. */
const profiles = (approver: string, marketer: string) => ({
  marketer: { team_id: teamId, profile: { email: marketer }, is_email_confirmed: true },
  'a guest with an approver’s address': {
    team_id: teamId,
    is_restricted: true,
    profile: { email: approver },
  },
  'a stranger with an approver’s address': { team_id: 'T2', is_stranger: true, profile: { email: approver } },
  'a user whose address is not confirmed': {
    team_id: teamId,
    is_email_confirmed: false,
    profile: { email: approver },
  },
  'a bot': { team_id: teamId, is_bot: true, profile: { email: approver } },
  'a deleted user': { team_id: teamId, deleted: true, profile: { email: approver } },
  'a user without an address': { team_id: teamId, profile: {} },
  nobody: undefined,
});

/** Slack as it reaches us, but for the network: who may not approve says and clicks whatever there is. */
export async function slackAttack(attack: Attack): Promise<{
  steps: readonly { who: string; run: () => Promise<void> }[];
  /** What they all try, by who may. */
  approves: () => Promise<void>;
}> {
  const { installation } = attack.server;
  const { db, changes, services, clock } = installation;
  const users: Record<string, unknown> = profiles(attack.approver.person.email, attack.marketer.email);
  let sent = 0;
  const posted = async () => ({ channel, ts: `9.${++sent}` });
  const context = {
    db,
    changes,
    clock,
    teamId,
    botUserId: 'U0BOT',
    agent: {
      answer: async (request: Parameters<SlackContext['agent']['answer']>[0]) =>
        (await installation.agent()).answer(request),
      async *stream(request: Parameters<SlackContext['agent']['stream']>[0]) {
        yield* (await installation.agent()).stream(request);
      },
    },
    people: { findByEmail: (email: string) => findByEmail(db, email) },
    changeUrl: services.changeUrl,
    log: { info() {}, warn() {}, error() {} },
    client: {
      users: { info: async ({ user }: { user: string }) => ({ user: users[user] }) },
      chat: {
        postMessage: posted,
        postEphemeral: posted,
        update: posted,
        startStream: posted,
        appendStream: posted,
        stopStream: posted,
      },
      agents: { sessions: { setStatus: async () => ({}) } },
      conversations: { info: async () => ({ channel: {} }) },
    },
  } as unknown as SlackContext;

  const card = async (): Promise<Card> => {
    const { id, editHash, planHash } = (await attack.known()).change;
    const fresh = {
      channel,
      ts: `1.${++sent}`,
      changeId: id,
      editHash,
      planHash,
      settled: false,
      state: 'proposed',
      comments: 0,
      thread: null,
      askedBy: null,
      chart: null,
      chartOf: null,
    };
    await saveCard(db, fresh);
    return fresh;
  };
  const click = (user: string, shown: Card, forged: Partial<Click> = {}): Click => ({
    user,
    channel,
    ts: shown.ts,
    value: shown.changeId,
    blockId: cardFingerprint(shown),
    ...forged,
  });
  const says = (user: string, text: string) => {
    const event = { type: 'app_mention', user, channel, ts: `1.${++sent}`, text };
    const row = { id: `e${++sent}`, kind: 'event:app_mention', place: '', body: { event } };
    const { signal } = new AbortController();
    const whole = { ...row, receivedAt: 0, attempts: 1, stopped: false, done: {} };
    return messageHandler(
      context,
      itemOf(context, whole, { signal, stopped: signal, isOurs: async () => true }),
    );
  };
  const steps = Object.keys(users).flatMap((who) => [
    { who: `${who} approves`, run: async () => approveClicked(context, click(who, await card())) },
    {
      who: `${who} rejects`,
      run: async () =>
        rejectSubmitted(context, { click: click(who, await card()), values: { reason: 'no' } }),
    },
    {
      who: `${who} forges a click`,
      run: async () => approveClicked(context, click(who, await card(), { ts: '7.7', blockId: 'forged' })),
    },
    ...['approve the last change', 'roll back to version 1', 'yes'].map((text) => ({
      who: `${who} says ${text}`,
      run: () => says(who, text),
    })),
  ]);
  users.approver = { ...profiles('', attack.approver.person.email).marketer };
  return { steps, approves: async () => approveClicked(context, click('approver', await card())) };
}
