import type { Instant } from '../../core/types.ts';

/** Something a person would notice, in order of time. */
export interface PathEntry {
  at: Instant;
  did: 'email' | 'enrol' | 'end' | 'lifecycle' | 'journey' | 'task' | 'notify' | 'webhook' | 'crm' | 'arm';
  /** The track, for a stage move the stage reached, for a task or notice its queue or audience, for an arm its experiment. */
  what: string;
  /** The step of an email, the reason of an end, the arm. */
  detail?: string;
}
