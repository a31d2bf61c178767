import { expect, it } from 'vitest';
import { runChaos } from './chaos/chaos.ts';
import { onServer } from './chaos/server.ts';

/** The short form of `npm run chaos`, on a database of its own; the long form restarts the server as well. */
it.runIf(process.env.TEST_DATABASE === 'native')(
  'workers killed, connections broken off, mail refused: nothing is lost and nothing happens twice',
  async () => {
    const server = await onServer(process.env.TEST_DATABASE_URL as string);
    try {
      const { checks, kills, inFlightAtKills } = await runChaos(server, {
        seed: 'short',
        kills: 8,
        restarts: 2,
        leads: 200,
        progress: () => {},
      });
      expect(checks.filter(({ broken }) => broken.length > 0)).toEqual([]);
      expect(kills).toBeGreaterThanOrEqual(8);
      expect(inFlightAtKills).toBeGreaterThan(0);
    } finally {
      await server.remove();
    }
  },
  // Half a minute; processes start slowly where all the other tests run beside it.
  300_000,
);
