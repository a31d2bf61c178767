import type { Guards, RollingCap } from '../../program/compile/compile-guards.ts';
import type { Purpose } from '../../program/schema.ts';
import { own } from '../records.ts';
import type { Consent, HoldReason, Instant } from '../types.ts';
import type { Weighing } from '../watch.ts';
import { suppressionStops } from './consent.ts';
import { accountSendsOf, isHalted } from './guards.ts';
import { type LocalHold, localHold } from './local-rules.ts';
import { forbids, roomAt } from './sending-rules.ts';
import { inFirstKnownZone } from './zones.ts';

/**
 * One guard of an email with the values that it weighed. `until`: when one that says no ends by itself. Guards that the
 * program does not set are left out.
 */
export type GuardCheck = { passes: boolean; until?: Instant } & (
  | { guard: 'suppressed'; suppressed: { reason: string; at: Instant } | null }
  | { guard: 'no_email'; email: boolean }
  | { guard: 'suppressed_domain' }
  | { guard: 'no_consent'; consent: Consent | null }
  | { guard: 'halted'; targets: readonly string[] }
  /** `sent`: the emails that count, oldest first. */
  | { guard: 'cap' | 'account_cap'; limit: number; days: number; sent: readonly Instant[] }
  | { guard: 'gap'; ms: number; last: Instant | null }
  /** `local`: the time where the lead is, as `2026-01-05T12:00`, and the zone that it is told in. */
  | { guard: LocalHold['reason']; local: string; zone: string; country: string | null }
);

/**
 * Every guard that an email passes, in the order in which `holdOfEmail` weighs them: it goes exactly when all of them
 * let it. For explanations; it writes nothing.
 */
export function guardChecks(draft: Weighing, track: string, purpose: Purpose): GuardCheck[] {
  const { lead, program } = draft;
  const { guards } = program;
  const email = own(lead.fields, 'email');
  const hasEmail = typeof email === 'string' && email !== '';
  const stopped = lead.suppressed !== null && suppressionStops(lead.suppressed.reason, purpose);
  const targets = [track, '*'].filter((target) => isHalted(draft, target));
  const checks: GuardCheck[] = [
    {
      guard: 'suppressed',
      passes: !stopped,
      suppressed: lead.suppressed && { reason: lead.suppressed.reason, at: lead.suppressed.at },
    },
    { guard: 'no_email', passes: hasEmail, email: hasEmail },
  ];
  if (guards.suppressedDomains) {
    const reason: HoldReason | undefined = hasEmail
      ? forbids({ ...lead, suppressed: null }, 'transactional', guards)
      : undefined;
    checks.push({ guard: 'suppressed_domain', passes: reason !== 'suppressed' });
  }
  if (purpose === 'marketing') {
    const consent = lead.consent.marketing ?? null;
    checks.push({ guard: 'no_consent', passes: consent !== null, consent });
  }
  checks.push({ guard: 'halted', passes: targets.length === 0, targets });
  if (purpose === 'marketing') checks.push(...timedChecks(draft, guards));
  return checks;
}

function timedChecks(draft: Weighing, { cap, accountCap, gapMs, local, timeZone }: Guards): GuardCheck[] {
  const { lead, at } = draft;
  const checks: GuardCheck[] = [];
  if (cap) checks.push(capCheck('cap', lead.sends, cap, at));
  if (accountCap) checks.push(capCheck('account_cap', accountSendsOf(draft), accountCap, at));
  if (gapMs !== undefined) {
    const verdict = verdictOf(roomAt(lead.sends, { count: 1, ms: gapMs }), at);
    checks.push({ guard: 'gap', ...verdict, ms: gapMs, last: lead.sends.at(-1) ?? null });
  }
  if (!local) return checks;
  const zones = [own(lead.fields, 'time_zone'), timeZone];
  const country = own(lead.fields, 'country');
  const there = inFirstKnownZone(at, zones);
  const { holidays, window, quietHours } = local;
  const rules = [
    ['holiday', holidays && { holidays }],
    ['send_window', window && { window }],
    ['quiet_hours', quietHours && { quietHours }],
  ] as const;
  for (const [guard, rule] of rules) {
    if (!rule) continue;
    const hold = localHold(at, rule, { zones, country });
    checks.push({
      guard,
      passes: hold === undefined,
      ...(hold && { until: hold.until }),
      local: there.toPlainDateTime().toString({ smallestUnit: 'minute' }),
      zone: there.timeZoneId,
      country: typeof country === 'string' ? country : null,
    });
  }
  return checks;
}

function capCheck(
  guard: 'cap' | 'account_cap',
  sends: readonly Instant[],
  { count, ms }: RollingCap,
  at: Instant,
): GuardCheck {
  const sent = sends.filter((instant) => instant > at - ms);
  return {
    guard,
    ...verdictOf(roomAt(sends, { count, ms }), at),
    limit: count,
    days: Math.round(ms / 86_400_000),
    sent,
  };
}

/** A guard with room from then on says no before. */
function verdictOf(until: Instant | undefined, at: Instant): { passes: boolean; until?: Instant } {
  return until !== undefined && until > at ? { passes: false, until } : { passes: true };
}
