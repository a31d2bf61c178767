import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { vi } from 'vitest';
import { stringify } from 'yaml';

const binary = join(import.meta.dirname, '../../node_modules/local-slack-linux-x64/bin/local-slack');

/** Why the emulator cannot run here; undefined when it can. */
export const withoutLocalSlack: string | undefined = existsSync(binary)
  ? undefined
  : 'the optional package local-slack-linux-x64 is for Linux on x64 only';

export const slackTokens = { botToken: 'xoxb-local-slack', appToken: 'xapp-local-slack' } as const;

export const signingSecret = 'local-slack-signing-secret';

export interface SlackMessage {
  ts: string;
  thread_ts?: string;
  user: string;
  text: string;
  subtype?: string;
  ephemeral_to?: string;
  blocks?: {
    type: string;
    block_id?: string;
    text?: { text: string };
    elements?: Record<string, string>[];
    accessory?: Record<string, string>;
  }[];
}

export interface SlackModal {
  callback_id?: string;
  title: { text: string };
  blocks: {
    type: string;
    block_id?: string;
    text?: { text: string };
    element?: { action_id: string; type: string; options?: { value: string; text: { text: string } }[] };
    elements?: Record<string, string>[];
  }[];
}
/** The block that the proxy puts below a message while it is being streamed. */
export const streamingBlock = 'still-streaming';
const isStreaming = ({ blocks = [] }: SlackMessage) =>
  blocks.some(({ block_id: id }) => id === streamingBlock);

export interface LocalSlack {
  port: number;
  /** Types a message as a person; gives its ts. */
  type(message: { channel: string; user: string; text: string; thread_ts?: string }): Promise<string>;
  /** Clicks a button of a message as a person; `value`: of the one among several in an element. */
  click(card: SlackMessage, channel: string, user: string, actionId: string, value?: string): Promise<void>;
  /** Types `/trellis …` in a channel. */
  command(user: string, channel: string, text: string): Promise<void>;
  /** Opens the home tab of the app. */
  openHome(user: string): Promise<void>;
  /** Chooses from a menu of a message as a person: an option by its value. */
  choose(card: SlackMessage, channel: string, user: string, actionId: string, value: string): Promise<void>;
  /** The modal that is open, once it satisfies `is`. */
  modal(is: (modal: SlackModal) => boolean): Promise<SlackModal>;
  /** Submits the open modal as a person, with what was filled in by block: a text, or an option by its value. */
  submit(user: string, values: Record<string, string | { option: string }>): Promise<void>;
  messages(channel: string): Promise<SlackMessage[]>;
  /** Polls until a message of the channel that is not being streamed any more satisfies `is`, and gives it. */
  until(channel: string, is: (message: SlackMessage) => boolean): Promise<SlackMessage>;
  /** The same of one that is still being streamed. */
  untilStreaming(channel: string, is: (message: SlackMessage) => boolean): Promise<SlackMessage>;
  /** The channel of direct messages between the app and a person. */
  directChannel(user: string): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts the emulator with these people, a bot U0BOT and the channel C0001 with all of them. It sends over the socket, or
 * signed by HTTP to `requestUrl`.
 */
export async function startLocalSlack(
  users: readonly { id: string; name: string; email: string }[],
  requestUrl?: string,
): Promise<LocalSlack> {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-slack-'));
  const config = join(folder, 'config.yaml');
  const bot = {
    appId: 'A0001',
    botUserId: 'U0BOT',
    botName: 'trellis',
    signingSecret,
    ...(requestUrl ? { mode: 'events', requestUrl } : { mode: 'socket' }),
  };
  writeFileSync(
    config,
    stringify({
      workspace: { name: 'Example', domain: 'example', teamId: 'T0001' },
      apps: [{ ...bot, ...slackTokens }],
      users,
      channels: [{ id: 'C0001', name: 'marketing', members: ['U0BOT', ...users.map((user) => user.id)] }],
    }),
  );
  const port = await freePort();
  const args = [
    '--config',
    config,
    '--port',
    String(port),
    '--base-host',
    '127.0.0.1',
    '--files-dir',
    join(folder, 'files'),
  ];
  const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await untilRunning(child);

  const request = async (path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      ...init,
      headers: { 'content-type': 'application/json', ...headers },
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    // biome-ignore lint/suspicious/noExplicitAny: the emulator's own form
    return (await response.json()) as any;
  };
  const messages = async (channel: string): Promise<SlackMessage[]> =>
    (await request(`/_control/messages/${channel}`)).messages;
  const interact = async (
    card: SlackMessage,
    { channel, user, actionId }: { channel: string; user: string; actionId: string },
    more: object = {},
  ) => {
    const inBlock = (block: NonNullable<SlackMessage['blocks']>[number]) =>
      [...(block.elements ?? []), ...(block.accessory ? [block.accessory] : [])].find(
        (element) => element.action_id === actionId,
      );
    const block = card.blocks?.find((one) => inBlock(one));
    const action = block && inBlock(block);
    if (!action) throw new Error(`the message has no button ${actionId}`);
    const clicked = { ...action, block_id: block?.block_id, ...more };
    await request('/_control/interact', { channel, messageTs: card.ts, user, action: clicked });
  };
  // Modals are on its page only, which is told of them over a socket.
  const page = await openPage(port);
  const found = (channel: string, is: (message: SlackMessage) => boolean) =>
    vi.waitFor(
      async () => {
        const all = await messages(channel);
        const one = all.find(is);
        if (!one) throw new Error(`no such message among:\n${all.map((message) => message.text).join('\n')}`);
        return one;
      },
      { timeout: 20_000, interval: 20 },
    );
  return {
    port,
    messages,
    modal: (is) =>
      vi.waitFor(
        () => {
          const modal = page.modal();
          if (!modal || !is(modal)) throw new Error(`no such modal: ${JSON.stringify(modal)}`);
          return modal;
        },
        { timeout: 20_000, interval: 20 },
      ),
    submit: async (user, filled) => {
      const blocks = page.modal()?.blocks ?? [];
      const values = Object.entries(filled).map(([block, value]) => {
        const element = blocks.find(({ block_id: id }) => id === block)?.element;
        if (!element) throw new Error(`the modal has no field ${block}`);
        const { type, action_id: action } = element;
        const entered =
          typeof value === 'string' ? { type, value } : { type, selected_option: { value: value.option } };
        return [block, { [action]: entered }];
      });
      page.send({ t: 'view_submit', user, values: Object.fromEntries(values) });
    },
    command: async (user, channel, text) => {
      await request('/_control/command', { channel, user, command: '/trellis', text });
    },
    openHome: async (user) => {
      await request('/_control/open-home', { user });
    },
    choose: (card, channel, user, actionId, value) =>
      interact(card, { channel, user, actionId }, { selected_option: { value } }),
    type: async (message) => (await request('/_control/message', message)).message.ts,
    click: (card, channel, user, actionId, value) =>
      interact(card, { channel, user, actionId }, value === undefined ? {} : { value }),
    until: (channel, is) => found(channel, (message) => !isStreaming(message) && is(message)),
    untilStreaming: (channel, is) => found(channel, (message) => isStreaming(message) && is(message)),
    directChannel: async (user) =>
      (
        await request(
          '/api/conversations.open',
          { users: user },
          { authorization: `Bearer ${slackTokens.botToken}` },
        )
      ).channel.id,
    stop: async () => {
      page.close();
      const exited = once(child, 'exit');
      child.kill();
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a person has before them in the emulator's page. */
async function openPage(port: number) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ui`);
  let stack: SlackModal[] = [];
  socket.addEventListener('message', ({ data }) => {
    const told = JSON.parse(String(data)) as { t: string; stack?: SlackModal[] };
    if (told.t === 'view') stack = told.stack ?? [];
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.addEventListener('open', () => resolve(), { once: true });
  await promise;
  return {
    modal: () => stack.at(-1),
    send: (message: object) => socket.send(JSON.stringify(message)),
    close: () => socket.close(),
  };
}

async function untilRunning(child: ChildProcess): Promise<void> {
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  for await (const line of lines) {
    if (line.includes('is running')) {
      child.stdout?.resume();
      return;
    }
  }
  throw new Error('local-slack ended before it was ready');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
