import type { Instant } from '../../core/types.ts';
import type { Via } from '../changes/types.ts';

/** The face that an action came by; `system` for what Trellis does by itself. */
export type AuditVia = Via | 'system';

/** What an entry of a change names. */
interface OfChange {
  change: string;
}
interface Shown extends OfChange {
  editHash: string;
  planHash: string;
}

/**
 * What is recorded of each action: ids, hashes, numbers and words of a fixed list. Never a name, an address, a text
 * that a person wrote, or a secret; people and leads are named by id and looked up when the log is read.
 */
export interface AuditDetails {
  propose: Shown & { base: number; risk: string; tainted: boolean };
  /** The plan was computed anew, for its effect had drifted; the change must be looked at again. */
  replan: Shown & { base: number };
  approve: Shown;
  /** Approved, to be applied at a later time. */
  schedule: Shown & { applyAt: Instant };
  unschedule: OfChange;
  apply: OfChange & { version: number; program: string };
  apply_failed: OfChange & { code: string };
  reject: OfChange;
  /** The base moved under it, or what it lifts is gone. */
  stale: OfChange;
  expire: OfChange;
  comment: OfChange & { comment: string };
  /** A proposal that goes back to an earlier version; stands beside its `propose`. */
  rollback: OfChange & { to: number };
  /** A version that no change made: the first one, or the demo's. */
  install: { version: number; program: string };
  halt: { target: string };

  link_made: { person: string };
  login: { person: string };
  login_failed: {
    reason:
      | 'link_unknown'
      | 'link_used'
      | 'link_expired'
      | 'bad_token'
      | 'bad_terminal_key'
      | 'bad_jwt'
      | 'person_unknown';
    /** Whose link it was, where that is known. */
    person?: string;
    /** Failures since the last entry that were not recorded one by one. */
    more?: number;
  };
  logout: { person: string };
  person_added: { person: string; role: string };
  /** Sessions are ended when somebody rises to approver or admin. */
  role_changed: { person: string; from: string; to: string; signedOut: boolean };
  principal_set: { person: string; principal: boolean };
  token_made: { token: string; person: string; scopes: string; days: number };
  token_revoked: { token: string; person: string };
  key_made: { source: string };
  key_revoked: { source: string };
  webhook_added: { target: string; urlHash: string };
  webhook_removed: { target: string };
  /** Tasks and notices about leads are shown in this channel of Slack from then on, or not any more. */
  notices_shown: { channel: string };
  notices_hidden: { channel: string };

  /** A version of a content item; `change` where the approval of a change approved the draft that it carried. */
  content_approved: { item: string; version: number; hash: string; change?: string };
  content_withdrawn: { item: string; version: number };
  /** Fields of an item were corrected or confirmed, which made this version. */
  content_set: { item: string; version: number };
  content_retired: { item: string };
  content_restored: { item: string };

  export: { lead: string };
  erase: { lead: string; merged: number; reason: string };
  merge: { lead: string; into: string };
  suppress: { lead: string };
  lift_suppression: { lead: string };
  outbox_retry: { delivery: string; mayDuplicate: boolean };
  outbox_drop: { delivery: string };
  import: { kind: 'leads' | 'events'; source: string; records: number; enrol: boolean };
  /** A test email went to the person who asked; `lead` is the one it was rendered as. */
  test_send: { lead: string; track: string; step: string; change?: string };
  /** What is sent regularly, or when something is wrong, and where: `email:PERSON`, `direct:PERSON`, `slack:CHANNEL`. */
  digest_set: { digest: number; to: string };
  digest_stopped: { digest: number; to: string };
  alert_set: { alert: number; kind: string; to: string };
  alert_stopped: { alert: number; kind: string; to: string };
  snapshots: { leads: number; acceptOlder: boolean };
  history_dropped: { part: string };
  demo_removed: { leads: number };
}

export type AuditAction = keyof AuditDetails;

/** One action to be recorded. Who and by which face come from the request (see origin.ts) where they are left out. */
export type AuditEntry = {
  [A in AuditAction]: {
    action: A;
    at: Instant;
    details: AuditDetails[A];
    /** A person's id. */
    by?: string;
    via?: AuditVia;
  };
}[AuditAction];
