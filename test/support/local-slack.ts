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
  messages(channel: string): Promise<SlackMessage[]>;
  /** Polls until a message of the channel satisfies `is`, and gives it. */
  until(channel: string, is: (message: SlackMessage) => boolean): Promise<SlackMessage>;
  /** The channel of direct messages between the app and a person. */
  directChannel(user: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts the emulator with these people, a bot U0BOT and the channel C0001 with all of them. */
export async function startLocalSlack(
  users: readonly { id: string; name: string; email: string }[],
): Promise<LocalSlack> {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-slack-'));
  const config = join(folder, 'config.yaml');
  const bot = {
    appId: 'A0001',
    botUserId: 'U0BOT',
    botName: 'trellis',
    signingSecret: 'unused',
    mode: 'socket',
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
  return {
    port,
    messages,
    type: async (message) => (await request('/_control/message', message)).message.ts,
    click: async (card, channel, user, actionId, value) => {
      const inBlock = (block: NonNullable<SlackMessage['blocks']>[number]) =>
        [...(block.elements ?? []), ...(block.accessory ? [block.accessory] : [])].find(
          (element) => element.action_id === actionId,
        );
      const block = card.blocks?.find((one) => inBlock(one));
      const action = block && inBlock(block);
      if (!action) throw new Error(`the message has no button ${actionId}`);
      await request('/_control/interact', {
        channel,
        messageTs: card.ts,
        user,
        action: { ...action, block_id: block?.block_id, ...(value !== undefined && { value }) },
      });
    },
    command: async (user, channel, text) => {
      await request('/_control/command', { channel, user, command: '/trellis', text });
    },
    openHome: async (user) => {
      await request('/_control/open-home', { user });
    },
    until: (channel, is) =>
      vi.waitFor(
        async () => {
          const all = await messages(channel);
          const found = all.find(is);
          if (!found)
            throw new Error(`no such message among:\n${all.map((message) => message.text).join('\n')}`);
          return found;
        },
        { timeout: 20_000, interval: 20 },
      ),
    directChannel: async (user) =>
      (
        await request(
          '/api/conversations.open',
          { users: user },
          { authorization: `Bearer ${slackTokens.botToken}` },
        )
      ).channel.id,
    stop: async () => {
      const exited = once(child, 'exit');
      child.kill();
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
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
