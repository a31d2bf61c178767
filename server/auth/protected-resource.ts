import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { TrellisError } from '../../db/errors.ts';
import { answerError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import type { AppEnv } from './principal.ts';
import { scopes } from './scopes.ts';

const wellKnown = '/.well-known/oauth-protected-resource';

/** `/.well-known/oauth-protected-resource`, and with `/mcp` below it: whose tokens this server takes (RFC 9728). */
export function protectedResourceRoutes({ oauth, publicUrl }: Installation): Hono {
  const describe = (c: Context, resource: string) => {
    if (!oauth)
      return answerError(
        c,
        new TrellisError('route.unknown', 'This server takes no tokens of an OAuth issuer.'),
      );
    c.header('access-control-allow-origin', '*');
    return c.json({
      resource,
      resource_name: 'Trellis',
      authorization_servers: [oauth.issuer],
      scopes_supported: scopes,
      bearer_methods_supported: ['header'],
    });
  };
  return new Hono()
    .get(wellKnown, (c) => describe(c, publicUrl))
    .get(`${wellKnown}/mcp`, (c) => describe(c, `${publicUrl}/mcp`));
}

/**
 * Tells a program how to get in, with every 401, and which scope it lacks, with a 403 for lack of one (RFC 6750, RFC
 * 9728). Clients of MCP begin their authorization by it.
 */
export function challenge({ oauth, publicUrl, config }: Installation): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    await next();
    const code = c.error instanceof TrellisError ? c.error.code : undefined;
    const error =
      code === 'auth.bad_token'
        ? 'invalid_token'
        : code === 'auth.scope' || code === 'auth.personal'
          ? 'insufficient_scope'
          : undefined;
    if (c.res.status !== 401 && error === undefined) return;
    const parts = [
      ...(error === undefined ? [] : [`error="${error}"`]),
      `scope="${error === 'insufficient_scope' ? lacked(c, code) : config.TRELLIS_OAUTH_SCOPES}"`,
      ...(oauth ? [`resource_metadata="${publicUrl}${wellKnown}/mcp"`] : []),
    ];
    c.res.headers.set('www-authenticate', `Bearer ${parts.join(', ')}`);
  };
}

/** What the program has and lacks, as a whole: a client asks its issuer for exactly this. */
function lacked(c: Context<AppEnv>, code: string | undefined): string {
  const granted = c.get('principal')?.grant?.scopes;
  const missing = code === 'auth.personal' ? 'personal' : c.get('lackedScope');
  return scopes.filter((scope) => granted?.has(scope) || scope === missing || scope === 'read').join(' ');
}
