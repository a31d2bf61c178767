import { TrellisError } from '../db/errors.ts';

interface RequestInitLike {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
}
/** One request to a Trellis on another machine, in the name of whoever's token it is. */
export type RemoteRequest = (path: string, init: RequestInitLike) => Promise<Response>;

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** The address without a slash or `/mcp` at its end. Throws `remote.url` where it is none to send a token to. */
export function remoteBase(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '')
    throw new TrellisError(
      'remote.url',
      `${given} is no address of a Trellis; write it like https://trellis.example.com.`,
    );
  if (url.protocol === 'http:' && !loopback.has(url.hostname))
    throw new TrellisError(
      'remote.url',
      `${url.origin} is not https: everybody on the way could take the token. Give the server a certificate, or reach it through a tunnel.`,
    );
  return url.origin + url.pathname.replace(/\/(?:mcp\/?)?$/, '');
}

/**
 * Speaks with the server at this address, `/mcp` at its end or not, with an access token. Throws `remote.url`,
 * `remote.token`; the request throws `remote.unreachable`.
 */
export function createRemoteRequest(given: string, token: string | undefined): RemoteRequest {
  const base = remoteBase(given);
  if (!token)
    throw new TrellisError(
      'remote.token',
      `Set TRELLIS_TOKEN to an access token of that Trellis; ${base}/me makes one.`,
    );
  return async (path, init) => {
    const headers = { ...init.headers, authorization: `Bearer ${token}` };
    try {
      // A token goes nowhere but where the person sent it.
      return await fetch(base + path, { ...init, headers, redirect: 'error' });
    } catch (cause) {
      if (init.signal?.aborted) throw cause;
      throw new TrellisError(
        'remote.unreachable',
        `${base} does not answer, or sends us elsewhere; check the address.`,
        { mender: 'operator', cause },
      );
    }
  };
}
