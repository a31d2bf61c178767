import type { Person, Role } from '../../engine/runtime/changes/types.ts';
import type { TestServer } from '../server.ts';

interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: JSON as a test reads it
  body: any;
}

/** A person of this role who speaks with the server in a session of their own. */
export async function inSession(
  server: TestServer,
  role: Role,
): Promise<{
  person: Person;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
}> {
  const { person, cookie } = await server.signIn(role);
  const ask = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = { cookie, 'content-type': 'application/json' };
    const response = await fetch(server.url + path, { ...init, headers });
    return { status: response.status, body: await response.json() };
  };
  return {
    person,
    get: (path) => ask(path),
    post: (path, body) => ask(path, { method: 'POST', body: JSON.stringify(body) }),
  };
}
