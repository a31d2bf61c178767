import { TrellisError } from '../../db/errors.ts';
import manifest from './manifest.json' with { type: 'json' };

/** Where Slack sends everything when it goes by HTTP. */
export const eventsPath = '/slack/events';

/** The scopes that the app asks for. */
export const botScopes: readonly string[] = manifest.oauth_config.scopes.bot;

/**
 * The app's manifest, to be pasted at api.slack.com/apps: over Socket Mode, or by HTTP where `url`, the public address of
 * this server, is given. Throws `slack.url` where Slack would not take the address.
 */
export function manifestFor(url?: string): object {
  if (url === undefined) return manifest;
  const request_url = eventsUrl(url);
  const { features, settings } = manifest;
  return {
    ...manifest,
    features: {
      ...features,
      slash_commands: features.slash_commands.map((command) => ({ ...command, url: request_url })),
    },
    settings: {
      ...settings,
      event_subscriptions: { request_url, ...settings.event_subscriptions },
      interactivity: { ...settings.interactivity, request_url },
      socket_mode_enabled: false,
    },
  };
}

/** The address that Slack is told to send to. */
export function eventsUrl(url: string): string {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'https:' || parsed.search !== '' || parsed.hash !== '') {
    throw new TrellisError(
      'slack.url',
      `${url} is no address that Slack sends to: give the public address of this server with https, e.g. https://trellis.example.com.`,
      { mender: 'user' },
    );
  }
  return `${parsed.href.replace(/\/+$/, '')}${eventsPath}`;
}
