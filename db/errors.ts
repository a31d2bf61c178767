/** Who can mend it: decides what is shown and what is logged. */
export type Mender = 'user' | 'operator' | 'provider' | 'us';

/** Where bad input is at fault: a path into it, with line and column for text. */
export interface Fault {
  /** `tracks/smb/steps/2/content`, or a CSV line `line 7`. */
  path: string;
  message: string;
  line?: number;
  column?: number;
  /** Stable, for callers to branch on; and who mends it, where that is not the mender of the error. */
  code?: string;
  mender?: Mender;
}

/** Every error we throw on purpose. Callers branch on `code`; the message says what is wrong and what to do next. */
export class TrellisError extends Error {
  override readonly name = 'TrellisError';
  readonly code: string;
  readonly mender: Mender;
  readonly faults: readonly Fault[];

  constructor(
    code: string,
    message: string,
    options: { mender?: Mender; faults?: readonly Fault[]; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.mender = options.mender ?? 'user';
    this.faults = options.faults ?? [];
  }
}
