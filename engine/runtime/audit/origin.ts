import { AsyncLocalStorage } from 'node:async_hooks';
import type { AuditVia } from './actions.ts';

/** Who asks, by which face, and from where. */
export interface Origin {
  /** A person's id; absent before they are known. */
  person?: string;
  via: AuditVia;
  /** An IP address, or `local`, `slack`, `system`. */
  address: string;
  /** The kind of program that asks: `browser`, `cli`, `mcp`, `slack`, `program`, `system`. */
  agent: string;
}

const system: Origin = { via: 'system', address: 'system', agent: 'system' };
const origins = new AsyncLocalStorage<Origin>();

/**
 * Everything that `body` does is done by this origin. It goes with the request and not with arguments, because where
 * a request came from is nothing to those who act on it, and none of them can forget to hand it on.
 */
export function withOrigin<T>(origin: Origin, body: () => T): T {
  return origins.run(origin, body);
}

/** Of the request under way; Trellis itself where there is none. */
export function currentOrigin(): Origin {
  return origins.getStore() ?? system;
}
