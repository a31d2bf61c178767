import { TrellisError } from '../../db/errors.ts';
import type { TrellisPort } from './trellis-port.ts';

/** A port that may hold something, an embedded database for one, until it is closed. */
export type OpenPort = TrellisPort & { close(): Promise<void> };

/**
 * A port that connects when it is needed and lets go `idleMs` after the last call, or right after a call that failed.
 * An editor keeps its server running for days: one that held the data folder all that time would keep
 * `trellis start` out, and one that kept an address would lose a server that was started again.
 */
export function leasePort(connect: () => Promise<OpenPort>, idleMs: number): OpenPort {
  let lease: Promise<OpenPort> | undefined;
  // Waited for before the next connection: both may want the same folder.
  let released: Promise<void> = Promise.resolve();
  let inUse = 0;
  let failed = false;
  let timer: NodeJS.Timeout | undefined;

  const release = (): Promise<void> => {
    clearTimeout(timer);
    const ending = lease;
    lease = undefined;
    failed = false;
    if (ending) {
      released = ending.then(
        (port) => port.close(),
        () => {},
      );
    }
    return released;
  };
  const use = async <T>(work: (port: OpenPort) => Promise<T>): Promise<T> => {
    clearTimeout(timer);
    inUse += 1;
    lease ??= released.then(connect);
    let port: OpenPort | undefined;
    try {
      port = await lease;
      return await work(port);
    } catch (error) {
      // What a Trellis refuses is an answer: the connection is as good as before.
      if (!port || !(error instanceof TrellisError && error.mender === 'user')) failed = true;
      throw error;
    } finally {
      inUse -= 1;
      if (inUse === 0) {
        if (failed) await release();
        else timer = setTimeout(() => void release(), idleMs);
      }
    }
  };
  return {
    list: () => use((port) => port.list()),
    call: (name, input, options) => use((port) => port.call(name, input, options)),
    plan: (name, input, watch) => use((port) => port.plan(name, input, watch)),
    read: (path) => use((port) => port.read(path)),
    close: release,
  };
}
