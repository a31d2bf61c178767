import type { TrellisPort } from './port/trellis-port.ts';

/** What every part of a server instance works with. */
export interface Connection {
  port: TrellisPort;
  /** Gets what is not the caller's fault; the caller only learns that it happened. */
  report: (error: unknown) => void;
  /** `modern`: from 2026-07-28 on, without sessions; `legacy`: with `initialize`. */
  era: 'modern' | 'legacy';
}
