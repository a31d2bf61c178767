import { TrellisError } from '../../../db/errors.ts';
import { botScopes } from '../manifest.ts';
import { askSlack, type SlackAnswer } from './ask-slack.ts';
import { verifyEventsUrl } from './events-url.ts';

export interface SlackSettings {
  botToken?: string | undefined;
  /** Of Socket Mode. */
  appToken?: string | undefined;
  /** Of HTTP. */
  signingSecret?: string | undefined;
  /** Where Slack sends by HTTP; absent where this server has no public address. */
  eventsUrl?: string | undefined;
  apiUrl?: string | undefined;
}

export interface ExamineOptions {
  clock?: () => number;
  fetch?: typeof globalThis.fetch;
}

/** One look at something, and how it is done; what it throws is what to mend. */
export type Check = readonly [name: string, look: () => Promise<string>];

/** Seconds by which clocks may differ before Slack and we refuse each other's requests at 300. */
const skew = { fine: 30, fatal: 270 };

/** What `trellis doctor slack` looks at, in order. Nothing is posted, and no token is repeated. */
export function slackChecks(
  settings: SlackSettings,
  { clock = Date.now, fetch }: ExamineOptions = {},
): Check[] {
  const { botToken, appToken, signingSecret, eventsUrl, apiUrl } = settings;
  if (!botToken) return [['slack', async () => 'not connected: SLACK_BOT_TOKEN is not set']];
  const asking = { apiUrl, ...(fetch && { fetch }) };
  let asked: Promise<SlackAnswer> | undefined;
  const ask = () => (asked ??= askSlack('auth.test', botToken, asking));
  return [
    ['slack token', async () => whoWeAre(await ask())],
    ['slack scopes', async () => scopesOf(await ask())],
    ['slack clock', async () => clockOf(await ask(), clock())],
    ...(appToken
      ? [
          [
            'slack socket',
            async () => socketOf(await askSlack('apps.connections.open', appToken, asking)),
          ] as const,
        ]
      : []),
    ...(signingSecret
      ? [
          [
            'slack events',
            () => eventsOf(eventsUrl, { signingSecret, now: clock(), ...(fetch && { fetch }) }),
          ] as const,
        ]
      : []),
    ...(appToken || signingSecret
      ? []
      : [
          [
            'slack transport',
            () =>
              Promise.reject(
                mend(
                  'slack.transport',
                  'Slack has no way to reach this server: set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)',
                ),
              ),
          ] as const,
        ]),
  ];
}

function whoWeAre({ body }: SlackAnswer): string {
  if (body.ok) return `${body.user} in ${body.team}`;
  throw refused('SLACK_BOT_TOKEN', body.error, 'Install App → Bot User OAuth Token');
}

function scopesOf({ body, scopes }: SlackAnswer): string {
  if (!body.ok) throw mend('slack.scopes', 'not known while the token is refused');
  if (!scopes) return 'Slack does not say which the token has';
  const missing = botScopes.filter((scope) => !scopes.includes(scope));
  const more = scopes.filter((scope) => !botScopes.includes(scope));
  if (missing.length > 0) {
    throw mend(
      'slack.scopes',
      `the token lacks ${missing.join(', ')}: paste the manifest again under App Manifest, then Install App → Reinstall to Workspace`,
    );
  }
  const unused = more.length > 0 ? `; ${more.join(', ')} ${more.length === 1 ? 'is' : 'are'} not needed` : '';
  return `all ${botScopes.length} of the manifest${unused}`;
}

function clockOf({ at }: SlackAnswer, now: number): string {
  if (at === undefined) return 'Slack does not say its time';
  const seconds = Math.round((now - at) / 1000);
  const apart = `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} Slack's`;
  if (Math.abs(seconds) >= skew.fatal)
    throw mend(
      'slack.clock',
      `this machine's clock is ${apart}: signed requests are refused from 300 s on. Turn time synchronisation on`,
    );
  return Math.abs(seconds) <= skew.fine
    ? 'agrees with Slack’s'
    : `${apart}; from 300 s on requests are refused`;
}

function socketOf({ body }: SlackAnswer): string {
  if (body.ok && body.url) return 'Slack gives us a socket';
  if (body.error === 'missing_scope')
    throw mend(
      'slack.socket',
      'SLACK_APP_TOKEN lacks the scope connections:write: make another under Basic Information → App-Level Tokens',
    );
  if (body.error === 'not_allowed_token_type' || body.error === 'invalid_auth')
    throw refused('SLACK_APP_TOKEN', body.error, 'Basic Information → App-Level Tokens');
  throw mend(
    'slack.socket',
    `Slack gives us no socket (${body.error ?? 'no reason given'}): is Socket Mode on in the app's settings`,
  );
}

async function eventsOf(
  url: string | undefined,
  options: Parameters<typeof verifyEventsUrl>[1],
): Promise<string> {
  if (url) return verifyEventsUrl(url, options);
  throw mend(
    'slack.events_url',
    'Slack cannot send to this server: set PUBLIC_URL to its public https address',
  );
}

function refused(key: string, code: string | undefined, place: string): TrellisError {
  return mend(
    'slack.refused',
    `Slack refuses ${key} (${code ?? 'no reason given'}): copy it again from api.slack.com/apps → your app → ${place}`,
  );
}

function mend(code: string, words: string): TrellisError {
  return new TrellisError(code, `${words}.`, { mender: 'operator' });
}
