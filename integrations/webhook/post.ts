import { lookup as resolve } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './addresses.ts';
import { hostOf } from './target-url.ts';

export interface PostOptions {
  headers: Readonly<Record<string, string>>;
  body: string;
  timeoutMs: number;
  /** Addresses that are not public too. */
  allowPrivate: boolean;
}

/** The address is not on the public internet; nothing was sent. */
export class PrivateAddress extends Error {
  override readonly name = 'PrivateAddress';
}

/**
 * Posts and gives the status. Follows no redirect and reads no answer. The name is resolved once, for this very
 * connection, and the connection goes to the address that was looked at: a name that changes its mind between a look
 * and a connection gains nothing. Throws a `PrivateAddress`, or what the network says.
 */
export function post(url: URL, { headers, body, timeoutMs, allowPrivate }: PostOptions): Promise<number> {
  const host = hostOf(url);
  // An address in the URL is connected to without being looked up.
  if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) {
    return Promise.reject(new PrivateAddress(host));
  }
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

/** Gives the public ones of the addresses that the name has now. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const open = addresses.filter(({ address }) => isPublicAddress(address));
    const [first] = open;
    if (first === undefined) return callback(new PrivateAddress(hostname), []);
    if (options.all) callback(null, open);
    else callback(null, first.address, first.family);
  });
};
