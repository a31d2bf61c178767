import { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';

const waitMs = 5_000;
const metadataSchema = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Where an issuer's metadata may be: RFC 8414 before the path, OpenID Connect after it. */
function metadataUrls(issuer: string): string[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/+$/, '');
  return [
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}/.well-known/openid-configuration${path}`,
    `${origin}${path}/.well-known/openid-configuration`,
  ];
}

/** Where the issuer has its keys, as its metadata says. Throws `auth.issuer_unreachable`. */
export async function discoverJwks(issuer: string): Promise<string> {
  for (const url of new Set(metadataUrls(issuer))) {
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(waitMs) }).catch(
      () => undefined,
    );
    if (!answer?.ok) continue;
    const metadata = metadataSchema.safeParse(await answer.json().catch(() => undefined));
    // Metadata of another issuer would let that one sign for this one (RFC 8414, 3.3).
    if (metadata.success && metadata.data.issuer === issuer) return metadata.data.jwks_uri;
  }
  throw new TrellisError(
    'auth.issuer_unreachable',
    `The metadata of the OAuth issuer ${issuer} cannot be read, or names another issuer; set TRELLIS_OAUTH_JWKS to the address of its keys.`,
    { mender: 'provider' },
  );
}
