import { lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './addresses.ts';

/** The address is not on the public internet; nothing was sent. */
export class PrivateAddress extends Error {
  override readonly name = 'PrivateAddress';
}

/** Without the brackets of an IPv6 address. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/** Whether a host says by itself, without being looked up, that it is not on the public internet. */
export function isLocalHost(host: string): boolean {
  return isIP(host) === 0 ? /(^|\.)localhost\.?$/.test(host) : !isPublicAddress(host);
}

/** Throws a `PrivateAddress` for an address that is not public: one in a URL is connected to without being looked up. */
export function assertPublicHost(url: URL): void {
  const host = hostOf(url);
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw new PrivateAddress(host);
}

/**
 * Gives the public ones of the addresses that the name has now; for one connection, which then goes to the address that
 * was looked at: a name that changes its mind between a look and a connection gains nothing.
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const open = addresses.filter(({ address }) => isPublicAddress(address));
    const [first] = open;
    if (first === undefined) return callback(new PrivateAddress(hostname), []);
    if (options.all) callback(null, open);
    else callback(null, first.address, first.family);
  });
};
