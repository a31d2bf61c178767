import { resolve } from 'node:path';
import { type Config, parseConfig } from '../server/config.ts';
import { liveOwner } from '../server/owner.ts';
import { type Client, connect } from './client.ts';

/** What commands share: the configuration, read when first needed, and a client that is always closed. */
export interface Session {
  config(): Config;
  /** Where people reach the server, without a slash at the end: as it runs or, when none does, as it would. */
  url(): string;
  /** A file as the person named it: from where they stand, though npm runs scripts in the checkout. */
  path(given: string): string;
  /** The data folder as an absolute path where the environment names one, for programs that start elsewhere. */
  ownHome(): string | undefined;
  withClient<T>(work: (client: Client) => Promise<T>): Promise<T>;
}

export function createSession(env: NodeJS.ProcessEnv): Session {
  let config: Config | undefined;
  const read = () => {
    config ??= parseConfig(env);
    return config;
  };
  return {
    config: read,
    url: () => {
      const { PUBLIC_URL, TRELLIS_HOME, PORT } = read();
      return PUBLIC_URL ?? liveOwner(TRELLIS_HOME)?.url ?? `http://127.0.0.1:${PORT}`;
    },
    path: (given) => resolve(env.INIT_CWD || '.', given),
    ownHome: () => (env.TRELLIS_HOME ? resolve(read().TRELLIS_HOME) : undefined),
    async withClient(work) {
      const client = await connect(read());
      try {
        return await work(client);
      } finally {
        await client.close();
      }
    },
  };
}
