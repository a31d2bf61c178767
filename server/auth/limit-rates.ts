import type { Context, MiddlewareHandler } from 'hono';
import { TrellisError } from '../../db/errors.ts';
import type { Installation } from '../installation.ts';
import type { AppEnv } from './principal.ts';

/**
 * Counts requests of programs with tokens; sessions and programs on this machine are not counted. Those to `/mcp` by
 * themselves: what one of them asks of REST is counted there, so that many in one body are many. Throws `rate.limited`.
 */
export function limitRates({ rates }: Installation): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const principal = c.get('principal');
    if (principal?.grant) {
      refuseTooMany(
        c,
        await rates.request(c.req.path === '/mcp' ? `mcp:${principal.person.id}` : principal.person.id),
        'These are more requests than a minute has room for',
      );
    }
    await next();
  };
}

/** Throws `rate.limited` where there are seconds to wait, and tells them to the client. */
export function refuseTooMany(c: Context, seconds: number | undefined, what: string): void {
  if (seconds === undefined) return;
  c.header('retry-after', String(seconds));
  throw new TrellisError('rate.limited', `${what}: come back in ${seconds} s.`);
}
