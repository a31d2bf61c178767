import type { InputBody, LeadState } from '../../core/types.ts';
import type { Absorbed } from '../batch.ts';
import type { PendingInput } from '../pending-input.ts';
import type { Writes } from '../writes.ts';

/** The input that brings a merged lead into the one that it lives on in. */
export interface MergeInput extends PendingInput {
  body: Extract<InputBody, { kind: 'merge' }>;
  absorbed: Absorbed;
  /** The survivor's state that the input met; set when it is decided. */
  met?: LeadState;
  /** Writes down that the loser reached the program in force. */
  record(writes: Writes): void;
}
