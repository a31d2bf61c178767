import { TrellisError } from '../../db/errors.ts';
import { hostOf, isLocalHost } from '../../net/public-host.ts';

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
  if (!allowPrivate && isLocalHost(hostOf(url))) {
    throw refusal(`${url.hostname} is not on the public internet; TRELLIS_WEBHOOK_PRIVATE=1 allows it.`);
  }
  return url.href;
}

function refusal(message: string): TrellisError {
  return new TrellisError('webhook.url', message);
}
