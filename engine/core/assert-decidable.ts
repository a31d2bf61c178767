import type { CompiledProgram } from '../program/compile/compile.ts';
import type { Input, Instant, LeadState } from './types.ts';

export type UndecidableCode =
  | 'input.out_of_order'
  | 'input.time_went_back'
  | 'input.event_in_future'
  | 'input.wrong_program'
  | 'input.wrong_merge';

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
  if (input.kind === 'merge') assertMergeable(lead, input.loser, input.at, program.version);
  const expected =
    input.kind === 'activation' ? input.version : lead.seq === 0 ? program.version : lead.program;
  if (expected !== program.version) {
    throw new UndecidableInput(
      'input.wrong_program',
      `input ${input.seq} of lead ${lead.id} needs program ${expected}, not ${program.version}; activate that version for the lead first`,
    );
  }
}

/** The other lead must be another one, brought to the same program, and not be ahead of the input. */
function assertMergeable(lead: LeadState, loser: LeadState, at: Instant, version: number): void {
  if (loser.id !== lead.id && loser.program === version && loser.at <= at) return;
  throw new UndecidableInput(
    'input.wrong_merge',
    `lead ${loser.id} cannot be merged into ${lead.id}: it must be another lead, on program ${version}, at ${at} or before`,
  );
}
