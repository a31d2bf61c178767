import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';
import { openDatabase } from '../db/open-database.ts';
import type { Person, Role } from '../engine/runtime/changes/types.ts';
import { createLoginToken } from '../server/auth/login-links.ts';
import { savePerson } from '../server/auth/people.ts';
import { parseConfig } from '../server/config.ts';
import { type Running, start } from '../server/start.ts';
import { afterwards } from './afterwards.ts';

export interface TestServer extends Running {
  home: string;
  /** The environment that makes a command a client of this server. */
  env: Record<string, string>;
  /** A person of this role and their session cookie, got through a sign-in link. */
  signIn(role: Role): Promise<{ person: Person; cookie: string }>;
}

let created = 0;

/**
 * The real server on a random port, with an empty installation in a folder of its own and a copy of the run's template
 * as its database, on the server of TEST_DATABASE_URL when TEST_DATABASE=native; with `firstStart` there is nothing yet
 * and the server makes it all. Without the worker loop: tests say when time passes. Stopped and removed after the file.
 */
export async function startServer(
  env: Record<string, string> = {},
  { firstStart = false, ...options }: { firstStart?: boolean; clock?: () => number } = {},
): Promise<TestServer> {
  const home = join(mkdtempSync(join(tmpdir(), 'trellis-test-')), 'home');
  const database = await ownDatabase(firstStart ? undefined : home);
  const all = {
    TRELLIS_HOME: home,
    PORT: '0',
    TRELLIS_DEMO: 'false',
    LOG_LEVEL: 'silent',
    ...database.env,
    ...env,
  };
  const running = await start(parseConfig(all), { work: false, ...options });
  afterwards(async () => {
    await running.stop();
    await database.drop();
    rmSync(dirname(home), { recursive: true, force: true });
  });
  const signIn = async (role: Role) => {
    const { db } = running.installation;
    const email = `${role}@people.example`;
    const person = await savePerson(db, { name: role, email, role }, Date.now());
    const token = await createLoginToken(db, person.id, Date.now());
    const response = await fetch(`${running.url}/login/${token}`, { redirect: 'manual' });
    return { person, cookie: cookieOf(response) };
  };
  return { ...running, home, env: all, signIn };
}

/** The session cookie that a response sets, as a request sends it; empty when it sets none. */
export function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

/** With the template copied: into the folder, or on the server. */
async function ownDatabase(
  home: string | undefined,
): Promise<{ env: Record<string, string>; drop(): Promise<void> }> {
  const url = process.env.TEST_DATABASE === 'native' ? process.env.TEST_DATABASE_URL : undefined;
  if (!url) {
    if (home) cpSync(inject('template'), join(home, 'database'), { recursive: true });
    return { env: {}, drop: async () => {} };
  }
  const server = await openDatabase({ home: '', databaseUrl: url });
  const name = `trellis_server_${process.pid}_${++created}`;
  await server.exec(`create database ${name} template ${home ? inject('template') : 'template1'}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return {
    env: { DATABASE_URL: own.href },
    async drop() {
      await server.exec(`drop database ${name} with (force)`);
      await server.close();
    },
  };
}
