import type { InputBody } from '../core/types.ts';

/** What is to be decided for a lead, before it has a number and an instant. JSON-safe: the inbox keeps it. */
export interface PendingInput {
  body: InputBody;
  /** The account that the event puts its lead into. */
  account?: string;
  /** How many leads of the account had woken one another when this one was; absent when something else did. */
  wakes?: number;
}
