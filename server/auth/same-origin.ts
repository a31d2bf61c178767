import type { Context, MiddlewareHandler } from 'hono';
import { TrellisError } from '../../db/errors.ts';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses state-changing requests that another site made a browser send. Browsers always tell where a POST comes
 * from; programs, which carry no cookie by accident, need not. A sandboxed email has the origin `null`: refused.
 */
export function sameOrigin(publicUrl: string): MiddlewareHandler {
  return async (c, next) => {
    if (!safe.has(c.req.method)) assertOwnOrigin(c, publicUrl);
    await next();
  };
}

/** Throws `auth.foreign_origin` where a browser says that another site made it ask. */
export function assertOwnOrigin(c: Context, publicUrl: string): void {
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  const own = [new URL(publicUrl).host, new URL(c.req.url).host];
  const foreign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && !own.includes(hostOf(origin)));
  if (foreign) {
    throw new TrellisError(
      'auth.foreign_origin',
      `This request came from another site; use ${publicUrl} itself.`,
    );
  }
}

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : '';
}

/**
 * Refuses names that are not ours, so that a foreign site cannot reach this server by pointing its own name here
 * (DNS rebinding). Numeric addresses cannot be rebound.
 */
export function knownHost(publicUrl: string): MiddlewareHandler {
  const publicName = new URL(publicUrl).hostname;
  return async (c, next) => {
    const name = new URL(c.req.url).hostname;
    const known =
      name === publicName ||
      name === 'localhost' ||
      name.endsWith('.localhost') ||
      name.startsWith('[') ||
      /^\d+\.\d+\.\d+\.\d+$/.test(name);
    if (!known) {
      throw new TrellisError(
        'auth.unknown_host',
        `This server does not answer to that name; set PUBLIC_URL to the address people use.`,
      );
    }
    await next();
  };
}
