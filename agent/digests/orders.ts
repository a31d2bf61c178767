import type { Person } from '../../engine/runtime/changes/types.ts';
import type { Cadence } from './cadence.ts';

/** Where something goes, as a person says it: to themselves, to where they write from, by email, or to a channel. */
export type Destination = 'me' | 'here' | 'email' | { channel: string };

/** What people can be warned of. */
export const alertKinds = ['clicks', 'stuck', 'failed_sends', 'connectors'] as const;
export type AlertKind = (typeof alertKinds)[number];

/** Minutes of the day between which nothing is said; undefined: day and night. */
export interface QuietHours {
  from: number;
  to: number;
}

/** Which of them is meant, as far as it is said. */
export interface Which {
  /** By their number in the list. */
  number?: number;
  all?: true;
  every?: Cadence['every'];
  alert?: AlertKind;
  to?: Destination;
}

/** What a person orders of digests and alerts. */
export type Order =
  | {
      do: 'digest';
      cadence: Cadence;
      to: Destination;
      /** A track by its name. */
      track?: string;
      /** What was answered before is to come again: of the track that it was about. */
      this?: true;
    }
  | {
      do: 'alert';
      kind: AlertKind;
      threshold?: number;
      quiet: QuietHours | 'usual' | 'none';
      to: Destination;
    }
  | { do: 'list'; what: 'digests' | 'alerts' | 'both' }
  | { do: 'stop'; what: 'digest' | 'alert' | 'either'; which: Which }
  /** It is about one of them, and could not be read to its end. */
  | { do: 'unclear'; what: 'digest' | 'alert' };

/** Who orders, and from where. */
export interface Orderer {
  person: Person;
  /** As an AgentRequest has it. */
  place: string;
  /** The person wrote it themselves, and no program in their name. */
  inPerson: boolean;
  now: number;
}

/** Does what was ordered. */
export interface Orders {
  /** What was done, in words; undefined where nothing of ours was meant. Throws a TrellisError that says why not. */
  obey(order: Order, orderer: Orderer): Promise<string | undefined>;
}
