import type { Context } from 'hono';
import { TrellisError } from '../../db/errors.ts';
import type { Person, Via } from '../../engine/runtime/changes/types.ts';
import type { Installation } from '../installation.ts';
import { findAccessToken, tokenPrefix } from './access-tokens.ts';
import { refuseTooMany } from './limit-rates.ts';
import { originOf } from './origin.ts';
import { type Principal, terminalHeader, viaHeader } from './principal.ts';
import { type Grant, grantedRole, mayReadPersonal } from './scopes.ts';
import { sameSecret } from './secrets.ts';

/** Who carries the token: the owner's of this data folder, one that a person made, or one of the OAuth issuer. */
export async function bearerPrincipal(
  c: Context,
  token: string,
  installation: Installation,
): Promise<Principal> {
  const { db, clock, secrets, oauth } = installation;
  if (sameSecret(token, secrets.ownerToken)) return localPrincipal(c, installation);
  if (token.startsWith(tokenPrefix)) {
    const found = await findAccessToken(db, token, clock());
    if (found) {
      const { person, scopes, ...kept } = found;
      return granted(c, person, 'token', { ...kept, scopes: new Set(scopes), role: person.role });
    }
  } else if (oauth && token.split('.').length === 3) {
    const { person, grant } = await oauth.verify(token, (reason) => refused(c, installation, reason));
    return granted(c, person, 'oauth', grant);
  }
  await refused(c, installation, 'bad_token');
  throw new TrellisError(
    'auth.bad_token',
    'The bearer token is not valid: it was revoked, has expired, or never was. `trellis tokens create` makes one; the one of this machine, in owner.json of the data folder, is renewed at every start.',
  );
}

/** A program that can read the data folder; with the terminal's key, a person who typed at one. */
async function localPrincipal(c: Context, installation: Installation): Promise<Principal> {
  const { secrets, localAdmin: person } = installation;
  const terminal = c.req.header(terminalHeader);
  if (terminal !== undefined && !sameSecret(terminal, secrets.terminalKey)) {
    await refused(c, installation, 'bad_terminal_key');
    throw new TrellisError('auth.bad_token', 'The terminal key is not valid.');
  }
  const mayApprove = terminal !== undefined;
  return { person, via: viaOf(c, 'cli'), proof: 'local', mayApprove, personal: true };
}

/** A program for its person: never more than they, never what is theirs alone to do. */
function granted(c: Context, person: Person, proof: 'token' | 'oauth', grant: Grant): Principal {
  return {
    person: { ...person, role: grantedRole(grant) },
    via: viaOf(c, 'api'),
    proof,
    mayApprove: false,
    personal: mayReadPersonal(person, grant),
    grant,
  };
}

/** The face that a program says it speaks for. */
function viaOf(c: Context, usual: Via): Via {
  const via = c.req.header(viaHeader);
  return via === 'mcp' || via === 'api' ? via : usual;
}

/** Puts it on record; those that keep coming are told to come back later instead. Throws `rate.limited`. */
async function refused(
  c: Context,
  { failedLogins, config, rates }: Installation,
  reason: Parameters<Installation['failedLogins']['record']>[1],
): Promise<void> {
  const origin = originOf(c, config.TRELLIS_PROXIES);
  refuseTooMany(c, await rates.guess(origin.address), 'Too many tokens from here were not valid');
  await failedLogins.record(origin, reason);
}
