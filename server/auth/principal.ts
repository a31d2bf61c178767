import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { TrellisError } from '../../db/errors.ts';
import { withOrigin } from '../../engine/runtime/audit/origin.ts';
import type { Person, Via } from '../../engine/runtime/changes/types.ts';
import type { Installation } from '../installation.ts';
import { originOf } from './origin.ts';
import { sameSecret } from './secrets.ts';
import { personOfSession } from './sessions.ts';

export const sessionCookie = 'trellis_session';
/** Carries the content of `terminal.key`: the request comes from a person who typed at a terminal. */
export const terminalHeader = 'x-trellis-terminal';
/** Which face a program with the owner token speaks for: cli (default), mcp or api. */
export const viaHeader = 'x-trellis-via';

/** Who asks, and how we know. */
export interface Principal {
  person: Person;
  via: Via;
  /** `session`: signed in with a browser. `local`: a program that can read the data folder. */
  proof: 'session' | 'local';
  /** Whether a person, not a program, stands behind this very request, so that it may settle changes. */
  mayApprove: boolean;
}

export interface AppEnv {
  Variables: { principal?: Principal };
}

/**
 * Finds out who asks, and from where; refuses wrong tokens, lets anonymous requests pass to routes that allow them.
 */
export function identifyPrincipal(installation: Installation): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const bearer = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    const principal = bearer
      ? await localPrincipal(c, bearer, installation)
      : await sessionPrincipal(c, installation);
    if (principal) c.set('principal', principal);
    await withOrigin(originOf(c, installation.config.TRELLIS_PROXIES, principal), next);
  };
}

async function localPrincipal(c: Context, token: string, installation: Installation): Promise<Principal> {
  const { secrets, localAdmin, failedLogins, config } = installation;
  if (!sameSecret(token, secrets.ownerToken)) {
    await failedLogins.record(originOf(c, config.TRELLIS_PROXIES), 'bad_token');
    throw new TrellisError(
      'auth.bad_token',
      'The bearer token is not valid; it is renewed at every start, in owner.json of the data folder.',
    );
  }
  const terminal = c.req.header(terminalHeader);
  if (terminal !== undefined && !sameSecret(terminal, secrets.terminalKey)) {
    await failedLogins.record(originOf(c, config.TRELLIS_PROXIES), 'bad_terminal_key');
    throw new TrellisError('auth.bad_token', 'The terminal key is not valid.');
  }
  const via = c.req.header(viaHeader);
  return {
    person: localAdmin,
    via: via === 'mcp' || via === 'api' ? via : 'cli',
    proof: 'local',
    mayApprove: terminal !== undefined,
  };
}

async function sessionPrincipal(c: Context, { db, clock }: Installation): Promise<Principal | undefined> {
  const token = getCookie(c, sessionCookie);
  const person = token ? await personOfSession(db, token, clock()) : undefined;
  return person && { person, via: 'console', proof: 'session', mayApprove: true };
}
