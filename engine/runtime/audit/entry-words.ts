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
  key_made: 'made a write key',
  key_revoked: 'revoked a write key',
  webhook_added: 'added a webhook',
  webhook_removed: 'removed a webhook',
  export: 'exported a lead',
  erase: 'erased a lead',
  merge: 'merged two leads',
  suppress: 'suppressed a lead',
  lift_suppression: 'lifted a suppression',
  outbox_retry: 'sent again what had failed',
  outbox_drop: 'dropped a delivery',
  import: 'imported records',
  test_send: 'sent a test email',
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

/** `change 1f2e3d4c, version 7`: ids cut to what tells them apart, hashes left to the log itself. */
export function detailWords(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .filter(([name, value]) => !/hash$/i.test(name) && name !== 'program' && value !== false)
    .map(([name, value]) => `${name.replace(/[A-Z]/g, ' $&').toLowerCase()} ${short(name, value)}`)
    .join(', ');
}

function short(name: string, value: unknown): string {
  if (name === 'applyAt') return new Date(Number(value)).toISOString();
  const text = String(value);
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text) ? text.slice(0, 8) : text;
}
