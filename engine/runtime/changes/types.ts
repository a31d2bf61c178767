import type { ContentRef, Edit } from '../../program/schema.ts';
import type { Finding } from '../../program/validate/findings.ts';
import type { EnrollingTrack } from '../enrol/types.ts';
import type { PlanAhead } from './ahead/types.ts';
import type { PlanApproval } from './approval/demand.ts';
import type { MigrationPage, PlanMigration } from './migration/types.ts';
import type { PlanBacktest } from './plan/plan-backtest.ts';

export type Role = 'viewer' | 'marketer' | 'approver' | 'admin';
export interface Person {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** Approves what the policy, or regulated content, wants a principal for. An approver or admin. */
  principal?: boolean;
  /** Of the IANA database, where they have told; only where they ask or are listed. */
  timeZone?: string | null;
}
export type Via = 'slack' | 'mcp' | 'console' | 'cli' | 'api';
export type ChangeStatus =
  | 'proposed'
  | 'approved'
  | 'scheduled'
  | 'applied'
  | 'rejected'
  | 'stale'
  | 'expired';

/** Accounts by their id; names are looked up where they are shown. */
export interface TouchedAccounts {
  count: number;
  /** The count is of the leads that were looked at: there are as many or more. */
  atLeast?: true;
  /** Those with the most leads. */
  first: readonly { account: string; leads: number }[];
}

/** Who would be touched now. Plans that were filed by an earlier release lack the optional parts. */
export interface Population {
  /** Leads that would enter a track within the first inputs after activation, per track. */
  entering: Readonly<Record<string, number>>;
  /** By entered track: of the leads that would enter it, how many are active on which other track now. */
  alsoOn?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** By entered track: of the leads that would enter it, how many were already sent an item that it sends. */
  repeated?: Readonly<Record<string, number>>;
  /** Active enrolments on changed or removed tracks. */
  inFlight: Readonly<Record<string, number>>;
  /** Of those in flight, how many would leave at once: their track or all steps to come go away, or its goal or an exit holds. */
  leaving: number;
  /** Of leads that have an account: by entered track, of those that leave, and of those in flight. */
  accounts?: {
    entering: Readonly<Record<string, TouchedAccounts>>;
    leaving: TouchedAccounts;
    inFlight: TouchedAccounts;
  };
  /** By added, changed or removed scoring rule, its title: leads that did in the last 30 days what it gives points for. */
  scored?: readonly { rule: string; leads: number }[];
  /** By added, changed or removed fit rule, its title: leads it holds for, which get or lose points at once. */
  fitting?: readonly { rule: string; leads: number }[];
  /** By trigger of the lead's state that is new or changed, its title: leads for whom it fires at once. */
  firing?: readonly { trigger: string; leads: number }[];
  /** By added, changed or removed threshold: leads at or above its points until now and from then on. */
  thresholds?: readonly { title: string; old?: Standing; new?: Standing }[];
  /**
   * Of a hold-out that the change touches: leads held now; and where there is one from then on, its share, the new leads
   * of the last 30 days that it concerns, and those that were on no track yet, which are shared out at once.
   */
  holdout?: { held: number; percent?: number; monthly?: number; waiting?: number };
  /**
   * By experiment, its title: leads that get an arm at once, as they are of its population; of one that is `decided` for an
   * arm those that have had another.
   */
  sharing?: readonly { title: string; decided?: string; leads: number }[];
  /** Titles of tracks that fewer enter than `entering` says: it counts leads whose arm is not drawn yet. */
  atMost?: readonly string[];
  /** By lifted halt (a track's id, or `*`): since when it stands, and the emails queued or held behind it. */
  resumed?: readonly { target: string; since: number; emails: number }[];
  /** By track, or `*`, that the change pauses: the emails queued or held now, which will wait. */
  paused?: readonly { target: string; emails: number }[];
  /** Leads in the database. */
  leads: number;
}
interface Standing {
  /** Points. */
  at: number;
  leads: number;
}

/** What was shown to the person who approves; `planHash` covers all of it but the instant. */
export interface Plan {
  /** The diff in plain words, rendered by us, one line an edit or field. The same text on every face. */
  diff: readonly string[];
  /** Why it was proposed, rendered by us, where figures suggested it: what they were then. */
  reason?: readonly string[];
  population: Population;
  /** Titles of the tracks that the population names, by id. */
  titles?: Readonly<Record<string, string>>;
  /** What happens within the next 7 and 30 days, with the change and without it. */
  ahead?: PlanAhead;
  /** What becomes of the leads in flight on tracks that it touches; absent where there are none. */
  migration?: PlanMigration;
  risk: { level: 'low' | 'medium' | 'high'; reasons: readonly string[] };
  /** What validation warns of that the program did not have before; absent when there is nothing. */
  warnings?: readonly string[];
  /** Of a rollback: what it cannot undo, in words. */
  irreversible?: readonly string[];
  /** What becomes of the leads that the edits enrol; absent when they enrol none. */
  enrolling?: readonly EnrollingTrack[];
  /** Absent where nothing of a program is changed, and in plans of an earlier release. */
  backtest?: PlanBacktest;
  /** What it sends that nobody has approved yet, and that its approval approves; absent when there is none. */
  drafts?: readonly PlanDraft[];
  /** Who must approve it; absent in plans of an earlier release. */
  approval?: PlanApproval;
  computedAt: number;
}

/** A version of an item that nobody has approved yet, which the change begins to send. */
export interface PlanDraft extends ContentRef {
  title: string;
  kind: string;
  /** Fields that were suggested, which nobody has confirmed. */
  suggested?: readonly string[];
  /** What the checks of a draft that Trellis wrote let pass. */
  warnings?: readonly string[];
}

export interface Change {
  id: string;
  title: string;
  baseVersion: number;
  edits: readonly Edit[];
  /** SHA-256 over (edits, base version). */
  editHash: string;
  /** SHA-256 over the plan without its instant. */
  planHash: string;
  plan: Plan;
  author: Person;
  via: Via;
  /** Sources of foreign text that the proposing turn had seen. */
  tainted: readonly string[];
  status: ChangeStatus;
  /** The version that it goes back to. */
  rollbackTo?: number;
  createdAt: number;
  expiresAt: number;
  resolvedBy?: Person;
  resolvedAt?: number;
  resolution?: string;
  appliedVersion?: number;
  /** When it is, or was, to be applied; who approved that, and when. */
  schedule?: { at: number; by: Person; since: number };
  /** Why it was not applied when it was due and waits for an approval again; `to` had approved it. */
  returned?: { reason: string; to: Person };
  /** Names of the accounts that the plan names by id, as they are now; lists leave them out. */
  accountNames?: Readonly<Record<string, string>>;
  /** Of one change, oldest first; lists leave them out. */
  comments?: readonly ChangeComment[];
}

/** What a person said about a change. It changes nothing about what is approved. */
export interface ChangeComment {
  by: Person;
  via: Via;
  at: number;
  text: string;
}

interface ProposedBy {
  author: Person;
  via: Via;
  tainted?: readonly string[];
  /** The id that it gets. Filed under it already, by the same work when it was tried before, that change is given. */
  id?: string;
  /** Of the plan that somebody was shown; with another one nothing is filed, and `change.moved` thrown. */
  editHash?: string;
  watch?: Watch;
}
/** Whoever waits for a plan, which takes seconds. */
export interface Watch {
  /** Told in words how far it is. */
  progress?: ((words: string) => void) | undefined;
  /** When it is aborted nothing is filed, and what was asked for rejects with its reason. */
  signal?: AbortSignal | undefined;
}
export interface Proposal extends ProposedBy {
  title: string;
  edits: readonly Edit[];
  reason?: readonly string[];
}
export interface RollbackProposal extends ProposedBy {
  version: number;
}

export interface Changes {
  /**
   * Validates, plans and files. Throws `program.invalid` or `change.conflict` with faults, `change.moved`; nothing is
   * written then.
   */
  propose(input: Proposal): Promise<Change>;
  /**
   * Proposes to go back to a version, whatever came since, with what cannot be undone in the plan. It goes stale when
   * another program comes into force. Throws as `propose` does, and `program.unknown`.
   */
  rollback(input: RollbackProposal): Promise<Change>;
  /** The change that `propose` or `rollback` would file now; files nothing, and nobody finds it by its id. Throws as they do. */
  plan(input: Proposal | RollbackProposal): Promise<Change>;
  /** The plan that such a proposal would have now; files nothing. Throws as `propose` does. */
  preview(edits: readonly Edit[]): Promise<{ baseVersion: number; plan: Plan; warnings: readonly Finding[] }>;
  /** Newest first; `after` one of them, by its id. */
  list(filter?: { status?: ChangeStatus; limit?: number; after?: string }): Promise<Change[]>;
  /** With its comments and the names of accounts. By id or unambiguous prefix of at least 4 characters; throws `change.unknown`. */
  get(id: string): Promise<Change>;
  /** What becomes of the leads in flight one by one, of an open change; by lane and id, `after` one of them. */
  migration(id: string, page: { after?: string; limit: number }): Promise<MigrationPage>;
  /**
   * Compare-and-set on status and both hashes, then activates version N+1 in the same transaction, or at the instant
   * `at`. Throws `change.settled` (says who), `change.stale` (the plan was recomputed and must be looked at again),
   * `change.expired`, `change.forbidden`, `change.four_eyes`, `change.principal`, `change.time`.
   */
  approve(
    id: string,
    approver: Person,
    hashes: { editHash: string; planHash: string },
    options?: { at?: number },
  ): Promise<Change>;
  /** Takes the time from a scheduled change, which is open again. Throws `change.not_scheduled`, `change.forbidden`. */
  cancel(id: string, person: Person): Promise<Change>;
  reject(id: string, person: Person, reason: string): Promise<Change>;
  /** Anybody who is known may say something about a change, also when it is settled. Throws `change.comment`. */
  comment(id: string, person: Person, text: string, via: Via): Promise<Change>;
  /**
   * Ends proposals that are too old and applies what is due: each as it was approved, or not at all and open again
   * with the reason. Gives how many it settled, applied or gave back.
   */
  runDue(): Promise<number>;
}
