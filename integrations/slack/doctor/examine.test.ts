import { describe, expect, test } from 'vitest';
import { botScopes } from '../manifest.ts';
import { createHttpTransport } from '../transport/http.ts';
import { verifyEventsUrl } from './events-url.ts';
import { type SlackSettings, slackChecks } from './examine.ts';

const now = Date.UTC(2026, 2, 18, 12);
const settings: SlackSettings = {
  botToken: 'xoxb-secret',
  appToken: 'xapp-secret',
  signingSecret: 'signing-secret',
  eventsUrl: 'https://trellis.example/slack/events',
};
const healthy = {
  seen: undefined as string | undefined,
  scopes: botScopes.join(','),
  date: now,
  auth: { ok: true, user: 'trellis', team: 'Example' },
  socket: { ok: true, url: 'wss://x' } as object,
  events: 'ours',
};

/** A Slack and a server of ours that answer as told. */
function answering(world: typeof healthy): typeof fetch {
  return async (url, init) => {
    if (String(url).endsWith('/slack/events')) {
      if (world.events === 'down') throw new TypeError('fetch failed');
      const { challenge } = JSON.parse(String(init?.body));
      const signature = new Headers(init?.headers).get('x-slack-signature');
      world.seen ??= signature as string;
      if (world.events === 'ours' && signature !== world.seen) return new Response('', { status: 401 });
      if (world.events === 'other secret') return new Response('', { status: 401 });
      if (world.events === 'a page') return new Response('<html>');
      return Response.json({ challenge });
    }
    const body = String(url).endsWith('auth.test') ? world.auth : world.socket;
    return Response.json(body, {
      headers: { 'x-oauth-scopes': world.scopes, date: new Date(world.date).toUTCString() },
    });
  };
}

async function look(world: Partial<typeof healthy>, given: SlackSettings = settings): Promise<string[]> {
  const fetch = answering({ ...healthy, ...world });
  return Promise.all(
    slackChecks(given, { clock: () => now, fetch }).map(([name, check]) =>
      check().then(
        (found) => `${name}: ${found}`,
        (error: Error) => `MEND ${name}: ${error.message}`,
      ),
    ),
  );
}
const mended = async (world: Partial<typeof healthy>, given?: SlackSettings) =>
  (await look(world, given)).filter((line) => line.startsWith('MEND'));

describe('trellis doctor slack', () => {
  test('all is well', async () => {
    expect(await look({})).toEqual([
      'slack token: trellis in Example',
      `slack scopes: all ${botScopes.length} of the manifest`,
      'slack clock: agrees with Slack’s',
      'slack socket: Slack gives us a socket',
      'slack events: https://trellis.example/slack/events takes what is signed, and nothing else',
    ]);
    expect(await look({}, {})).toEqual(['slack: not connected: SLACK_BOT_TOKEN is not set']);
  });

  test.each([
    [
      'a refused token',
      { auth: { ok: false, error: 'invalid_auth' } as never },
      /SLACK_BOT_TOKEN \(invalid_auth\).*Bot User OAuth Token/,
    ],
    ['a missing scope', { scopes: 'chat:write' }, /lacks app_mentions:read.*Reinstall/],
    ['a clock ahead', { date: now - 300_000 }, /clock is 300 s ahead of/],
    ['a clock behind', { date: now + 400_000 }, /clock is 400 s behind/],
    [
      'a token of the wrong kind',
      { socket: { ok: false, error: 'not_allowed_token_type' } },
      /SLACK_APP_TOKEN.*App-Level Tokens/,
    ],
    ['a token without its scope', { socket: { ok: false, error: 'missing_scope' } }, /connections:write/],
    ['an address that nobody answers', { events: 'down' }, /cannot be reached/],
    ['a server of another secret', { events: 'other secret' }, /refuses our own signature/],
    ['a proxy with a page of its own', { events: 'a page' }, /answers 200 and not as this server does/],
    ['an address that takes anything', { events: 'anything' }, /takes a wrong signature/],
  ])('%s is named with its remedy', async (_, world, words) => {
    const lines = await mended(world);
    expect(lines[0]).toMatch(words);
    expect(lines.join()).not.toMatch(/secret(?!`|\b)|xoxb-|xapp-/);
  });

  test('without a way in, or without an address, it says what to set', async () => {
    expect(await mended({}, { botToken: 'xoxb-secret' })).toEqual([
      expect.stringMatching(/SLACK_APP_TOKEN.*SLACK_SIGNING_SECRET/),
    ]);
    expect(await mended({}, { ...settings, eventsUrl: undefined })).toEqual([
      expect.stringContaining('set PUBLIC_URL'),
    ]);
  });

  test('a Slack that cannot be reached is said once for each look', async () => {
    const fetch = () => Promise.reject(new TypeError('fetch failed'));
    const [[, token]] = slackChecks({ botToken: 'xoxb-secret' }, { fetch }) as [
      [string, () => Promise<string>],
    ];
    await expect(token()).rejects.toMatchObject({ code: 'slack.unreachable', mender: 'operator' });
  });

  test('the events URL of a server like ours is found well, and one with another secret or clock is not', async () => {
    const log = { info() {}, warn() {}, error() {} };
    const verify = (server: { signingSecret: string; clock: () => number }) => {
      const answer = createHttpTransport({ ...server, log }, async () => undefined);
      const fetch: typeof globalThis.fetch = (url, init) => answer(new Request(url as string, init));
      return verifyEventsUrl('https://trellis.example/slack/events', { signingSecret: 'one', now, fetch });
    };
    expect(await verify({ signingSecret: 'one', clock: () => now })).toContain('takes what is signed');
    const refused = /refuses our own signature/;
    await expect(verify({ signingSecret: 'other', clock: () => now })).rejects.toThrow(refused);
    await expect(verify({ signingSecret: 'one', clock: () => now + 400_000 })).rejects.toThrow(refused);
  });
});
