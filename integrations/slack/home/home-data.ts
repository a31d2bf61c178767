import type { Role } from '../../../engine/runtime/changes/types.ts';

/** What stands on a home tab, before it takes a form of Slack's. */
export interface HomeData {
  name: string;
  role: Role;
  pending: readonly PendingChange[];
  /** More than are shown. */
  morePending: number;
  week: WeekFigures;
  tracks: readonly TrackHealth[];
  moreTracks: number;
  /** When this was read, ms. */
  at: number;
  pages: { changes: string; performance: string; program: string };
}

export interface PendingChange {
  id: string;
  title: string;
  author: string;
  /** By whoever looks at it. */
  own: boolean;
  risk: 'low' | 'medium' | 'high';
  expiresAt: number;
  url: string;
}

/** How nurturing did in the last seven days. */
export interface WeekFigures {
  /** In sentences, with what each number is of. */
  sentences: readonly string[];
}

/** How one track is. */
export interface TrackHealth {
  title: string;
  /** Leads on it now. */
  on: number;
  /** Leads that came in the last seven days. */
  came: number;
  /** Emails that failed or are in doubt, of the last seven days. */
  failed: number;
  /** Leads whose next step is due for longer than an hour. */
  late: number;
  paused: boolean;
  url: string;
}

/** Where what stands on a home tab besides changes comes from. */
export interface HomeSource {
  week(): Promise<WeekFigures>;
  /** The first of them, in the order of the program, and how many more there are. */
  tracks(): Promise<{ tracks: TrackHealth[]; more: number }>;
}
