import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TrellisError } from '../db/errors.ts';
import { terminalHeader } from '../server/auth/principal.ts';
import type { Config } from '../server/config.ts';
import { liveOwner, type Owner } from '../server/owner.ts';
import { secretFiles } from '../server/secret-files.ts';
import { whenFree } from '../server/when-free.ts';

interface RequestInitLike {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
}

/** Speaks HTTP with a Trellis: the process that owns the data folder, or the application in this process. */
export interface Client {
  /** The answer as it is. */
  request(path: string, init?: RequestInitLike): Promise<Response>;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  delete<T>(path: string): Promise<T>;
  /** The same client for a person at this terminal, who may settle changes. Call it only when there is one. */
  atTerminal(): Client;
  close(): Promise<void>;
}

/** Throws `home.empty` when there is no installation to speak with. */
export function connect(config: Config): Promise<Client> {
  return whenFree(
    () => inProcess(config),
    async () => {
      const owner = await answeringOwner(config.TRELLIS_HOME);
      if (!owner) return undefined;
      const send = (path: string, init: RequestInitLike) => fetch(owner.url + path, init);
      return createClient(config, owner.token, send, async () => {});
    },
  );
}

/** Undefined as well where a file was left behind and its process id now belongs to another program. */
export async function answeringOwner(home: string): Promise<Owner | undefined> {
  const owner = liveOwner(home);
  if (!owner) return undefined;
  try {
    await fetch(`${owner.url}/health`);
    return owner;
  } catch {
    return undefined;
  }
}

/**
 * The JSON that the process which owns the data folder answers a GET with; undefined where none does. Opens nothing.
 * Throws what it refuses with.
 */
export async function askOwner(config: Config, path: string, signal: AbortSignal): Promise<unknown> {
  const owner = await answeringOwner(config.TRELLIS_HOME);
  if (!owner) return undefined;
  const headers = { authorization: `Bearer ${owner.token}` };
  return readAnswer(await fetch(owner.url + path, { headers, signal }));
}

async function inProcess(config: Config): Promise<Client> {
  if (!config.DATABASE_URL && !existsSync(join(config.TRELLIS_HOME, 'database'))) throw emptyHome(config);
  const [{ compose }, { createApp }, { isInstalled }] = await Promise.all([
    import('../server/compose.ts'),
    import('../server/app.ts'),
    import('../server/first-start.ts'),
  ]);
  const installation = await compose(config);
  if (!(await isInstalled(installation.db))) {
    await installation.close();
    throw emptyHome(config);
  }
  const app = createApp(installation);
  const send = async (path: string, init: RequestInitLike) =>
    app.request(installation.publicUrl + path, init);
  return createClient(config, installation.secrets.ownerToken, send, () => installation.close());
}

function emptyHome(config: Config): TrellisError {
  const where = config.DATABASE_URL ? 'the database' : config.TRELLIS_HOME;
  return new TrellisError(
    'home.empty',
    `There is no installation in ${where} yet: \`npm start\` makes one with the demo company, \`TRELLIS_DEMO=false npm start\` an empty one.`,
  );
}

function createClient(
  config: Config,
  token: string,
  send: (path: string, init: RequestInitLike) => Promise<Response>,
  close: () => Promise<void>,
  extra: Record<string, string> = {},
): Client {
  const request = (path: string, init: RequestInitLike = {}) =>
    send(path, { ...init, headers: { ...init.headers, ...extra, authorization: `Bearer ${token}` } });
  const json = async <T>(path: string, init: RequestInitLike): Promise<T> =>
    readAnswer(await request(path, init));
  return {
    request,
    get: (path) => json(path, {}),
    post: (path, body) =>
      json(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    delete: (path) => json(path, { method: 'DELETE' }),
    atTerminal: () => {
      const key = readFileSync(join(config.TRELLIS_HOME, secretFiles.terminal), 'utf8').trim();
      return createClient(config, token, send, close, { ...extra, [terminalHeader]: key });
    },
    close,
  };
}

/** The JSON of an answer. Throws what it refuses with. */
export async function readAnswer<T>(response: Response): Promise<T> {
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok && body !== undefined) return body as T;
  const error = (body as { error?: { code?: string; message?: string; faults?: [] } } | undefined)?.error;
  throw new TrellisError(
    error?.code ?? 'api.unexpected',
    error?.message ?? `Trellis answered with HTTP ${response.status} and nothing readable.`,
    { faults: error?.faults ?? [] },
  );
}
