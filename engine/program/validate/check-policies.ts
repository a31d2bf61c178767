import { compileWindow, minuteOfDay } from '../compile/compile-guards.ts';
import { durationMs } from '../duration.ts';
import type { Policies } from '../schema.ts';
import { resolveTimeZone } from '../time-zone.ts';
import { type Finding, type FindingCode, finding } from './findings.ts';

type Checked<K extends keyof Policies> = NonNullable<Policies[K]>;

/** A time zone nobody knows, hours and windows that never let an email go, and what would do nothing. */
export function checkPolicies(policies: Policies): Finding[] {
  const { timeZone, quietHours, sendWindow, holidays, minimumGap, dropAfter, suppressedDomains } = policies;
  const faults: Finding[] = [];
  const add = (code: FindingCode, path: string, message: string) =>
    faults.push(finding(code, `policies/${path}`, message));
  if (resolveTimeZone(timeZone) === undefined)
    add('policy.time_zone', 'timeZone', `"${timeZone}" is not a time zone; write it like "Europe/Vienna"`);
  if (quietHours && quietHours.from === quietHours.to)
    add('policy.quiet_hours', 'quietHours', 'quiet hours begin and end at the same hour; take them out');
  if (sendWindow) {
    const fault = windowFault(sendWindow, quietHours);
    if (fault !== undefined) add('policy.send_window', 'sendWindow', fault);
  }
  for (const [n, { date }] of (holidays ?? []).entries()) {
    if (!isDate(date)) add('policy.holiday', `holidays/${n}/date`, `there is no ${date}`);
  }
  if (minimumGap !== undefined && durationMs(minimumGap) === 0)
    add('duration.zero', 'minimumGap', 'a gap of no time is none; take it out');
  if (dropAfter !== undefined && durationMs(dropAfter) === 0)
    add('duration.zero', 'dropAfter', 'every email that is held at all would be dropped; give it some time');
  for (const [n, domain] of (suppressedDomains ?? []).entries()) {
    if (suppressedDomains?.indexOf(domain) !== n)
      add('policy.suppressed_domain', `suppressedDomains/${n}`, `"${domain}" is listed already`);
  }
  return faults;
}

function windowFault(window: Checked<'sendWindow'>, quiet: Policies['quietHours']): string | undefined {
  if (
    window.from !== undefined &&
    window.to !== undefined &&
    minuteOfDay(window.from) >= minuteOfDay(window.to)
  )
    return 'the window never opens: it must begin before it ends, on the same day';
  if (window.to === '00:00') return 'the window never opens: leave out its end when the day ends it';
  const { from, to } = compileWindow(window);
  if (quiet && isAllQuiet(from, to, quiet)) return 'the window never opens: the quiet hours cover it';
  return undefined;
}

/** Minutes of the day; quiet hours may go over midnight, and from an hour to the same one there are none. */
function isAllQuiet(from: number, to: number, quiet: Checked<'quietHours'>): boolean {
  const [begin, end] = [quiet.from * 60, quiet.to * 60];
  if (begin <= end) return from >= begin && to <= end;
  return from >= begin || to <= end;
}

function isDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}
