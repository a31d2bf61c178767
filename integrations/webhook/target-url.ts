import { isIP } from 'node:net';
import { TrellisError } from '../../db/errors.ts';
import { isPublicAddress } from './addresses.ts';

/**
 * The address as it is kept. Throws `webhook.url` for what is no https URL without a name and password, or what says by
 * itself that it is not on the public internet. `allowPrivate` takes http and every address, for tests and tools of
 * one's own network; what a name resolves to is looked at with every delivery.
 */
export function parseTargetUrl(text: string, allowPrivate: boolean): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const protocols = allowPrivate ? ['https:', 'http:'] : ['https:'];
  if (url === undefined || !protocols.includes(url.protocol)) {
    throw refusal('A webhook’s address is an https URL, like https://hooks.example.com/trellis.');
  }
  if (url.username !== '' || url.password !== '') {
    throw refusal('Leave name and password out of the address: deliveries are signed instead.');
  }
  url.hash = '';
  if (!allowPrivate && isLocal(hostOf(url))) {
    throw refusal(`${url.hostname} is not on the public internet; TRELLIS_WEBHOOK_PRIVATE=1 allows it.`);
  }
  return url.href;
}

/** Without the brackets of an IPv6 address. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

function isLocal(host: string): boolean {
  return isIP(host) === 0 ? /(^|\.)localhost\.?$/.test(host) : !isPublicAddress(host);
}

function refusal(message: string): TrellisError {
  return new TrellisError('webhook.url', message);
}
