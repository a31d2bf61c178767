import type { Program } from '../../../engine/program/schema.ts';
import type { SendTest } from '../../../tools/services.ts';
import type { SimulatedLeads } from './simulation-message.ts';

/** What the buttons of a card need of the rest of the product. None of it settles a change. */
export interface CardDesk {
  program(): Promise<{ program: Program }>;
  sendTest: SendTest;
  /** The first leads whose days to come the change alters. */
  simulate(change: string, signal: AbortSignal): Promise<SimulatedLeads>;
}
