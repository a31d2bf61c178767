import type { MiddlewareHandler } from 'hono';
import { TrellisError } from '../../db/errors.ts';
import { refuseScope } from './guards.ts';
import type { AppEnv } from './principal.ts';
import type { Scope } from './scopes.ts';

/**
 * All that a program with a token or an OAuth grant reaches, and what it must have been granted for it; each route asks
 * for its role besides. Whatever is not here is closed to it: approving, people, keys, tokens, pages, and what comes
 * to be later.
 */
export const tokenRoutes: Readonly<Record<string, Scope>> = {
  'GET /mcp': 'read',
  'POST /mcp': 'read',
  'DELETE /mcp': 'read',
  'GET /api/tools': 'read',
  'POST /api/tools/:name': 'read',
  'POST /api/tools/:name/plan': 'propose',
  'GET /api/completions': 'read',
  'GET /api/changes': 'read',
  'GET /api/changes/:id': 'read',
  'POST /api/changes': 'propose',
  // It follows single leads.
  'POST /api/changes/:id/backtest': 'personal',
  'POST /api/changes/:id/simulate': 'personal',
  'GET /api/program': 'read',
  'GET /api/program/versions': 'read',
  'GET /api/program/files': 'read',
  'GET /api/program/files/:path{.+}': 'read',
  'GET /api/program/diagrams/:track': 'read',
  'GET /api/library/items/:id/passages': 'read',
  'GET /api/catalogue': 'read',
  'GET /api/reference/conditions': 'read',
  'GET /api/feed': 'read',
  'POST /api/program/plan': 'propose',
  'GET /api/leads/:idOrEmail': 'personal',
};

const known = Object.entries(tokenRoutes).map(([route, scope]) => {
  const [method = '', path = ''] = route.split(' ');
  return {
    method,
    path: new RegExp(`^${path.replace(/:[A-Za-z]+(\{\.\+\})?/g, (_, deep) => (deep ? '.+' : '[^/]+'))}$`),
    scope,
  };
});

/** Refuses programs whatever was not opened to them. Throws `auth.token_route`, `auth.scope`. */
export function tokenRoutesOnly(): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const grant = c.get('principal')?.grant;
    if (grant) {
      const method = c.req.method === 'HEAD' ? 'GET' : c.req.method;
      const route = known.find((one) => one.method === method && one.path.test(c.req.path));
      if (!route)
        throw new TrellisError(
          'auth.token_route',
          'This is not open to a token: a person does it, in the console or on a terminal. Tokens reach the tools, changes and the program.',
        );
      for (const scope of ['read', route.scope] as const) if (!grant.scopes.has(scope)) refuseScope(c, scope);
    }
    await next();
  };
}
