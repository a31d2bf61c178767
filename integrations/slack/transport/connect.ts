import { type App, webApi } from '@slack/bolt';
import { TrellisError } from '../../../db/errors.ts';
import type { SlackConfig } from '../options.ts';

/** What every call to the Web API goes by. */
export function clientOptions(config: SlackConfig): webApi.WebClientOptions {
  return { timeout: 10_000, allowAbsoluteUrls: false, ...(config.apiUrl && { slackApiUrl: config.apiUrl }) };
}

/** Asks Slack who the bot token is. Throws `slack.refused` or `slack.unreachable`. */
export async function whoWeAre(
  config: SlackConfig,
): Promise<{ teamId: string; botUserId: string; botId: string }> {
  // Asked once: who starts Trellis should not wait minutes to learn of a wrong token.
  const client = new webApi.WebClient(config.botToken, {
    ...clientOptions(config),
    retryConfig: { retries: 0 },
  });
  const us = await client.auth.test().catch((error: unknown) => {
    throw startError(error, 'SLACK_BOT_TOKEN', 'Install App → Bot User OAuth Token');
  });
  return { teamId: us.team_id ?? '', botUserId: us.user_id ?? '', botId: us.bot_id ?? '' };
}

/** Opens the socket. Throws as `whoWeAre` does. */
export async function openSocket(app: App): Promise<void> {
  await app.start().catch((error: unknown) => {
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
