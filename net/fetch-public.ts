import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { TrellisError } from '../db/errors.ts';
import { assertPublicHost, lookupPublic, PrivateAddress } from './public-host.ts';

export interface FetchOptions {
  /** Of the answer, also once it is unpacked. */
  maxBytes: number;
  /** For all of it, redirects included. */
  timeoutMs: number;
  /** Addresses that are not public too. */
  allowPrivate: boolean;
  /** The setting that allows them, for the error. */
  setting: string;
  accept?: string;
  signal?: AbortSignal;
}

export interface Fetched {
  /** Where it was found in the end. */
  url: string;
  /** Without parameters, lower case; empty when the server did not say. */
  type: string;
  bytes: Uint8Array;
}

const mostRedirects = 5;
const unpack: Readonly<
  Record<string, (bytes: Uint8Array, limit: { maxOutputLength: number }) => Promise<Buffer>>
> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/**
 * Gets what is at a URL of the public internet, or says why not (`url.*`). Follows a few redirects; the address of each
 * is looked at like the first. Every connection is its own and goes to the address that was looked at. Sends no cookies
 * and nothing else that is ours.
 */
export async function fetchPublic(text: string, options: FetchOptions): Promise<Fetched> {
  const deadline = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
  let url = parseWebUrl(text);
  try {
    for (let hop = 0; hop <= mostRedirects; hop++) {
      const answer = await ask(url, options, signal);
      const status = answer.statusCode ?? 0;
      const { location } = answer.headers;
      if (status >= 300 && status < 400 && location !== undefined) {
        answer.destroy();
        if (!URL.canParse(location, url)) throw failure('status', url, 'redirects to what is no address');
        url = parseWebUrl(new URL(location, url).href);
        continue;
      }
      if (status !== 200) {
        answer.destroy();
        throw failure('status', url, `answers with HTTP ${status}`);
      }
      const bytes = await read(answer, url, options.maxBytes);
      const type = (answer.headers['content-type']?.split(';')[0] ?? '').trim().toLowerCase();
      return { url: url.href, type, bytes };
    }
  } catch (error) {
    options.signal?.throwIfAborted();
    throw explained(error, url, options, deadline.aborted);
  }
  throw failure('redirects', url, `redirects more than ${mostRedirects} times`);
}

/** Throws `url.invalid` for what is no http or https URL, or carries a name and password. */
export function parseWebUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new TrellisError('url.invalid', `“${text.slice(0, 200)}” is not an http or https address.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new TrellisError('url.invalid', `Leave name and password out of the address of ${url.host}.`);
  }
  url.hash = '';
  return url;
}

function ask(
  url: URL,
  { allowPrivate, accept = '*/*' }: FetchOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  if (!allowPrivate) assertPublicHost(url);
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((done, fail) => {
    const asked = request(
      url,
      {
        headers: { accept, 'accept-encoding': 'gzip, br', 'user-agent': 'Trellis' },
        // A connection of its own: one that is kept was made to an address looked at some other time.
        agent: false,
        lookup: allowPrivate ? undefined : lookupPublic,
        signal,
      },
      done,
    );
    asked.on('error', fail);
    asked.end();
  });
}

async function read(answer: IncomingMessage, url: URL, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(url, maxBytes);
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const encoding = answer.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity' || encoding === '') return bytes;
  const unpacked = unpack[encoding]?.(bytes, { maxOutputLength: maxBytes });
  if (!unpacked) throw failure('status', url, `answers in an encoding that was not asked for`);
  try {
    return await unpacked;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(url, maxBytes);
    throw cause;
  }
}

const tooLarge = (url: URL, maxBytes: number) =>
  failure('too_large', url, `is larger than ${maxBytes / 1024 / 1024} MB`);

function failure(code: string, url: URL, words: string): TrellisError {
  return new TrellisError(`url.${code}`, `${url.href} ${words}.`);
}

function explained(error: unknown, url: URL, options: FetchOptions, isLate: boolean): unknown {
  if (error instanceof TrellisError) return error;
  if (error instanceof PrivateAddress) {
    return failure('private', url, `is not on the public internet; ${options.setting}=1 allows it`);
  }
  if (isLate) {
    return failure('timed_out', url, `did not answer in full within ${options.timeoutMs / 1000} s`);
  }
  const code = (error as NodeJS.ErrnoException).code ?? 'no answer that can be read';
  return failure('unreachable', url, `cannot be reached (${code})`);
}
