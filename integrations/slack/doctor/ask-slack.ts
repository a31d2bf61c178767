import { TrellisError } from '../../../db/errors.ts';

/** What Slack answered a call, with what its headers tell. */
export interface SlackAnswer {
  body: { ok?: boolean; error?: string; team?: string; user?: string; url?: string };
  /** Scopes that the token has; absent where Slack did not say. */
  scopes?: readonly string[];
  /** Slack's own clock, ms, to the second. */
  at?: number;
}

const slackApi = 'https://slack.com/api/';

/** One call of the Web API, once. Throws `slack.unreachable`; what Slack refuses is an answer. */
export async function askSlack(
  method: string,
  token: string,
  {
    apiUrl = slackApi,
    fetch = globalThis.fetch,
  }: { apiUrl?: string | undefined; fetch?: typeof globalThis.fetch } = {},
): Promise<SlackAnswer> {
  const answer = await fetch(`${apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' },
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  }).catch((cause: unknown) => {
    throw unreachable(cause);
  });
  const body = (await answer.json().catch(() => {
    throw unreachable(new Error(`status ${answer.status}`));
  })) as SlackAnswer['body'];
  const scopes = answer.headers.get('x-oauth-scopes');
  const at = Date.parse(answer.headers.get('date') ?? '');
  return {
    body,
    ...(scopes !== null && { scopes: scopes.split(',').map((scope) => scope.trim()) }),
    ...(!Number.isNaN(at) && { at }),
  };
}

function unreachable(cause: unknown): TrellisError {
  const message =
    'Slack cannot be reached from here: check the network, a proxy, or a firewall that stops slack.com.';
  return new TrellisError('slack.unreachable', message, { mender: 'operator', cause });
}
