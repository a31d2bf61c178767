import { type Config, parseConfig } from '../server/config.ts';
import { type Client, connect } from './client.ts';

/** What commands share: the configuration, read when first needed, and a client that is always closed. */
export interface Session {
  config(): Config;
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
