import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { assertPublicHost, lookupPublic } from '../../net/public-host.ts';

export interface PostOptions {
  headers: Readonly<Record<string, string>>;
  body: string;
  timeoutMs: number;
  /** Addresses that are not public too. */
  allowPrivate: boolean;
}

/**
 * Posts and gives the status. Follows no redirect and reads no answer. The name is resolved once, for this very
 * connection, and the connection goes to the address that was looked at: a name that changes its mind between a look
 * and a connection gains nothing. Throws a `PrivateAddress`, or what the network says.
 */
export async function post(
  url: URL,
  { headers, body, timeoutMs, allowPrivate }: PostOptions,
): Promise<number> {
  if (!allowPrivate) assertPublicHost(url);
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((done, fail) => {
    const outgoing = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        // A connection of its own: one that is kept was made to an address looked at some other time.
        agent: false,
        lookup: allowPrivate ? undefined : lookupPublic,
        signal: AbortSignal.timeout(timeoutMs),
      },
      (answer) => {
        answer.destroy();
        done(answer.statusCode ?? 0);
      },
    );
    outgoing.on('error', fail);
    outgoing.end(body);
  });
}
