import { webApi } from '@slack/bolt';
import { TrellisError } from '../../../db/errors.ts';
import type { Log, SlackConfig } from '../options.ts';
import { boltLogger } from './log.ts';

/**
 * What every call to the Web API goes by. A call is made once: whether one that was cut off has reached Slack the client
 * cannot know, and would say a thing twice. The inbox tries again, and looks first.
 */
export function clientOptions(config: Pick<SlackConfig, 'apiUrl'>): webApi.WebClientOptions {
  return {
    timeout: 10_000,
    allowAbsoluteUrls: false,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    ...(config.apiUrl && { slackApiUrl: config.apiUrl }),
  };
}

/** The client that all calls of the app are made by. */
export function createClient(config: SlackConfig, log?: Log): webApi.WebClient {
  return new webApi.WebClient(config.botToken, {
    ...clientOptions(config),
    ...(log && { logger: boltLogger(log) }),
  });
}

/** Asks Slack who the bot token is. Throws `slack.refused` or `slack.unreachable`. */
export async function whoWeAre(
  client: webApi.WebClient,
): Promise<{ teamId: string; botUserId: string; botId: string }> {
  const us = await client.auth.test().catch((error: unknown) => {
    throw startError(error, 'SLACK_BOT_TOKEN', 'Install App → Bot User OAuth Token');
  });
  return { teamId: us.team_id ?? '', botUserId: us.user_id ?? '', botId: us.bot_id ?? '' };
}

/** Opens the socket. Throws as `whoWeAre` does. */
export async function openSocket(receiver: { start(): Promise<unknown> }): Promise<void> {
  await receiver.start().catch((error: unknown) => {
    throw startError(
      error,
      'SLACK_APP_TOKEN',
      'Basic Information → App-Level Tokens, scope connections:write',
    );
  });
}

/** The code of an answer in which Slack refused a call; undefined for any other error. */
export function slackCode(error: unknown): string | undefined {
  const code = (error as { data?: { error?: unknown } } | undefined)?.data?.error;
  return typeof code === 'string' ? code : undefined;
}

/** For how long (ms) Slack wants to be left alone; undefined when that is not what is wrong. */
export function rateLimitedFor(error: unknown): number | undefined {
  const { code, retryAfter } = Object(error) as { code?: unknown; retryAfter?: unknown };
  if (code !== webApi.ErrorCode.RateLimitedError) return undefined;
  return (typeof retryAfter === 'number' ? retryAfter : 1) * 1000;
}

const goneCodes = new Set([
  'message_not_found',
  'channel_not_found',
  'is_archived',
  'cant_update_message',
  'not_in_channel',
]);

/** Whether a message or its channel is out of reach for good. */
export function isGone(error: unknown): boolean {
  return goneCodes.has(slackCode(error) ?? '');
}

/** Slack could not be reached, or answered with a fault of its own. */
export function isOutage(error: unknown): boolean {
  const { code } = Object(error) as { code?: unknown };
  return code === webApi.ErrorCode.RequestError || code === webApi.ErrorCode.HTTPError;
}

function startError(error: unknown, key: string, place: string): TrellisError {
  const code = slackCode(error);
  if (code === undefined) {
    return new TrellisError(
      'slack.unreachable',
      'Slack cannot be reached. Check the network and start again, or unset SLACK_BOT_TOKEN and SLACK_APP_TOKEN to start without it.',
      { mender: 'operator', cause: error },
    );
  }
  return new TrellisError(
    'slack.refused',
    `Slack refuses ${key} (${code}). Copy it again from api.slack.com/apps → your app → ${place}. See docs/slack.md.`,
    { mender: 'operator', cause: error },
  );
}
