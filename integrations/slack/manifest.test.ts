import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listeners } from './inbox/handlers.ts';
import manifest from './manifest.json' with { type: 'json' };
import { manifestFor } from './manifest.ts';

/** Scopes of what we call and hear, from Slack's reference of methods and events. */
const scopesOf: Record<string, readonly string[]> = {
  'auth.test': [],
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'agents.sessions.setStatus': ['chat:write'],
  agent_session_stopped: [],
  'chat.startStream': ['chat:write'],
  'chat.appendStream': ['chat:write'],
  'chat.stopStream': ['chat:write'],
  'chat.delete': ['chat:write'],
  // Looked at only for a message of our own, after a crash.
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  // Which channel is meant by a name, and whether we are in it.
  'conversations.list': ['channels:read', 'groups:read'],
  // Also of a group message: who reads it is asked at every click.
  'conversations.info': ['channels:read', 'groups:read', 'mpim:read'],
  'users.lookupByEmail': ['users:read.email'],
  // The email address is left out of the answer without the second.
  'users.info': ['users:read', 'users:read.email'],
  // Only apps that are agents have prompts.
  'assistant.threads.setSuggestedPrompts': ['assistant:write'],
  'views.publish': [],
  'command:/trellis': ['commands'],
  app_home_opened: [],
  'views.open': [],
  'views.update': [],
  'files.getUploadURLExternal': ['files:write'],
  'files.completeUploadExternal': ['files:write'],
  app_mention: ['app_mentions:read'],
  'message.im': ['im:history'],
};
const source = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
  .join('\n');
const found = (pattern: RegExp) => [
  ...new Set([...source.matchAll(pattern)].map((match) => match[1] as string)),
];
const commands = Object.keys(listeners).filter((kind) => kind.startsWith('command:'));
const methods = found(/client\.(\w+(?:\.\w+)+)\(/g);
const events = Object.keys(listeners)
  .filter((kind) => kind.startsWith('event:'))
  .map((kind) => kind.slice('event:'.length))
  .map((name) => (name === 'message' ? 'message.im' : name));

test('the manifest asks for the scopes of what the code calls and hears, and for no more', () => {
  expect(methods.length).toBeGreaterThan(3);
  expect([...methods, ...events, ...commands].filter((name) => !(name in scopesOf))).toEqual([]);
  const needed = new Set([...methods, ...events, ...commands].flatMap((name) => scopesOf[name] ?? []));
  expect(manifest.oauth_config.scopes.bot).toEqual([...needed].sort());
});

test('the manifest subscribes to exactly the events that the code hears, over a socket, with clicks', () => {
  expect(manifest.settings.event_subscriptions.bot_events).toEqual([...events].sort());
  expect(manifest.settings.socket_mode_enabled).toBe(true);
  expect(manifest.settings.interactivity.is_enabled).toBe(true);
  expect(manifest.features.slash_commands.map(({ command }) => `command:${command}`)).toEqual(commands);
  // Without these nobody can write to the app, or see its home tab.
  expect(manifest.features.app_home.home_tab_enabled).toBe(true);
  expect(manifest.features.app_home.messages_tab_enabled).toBe(true);
  expect(manifest.features.app_home.messages_tab_read_only_enabled).toBe(false);
});

test('it is an agent, which answers under Messages and offers something to begin with', () => {
  expect(manifest.features).not.toHaveProperty('assistant_view');
  const { agent_description: description, suggested_prompts: prompts } = manifest.features.agent_view;
  expect(description.length).toBeLessThanOrEqual(300);
  expect(prompts.length).toBeLessThanOrEqual(4);
  for (const { title, message } of prompts) {
    expect(title.length).toBeLessThanOrEqual(40);
    expect(message).not.toBe('');
  }
});

test('by HTTP everything is sent to one address of ours, and no socket is asked for', () => {
  const byHttp = manifestFor('https://trellis.example/') as typeof manifest;
  const url = 'https://trellis.example/slack/events';
  expect(byHttp.settings).toMatchObject({
    event_subscriptions: { request_url: url, bot_events: manifest.settings.event_subscriptions.bot_events },
    interactivity: { is_enabled: true, request_url: url },
    socket_mode_enabled: false,
  });
  expect(byHttp.features.slash_commands).toEqual([{ ...manifest.features.slash_commands[0], url }]);
  expect(byHttp.oauth_config).toEqual(manifest.oauth_config);
  expect(manifestFor()).toEqual(manifest);
  for (const address of ['http://trellis.example', 'trellis.example', 'https://trellis.example?a=b'])
    expect(() => manifestFor(address)).toThrow(expect.objectContaining({ code: 'slack.url' }));
});

test('the names fit what Slack allows', () => {
  expect(manifest.display_information.name.length).toBeLessThanOrEqual(35);
  expect(manifest.display_information.description.length).toBeLessThanOrEqual(140);
  expect(manifest.display_information.background_color).toMatch(/^#[0-9a-f]{6}$/);
  expect(manifest.features.slash_commands[0]?.usage_hint.length).toBeLessThanOrEqual(1000);
  expect(manifest.features.bot_user.display_name).toMatch(/^[\w.-]{1,80}$/);
});
