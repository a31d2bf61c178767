import type { Person, Via } from '../../engine/runtime/changes/types.ts';
import type { Grant, Scope } from './scopes.ts';

export const sessionCookie = 'trellis_session';
/** Carries the content of `terminal.key`: the request comes from a person who typed at a terminal. */
export const terminalHeader = 'x-trellis-terminal';
/** Which face a program speaks for: mcp or api; cli by default with the owner's token, api with others. */
export const viaHeader = 'x-trellis-via';

/** Who asks, and how we know. */
export interface Principal {
  person: Person;
  via: Via;
  /**
   * `session`: signed in with a browser. `local`: a program that can read the data folder. `token`, `oauth`: a program
   * with what a person granted it.
   */
  proof: 'session' | 'local' | 'token' | 'oauth';
  /** Whether a person, not a program, stands behind this very request, so that it may settle changes. */
  mayApprove: boolean;
  /** Whether names, addresses and fields of single leads may be shown (scopes.ts says to whom). */
  personal: boolean;
  /** What a program was granted; the role of `person` is cut down to it. */
  grant?: Grant;
}

export interface AppEnv {
  /** `lackedScope`: for want of which a program was refused. */
  Variables: { principal?: Principal; lackedScope?: Scope };
}
