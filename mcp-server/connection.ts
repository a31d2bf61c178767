import type { ServerEventBus } from '@modelcontextprotocol/server';
import type { Filings } from './confirming/filings.ts';
import type { TrellisPort } from './port/trellis-port.ts';

/** What every part of a server instance works with. */
export interface Connection {
  port: TrellisPort;
  /** Gets what is not the caller's fault; the caller only learns that it happened. */
  report: (error: unknown) => void;
  /** `modern`: from 2026-07-28 on, without sessions; `legacy`: with `initialize`. */
  era: 'modern' | 'legacy';
  /** What people were asked about, of the whole process; left out, nobody is asked and proposals are filed at once. */
  filings?: Filings;
  /** Who asks in the request under way, in one word; left out where there is only one. */
  principal?: () => string;
  /** Tells what changed; absent where nobody can tell. */
  bus?: ServerEventBus;
  /** Of a lasting connection of the modern era: resolves when its client first asks to be told of changes. */
  listening?: Promise<void>;
}
