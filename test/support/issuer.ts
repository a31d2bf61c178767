import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterwards } from '../afterwards.ts';

/** A small authorization server: metadata, keys, and the tokens that a test asks for. */
export interface Issuer {
  url: string;
  /** Signed with its key, for the address given, for five minutes, unless it is said otherwise. */
  token(
    claims: JWTPayload,
    how?: { key?: CryptoKey; kid?: string; expires?: string | number },
  ): Promise<string>;
  /** How often its keys were asked for. */
  asked(): number;
  /** What the metadata call it, where that is to be wrong. */
  calls(name: string): void;
}

export async function startIssuer(): Promise<Issuer> {
  const kid = '1';
  const key = await generateKeyPair('ES256');
  let asked = 0;
  let name = '';
  const server = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/.well-known/oauth-authorization-server')
      response.end(JSON.stringify({ issuer: name, jwks_uri: `${url}/keys` }));
    else if (request.url === '/keys') {
      asked += 1;
      const jwk = { ...(await exportJWK(key.publicKey)), kid, alg: 'ES256', use: 'sig' };
      response.end(JSON.stringify({ keys: [jwk] }));
    } else response.writeHead(404).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  name = url;
  afterwards(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    url,
    asked: () => asked,
    calls: (other) => {
      name = other;
    },
    token: (claims, how = {}) =>
      new SignJWT({ iss: url, sub: 'user-1', ...claims })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: how.kid ?? kid })
        .setIssuedAt()
        .setExpirationTime(how.expires ?? '5m')
        .sign(how.key ?? key.privateKey),
  };
}
