import type { Context, MiddlewareHandler } from 'hono';
import { TrellisError } from '../../db/errors.ts';
import type { Installation } from '../installation.ts';
import type { AppEnv } from './principal.ts';

/**
 * Counts requests of programs with tokens; sessions and programs on this machine are not counted. A request that the
 * server makes of itself for one, `/mcp` to REST, is counted once. Throws `rate.limited`.
 */
export function limitRates({ rates }: Installation): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const principal = c.get('principal');
    if (principal?.grant && !isOwnRequest(c.env)) {
      refuseTooMany(
        c,
        await rates.request(principal.person.id),
        'These are more requests than a minute has room for',
      );
    }
    await next();
  };
}

/** Marks a request that this process makes of its own application: nobody outside can set what is in `env`. */
export const ownRequest = Symbol('own request');

function isOwnRequest(env: unknown): boolean {
  return typeof env === 'object' && env !== null && ownRequest in env;
}

/** Throws `rate.limited` where there are seconds to wait, and tells them to the client. */
export function refuseTooMany(c: Context, seconds: number | undefined, what: string): void {
  if (seconds === undefined) return;
  c.header('retry-after', String(seconds));
  throw new TrellisError('rate.limited', `${what}: come back in ${seconds} s.`);
}
