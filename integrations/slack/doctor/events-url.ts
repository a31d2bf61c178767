import { createHmac, randomUUID } from 'node:crypto';
import { TrellisError } from '../../../db/errors.ts';

/**
 * Asks our own public address what Slack asks when it is entered there, signed, and again with a signature that is
 * wrong. Throws `slack.events_url` with what to mend.
 */
export async function verifyEventsUrl(
  url: string,
  {
    signingSecret,
    now,
    fetch = globalThis.fetch,
  }: { signingSecret: string; now: number; fetch?: typeof globalThis.fetch },
): Promise<string> {
  const challenge = randomUUID();
  const body = JSON.stringify({ type: 'url_verification', challenge });
  const timestamp = String(Math.floor(now / 1000));
  const send = (secret: string) =>
    fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`,
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    }).catch((cause: unknown) => {
      throw fault(
        `${url} cannot be reached: check PUBLIC_URL, DNS, the certificate and the proxy before this server`,
        cause,
      );
    });
  const good = await send(signingSecret);
  const words = await good.text();
  if (good.status === 401)
    throw fault(
      `${url} refuses our own signature: does the server run with this SLACK_SIGNING_SECRET, and is its clock right`,
    );
  if (good.status !== 200 || !words.includes(challenge))
    throw fault(
      `${url} answers ${good.status} and not as this server does: does the proxy pass POST ${new URL(url).pathname} on, unchanged`,
    );
  if ((await send(`${signingSecret}?`)).status !== 401)
    throw fault(`${url} takes a wrong signature: something before this server answers in its place`);
  return `${url} takes what is signed, and nothing else`;
}

function fault(what: string, cause?: unknown): TrellisError {
  return new TrellisError('slack.events_url', `${what}. See docs/slack.md.`, { mender: 'operator', cause });
}
