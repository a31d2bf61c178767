import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { sha256Hex } from '../../db/canonical.ts';
import type { Database } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import { localAdminEmail } from '../../engine/runtime/changes/approval/second-person.ts';
import type { Person } from '../../engine/runtime/changes/types.ts';
import type { Config } from '../config.ts';
import { discoverJwks } from './discover-jwks.ts';
import { findByEmail } from './people.ts';
import { type Grant, type Scope, scopes } from './scopes.ts';

/** With a key of the issuer's only: never `none`, and nothing that is checked with a shared secret. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
/** Two clocks are never quite the same. */
const toleranceSeconds = 30;

/** Why a token was refused, for the audit log. */
type Refused = (reason: 'bad_jwt' | 'person_unknown') => Promise<void>;

/** Tokens of somebody else's authorization server, for people whom we know. */
export interface OAuth {
  issuer: string;
  /** Throws `auth.bad_token`, `auth.person_unknown`, `auth.issuer_unreachable`. */
  verify(token: string, refused: Refused): Promise<{ person: Person; grant: Grant }>;
}

/** Undefined where no issuer is set. */
export function oauthOf(
  config: Pick<Config, 'TRELLIS_OAUTH_ISSUER' | 'TRELLIS_OAUTH_AUDIENCE' | 'TRELLIS_OAUTH_JWKS'>,
  { db, clock, publicUrl }: { db: Database; clock: () => number; publicUrl: string },
): OAuth | undefined {
  const { TRELLIS_OAUTH_ISSUER: issuer, TRELLIS_OAUTH_AUDIENCE: said, TRELLIS_OAUTH_JWKS: jwks } = config;
  if (issuer === undefined) return undefined;
  const audience = said === undefined ? [`${publicUrl}/mcp`, publicUrl] : [said];
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const loadKeys = async () => createRemoteJWKSet(new URL(jwks ?? (await discoverJwks(issuer))));
  const keysOf = async () => {
    keys ??= loadKeys();
    try {
      return await keys;
    } catch (error) {
      // Asked again with the next token.
      keys = undefined;
      throw error;
    }
  };
  return {
    issuer,
    async verify(token, refused) {
      const payload = await checked(token, {
        keys: keysOf,
        options: {
          issuer,
          audience,
          algorithms,
          clockTolerance: toleranceSeconds,
          currentDate: new Date(clock()),
          requiredClaims: ['exp', 'sub'],
        },
        refused,
      });
      const email = verifiedEmail(payload);
      const person = email === undefined ? undefined : await findByEmail(db, email);
      // The local administrator is whoever sits at this machine; no issuer can vouch for that.
      if (!person || person.email === localAdminEmail) {
        await refused('person_unknown');
        throw new TrellisError('auth.person_unknown', unknownWords(email !== undefined));
      }
      const id = sha256Hex(`${issuer}\n${payload.sub}`);
      const expiresAt = (payload.exp ?? 0) * 1000;
      return { person, grant: { id, scopes: scopesOf(payload), role: person.role, expiresAt } };
    },
  };
}

async function checked(
  token: string,
  {
    keys,
    options,
    refused,
  }: { keys: () => Promise<JWTVerifyGetKey>; options: Parameters<typeof jwtVerify>[2]; refused: Refused },
): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, await keys(), options)).payload;
  } catch (error) {
    if (error instanceof TrellisError) throw error;
    if (!(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout) throw unreachable(error);
    // What is wrong with it is said without a word of the token itself.
    await refused('bad_jwt');
    throw new TrellisError('auth.bad_token', `The access token is not valid: ${wrongWith(error)}.`, {
      cause: error,
    });
  }
}

function wrongWith(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'it has expired; get a new one';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return 'it was made for another server';
    if (error.claim === 'iss') return 'it is of another issuer';
    return `its claim ${error.claim} does not fit`;
  }
  return 'it is not signed by a key of the issuer';
}

function unreachable(cause: unknown): TrellisError {
  return new TrellisError(
    'auth.issuer_unreachable',
    'The keys of the OAuth issuer cannot be read; check TRELLIS_OAUTH_ISSUER and TRELLIS_OAUTH_JWKS.',
    { mender: 'provider', cause },
  );
}

/** Only one that the issuer vouches for: anybody may write any address into a profile. */
function verifiedEmail({ email, email_verified: isVerified }: JWTPayload): string | undefined {
  return typeof email === 'string' && isVerified === true ? email : undefined;
}

function unknownWords(hasEmail: boolean): string {
  return hasEmail
    ? 'Nobody of this Trellis has the email address of this access token; an administrator adds people with `trellis people add`.'
    : 'The access token names no verified email address (claims email, and email_verified true), by which people are known here; set the issuer to add them to access tokens.';
}

/** As RFC 9068 has them, `scope` with spaces; some issuers say `scp`. What we do not know is not granted. */
function scopesOf({ scope, scp }: JWTPayload): Set<Scope> {
  const said = [scope, scp].flatMap((claim) =>
    typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [],
  );
  return new Set(scopes.filter((known) => said.includes(known)));
}
