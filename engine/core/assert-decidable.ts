import type { CompiledProgram } from '../program/compile.ts';
import type { Input, LeadState } from './types.ts';

export type UndecidableCode =
  | 'input.out_of_order'
  | 'input.time_went_back'
  | 'input.event_in_future'
  | 'input.wrong_program';

/** The caller broke the contract of `decide`; nothing was decided. */
export class UndecidableInput extends Error {
  override readonly name = 'UndecidableInput';
  readonly code: UndecidableCode;

  constructor(code: UndecidableCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Throws unless the input is the lead's next one and the program the one the lead is on, or being activated. */
export function assertDecidable(program: CompiledProgram, lead: LeadState, input: Input): void {
  if (input.seq !== lead.seq + 1) {
    throw new UndecidableInput(
      'input.out_of_order',
      `input ${input.seq} of lead ${lead.id} does not follow ${lead.seq}; load the lead again and number the input ${lead.seq + 1}`,
    );
  }
  if (input.at < lead.at) {
    throw new UndecidableInput(
      'input.time_went_back',
      `input ${input.seq} of lead ${lead.id} is at ${input.at}, before ${lead.at}; give it at least the lead's instant`,
    );
  }
  if (input.kind === 'event' && input.event.occurredAt > input.at) {
    throw new UndecidableInput(
      'input.event_in_future',
      `event ${input.event.id} occurred at ${input.event.occurredAt}, after its input's ${input.at}; cut it to the input's instant`,
    );
  }
  const expected =
    input.kind === 'activation' ? input.version : lead.seq === 0 ? program.version : lead.program;
  if (expected !== program.version) {
    throw new UndecidableInput(
      'input.wrong_program',
      `input ${input.seq} of lead ${lead.id} needs program ${expected}, not ${program.version}; activate that version for the lead first`,
    );
  }
}
