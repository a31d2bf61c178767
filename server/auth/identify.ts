import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { withOrigin } from '../../engine/runtime/audit/origin.ts';
import type { Installation } from '../installation.ts';
import { bearerPrincipal } from './bearer.ts';
import { originOf } from './origin.ts';
import { type AppEnv, type Principal, sessionCookie } from './principal.ts';
import { mayReadPersonal } from './scopes.ts';
import { personOfSession } from './sessions.ts';

/**
 * Finds out who asks, and from where; refuses wrong tokens, lets anonymous requests pass to routes that allow them.
 */
export function identifyPrincipal(installation: Installation): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const bearer = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    const principal = bearer
      ? await bearerPrincipal(c, bearer, installation)
      : await sessionPrincipal(c, installation);
    if (principal) c.set('principal', principal);
    await withOrigin(originOf(c, installation.config.TRELLIS_PROXIES, principal), next);
  };
}

async function sessionPrincipal(c: Context, { db, clock }: Installation): Promise<Principal | undefined> {
  const token = getCookie(c, sessionCookie);
  const person = token ? await personOfSession(db, token, clock()) : undefined;
  if (!person) return undefined;
  return { person, via: 'console', proof: 'session', mayApprove: true, personal: mayReadPersonal(person) };
}
