import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listeners } from './inbox/handlers.ts';
import manifest from './manifest.json' with { type: 'json' };

/** Scopes of what we call and hear, from Slack's reference of methods and events. */
const scopesOf: Record<string, readonly string[]> = {
  'auth.test': [],
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  // Looked at only for a message of our own, after a crash.
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'users.lookupByEmail': ['users:read.email'],
  // The email address is left out of the answer without the second.
  'users.info': ['users:read', 'users:read.email'],
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
const methods = found(/client\.(\w+\.\w+)\(/g);
const events = Object.keys(listeners)
  .filter((kind) => kind.startsWith('event:'))
  .map((kind) => kind.slice('event:'.length))
  .map((name) => (name === 'message' ? 'message.im' : name));

test('the manifest asks for the scopes of what the code calls and hears, and for no more', () => {
  expect(methods.length).toBeGreaterThan(3);
  expect([...methods, ...events].filter((name) => !(name in scopesOf))).toEqual([]);
  const needed = new Set([...methods, ...events].flatMap((name) => scopesOf[name] ?? []));
  expect(manifest.oauth_config.scopes.bot).toEqual([...needed].sort());
});

test('the manifest subscribes to exactly the events that the code hears, over a socket, with clicks', () => {
  expect(manifest.settings.event_subscriptions.bot_events).toEqual([...events].sort());
  expect(manifest.settings.socket_mode_enabled).toBe(true);
  expect(manifest.settings.interactivity.is_enabled).toBe(true);
  // Without these nobody can write to the app.
  expect(manifest.features.app_home.messages_tab_enabled).toBe(true);
  expect(manifest.features.app_home.messages_tab_read_only_enabled).toBe(false);
});

test('the names fit what Slack allows', () => {
  expect(manifest.display_information.name.length).toBeLessThanOrEqual(35);
  expect(manifest.display_information.description.length).toBeLessThanOrEqual(140);
  expect(manifest.display_information.background_color).toMatch(/^#[0-9a-f]{6}$/);
  expect(manifest.features.bot_user.display_name).toMatch(/^[\w.-]{1,80}$/);
});
