import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Context } from 'hono';
import type { Origin } from '../../engine/runtime/audit/origin.ts';
import type { Via } from '../../engine/runtime/changes/types.ts';

/** What the log takes of who asks. */
interface Asking {
  person: { id: string };
  via: Via;
  proof: string;
}

/** Where a request comes from, for the audit log. `proxies` of ours stand in front of this server. */
export function originOf(c: Context, proxies: number, principal?: Asking): Origin {
  const env = c.env as { incoming?: IncomingMessage } | undefined;
  const peer = env?.incoming?.socket.remoteAddress;
  const via = principal?.via ?? (c.req.path.startsWith('/api/') ? 'api' : 'console');
  return {
    ...(principal && { person: principal.person.id }),
    via,
    address: clientAddress(peer, c.req.header('x-forwarded-for'), proxies),
    agent: agentOf(via, principal, c.req.header('user-agent') ?? ''),
  };
}

/**
 * The address of who asks. Each proxy appends to X-Forwarded-For the address it was asked from, so that counted from
 * the end only as many of them as there are proxies of ours can be believed; what stands before was written by
 * whoever asked. Loopback, and no connection at all, is `local`.
 */
export function clientAddress(
  peer: string | undefined,
  forwarded: string | undefined,
  proxies: number,
): string {
  if (peer === undefined) return 'local';
  const hops = proxies > 0 ? [...(forwarded ?? '').split(','), peer] : [peer];
  const said = plainAddress(hops[Math.max(0, hops.length - 1 - proxies)] ?? '');
  const address = isIP(said) ? said : plainAddress(peer);
  return address === '::1' || address.startsWith('127.') ? 'local' : address;
}

/** Without the port, brackets, zone, and the prefix of an IPv4 address that came over IPv6. */
function plainAddress(text: string): string {
  const trimmed = text.trim().toLowerCase();
  const bare = /^\[(.+)\](?::\d+)?$/.exec(trimmed)?.[1] ?? /^([\d.]+):\d+$/.exec(trimmed)?.[1] ?? trimmed;
  return bare.replace(/%.*$/, '').replace(/^::ffff:(?=[\d.]+$)/, '');
}

/** The kind of program only: a version tells machines apart and says nothing of what was done. */
function agentOf(via: string, principal: Asking | undefined, userAgent: string): string {
  if (principal?.proof === 'local' && via !== 'api') return via;
  return /^Mozilla\//.test(userAgent) ? 'browser' : 'program';
}
