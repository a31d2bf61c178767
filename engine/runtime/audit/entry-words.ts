import type { AuditAction } from './actions.ts';

/** Each action as a person reads it. */
const titles: Readonly<Record<AuditAction, string>> = {
  propose: 'proposed a change',
  replan: 'renewed the plan of a change',
  approve: 'approved a change',
  schedule: 'scheduled a change',
  unschedule: 'called a scheduled change off',
  apply: 'put a change in force',
  apply_failed: 'could not put a change in force',
  reject: 'rejected a change',
  stale: 'found a change out of date',
  expire: 'let a change expire',
  comment: 'commented on a change',
  rollback: 'proposed to roll back',
  install: 'put a program in force',
  halt: 'halted sending',
  link_made: 'made a sign-in link',
  login: 'signed in',
  login_failed: 'failed to sign in',
  logout: 'signed out',
  person_added: 'added a person',
  role_changed: 'changed a role',
  principal_set: 'changed who is a principal',
  token_made: 'made an access token',
  token_revoked: 'revoked an access token',
  key_made: 'made a write key',
  key_revoked: 'revoked a write key',
  webhook_added: 'added a webhook',
  webhook_removed: 'removed a webhook',
  notices_shown: 'had notices shown in a Slack channel',
  notices_hidden: 'ended notices in a Slack channel',
  content_approved: 'approved content',
  content_withdrawn: 'withdrew the approval of content',
  content_set: 'set fields of content',
  content_retired: 'retired content',
  content_restored: 'restored content',
  export: 'exported a lead',
  erase: 'erased a lead',
  merge: 'merged two leads',
  suppress: 'suppressed a lead',
  lift_suppression: 'lifted a suppression',
  outbox_retry: 'sent again what had failed',
  outbox_drop: 'dropped a delivery',
  import: 'imported records',
  test_send: 'sent a test email',
  digest_set: 'set a digest',
  digest_stopped: 'stopped a digest',
  alert_set: 'set an alert',
  alert_stopped: 'stopped an alert',
  snapshots: 'took snapshots of the history',
  history_dropped: 'let old history go',
  demo_removed: 'removed the demo company',
};

/** Every action there is. */
export const auditActions = Object.keys(titles) as AuditAction[];

/** `approved a change`; an action of a newer release by its name. */
export function actionTitle(action: string): string {
  return titles[action as AuditAction] ?? action;
}

/**
 * `change 1f2e3d4c, version 7`, what it was done to first: ids cut to what tells them apart, a person by `subject`,
 * their name; hashes are left to the log itself.
 */
export function detailWords(details: Readonly<Record<string, unknown>>, subject?: string | null): string {
  return Object.entries(details)
    .filter(([name, value]) => !/hash$/i.test(name) && name !== 'program' && value !== false)
    .sort(([a], [b]) => placeOf(a) - placeOf(b))
    .map(([name, value]) => `${name.replace(/[A-Z]/g, ' $&').toLowerCase()} ${short(name, value, subject)}`)
    .join(', ');
}

const first = ['change', 'item', 'lead', 'person', 'delivery', 'from', 'into', 'to'];

function placeOf(name: string): number {
  const place = first.indexOf(name);
  return place === -1 ? first.length : place;
}

function short(name: string, value: unknown, subject?: string | null): string {
  if (name === 'person' && subject) return subject;
  if (name === 'applyAt') return new Date(Number(value)).toISOString();
  const text = String(value);
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text) ? text.slice(0, 8) : text;
}

/** `by cli, on this machine`; nothing of what Trellis did by itself. */
export function originWords({ via, address }: { via: string; address: string }): string {
  if (via === 'system' || address === 'system') return via === 'system' ? '' : `by ${via}`;
  if (address === 'slack') return 'by slack';
  return `by ${via}, ${address === 'local' ? 'on this machine' : `from ${address}`}`;
}
