import { durationMs } from '../duration.ts';
import type { Channel, Policies, Weekday } from '../schema.ts';
import { weekdays } from '../schema.ts';

/** At most `count` in any span of `ms`. */
export interface RollingCap {
  readonly count: number;
  readonly ms: number;
}

/** The policies that guard sending, in milliseconds and minutes. What the program does not use is absent. */
export interface Guards {
  readonly cap?: RollingCap;
  readonly accountCap?: RollingCap;
  readonly gapMs?: number;
  readonly channelCaps?: Readonly<Partial<Record<Channel, RollingCap>>>;
  readonly dropAfterMs?: number;
  /** Without a prototype. */
  readonly suppressedDomains?: Readonly<Record<string, true>>;
  /** What depends on the lead's clock and calendar. */
  readonly local?: LocalRules;
  /** For leads without a time zone. */
  readonly timeZone: string;
}

export interface LocalRules {
  /** Hours of the day. */
  readonly quietHours?: NonNullable<Policies['quietHours']>;
  readonly window?: SendWindow;
  /** By local date: everybody's, or that of these countries, folded. Without a prototype. */
  readonly holidays?: Readonly<Record<string, 'all' | readonly string[]>>;
}

export interface SendWindow {
  /** ISO numbers, Monday 1. */
  readonly days: readonly number[];
  /** Minutes of the day; `to` is exclusive. */
  readonly from: number;
  readonly to: number;
}

const dayMinutes = 24 * 60;
const dayMs = dayMinutes * 60_000;

export function compileGuards(policies: Policies): Guards {
  const { cap, accountCap, minimumGap, channelCaps, dropAfter, suppressedDomains, timeZone } = policies;
  const local = compileLocal(policies);
  return {
    ...(cap && { cap: rolling(cap) }),
    ...(accountCap && { accountCap: rolling(accountCap) }),
    ...(minimumGap !== undefined && { gapMs: durationMs(minimumGap) }),
    ...(channelCaps && { channelCaps: compileChannelCaps(channelCaps) }),
    ...(dropAfter !== undefined && { dropAfterMs: durationMs(dropAfter) }),
    ...(suppressedDomains?.length && { suppressedDomains: setOf(suppressedDomains) }),
    ...(local && { local }),
    timeZone,
  };
}

/** Lower case without blanks around it: `DE ` is `de`. */
export function foldCountry(country: string): string {
  return country.trim().toLowerCase();
}

/** `09:30` is 570. */
export function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

export function compileWindow({ days, from, to }: NonNullable<Policies['sendWindow']>): SendWindow {
  return {
    days: (days ?? weekdays).map((day: Weekday) => weekdays.indexOf(day) + 1).sort(),
    from: from === undefined ? 0 : minuteOfDay(from),
    to: to === undefined ? dayMinutes : minuteOfDay(to),
  };
}

function setOf(names: readonly string[]): Record<string, true> {
  const set: Record<string, true> = Object.create(null);
  for (const name of names) set[name] = true;
  return set;
}

function rolling({ count, days }: { count: number; days: number }): RollingCap {
  return { count, ms: days * dayMs };
}

function compileChannelCaps(caps: NonNullable<Policies['channelCaps']>): Guards['channelCaps'] {
  const compiled: Partial<Record<Channel, RollingCap>> = {};
  if (caps.task) compiled.task = rolling(caps.task);
  if (caps.notify) compiled.notify = rolling(caps.notify);
  if (caps.webhook) compiled.webhook = rolling(caps.webhook);
  return compiled;
}

function compileLocal({ quietHours, sendWindow, holidays }: Policies): LocalRules | undefined {
  if (!quietHours && !sendWindow && !holidays?.length) return undefined;
  return {
    ...(quietHours && { quietHours }),
    ...(sendWindow && { window: compileWindow(sendWindow) }),
    ...(holidays?.length && { holidays: compileHolidays(holidays) }),
  };
}

function compileHolidays(holidays: NonNullable<Policies['holidays']>): NonNullable<LocalRules['holidays']> {
  const byDate: Record<string, 'all' | string[]> = Object.create(null);
  for (const { date, countries } of holidays) {
    const known = byDate[date];
    if (countries === undefined || known === 'all') byDate[date] = 'all';
    else byDate[date] = [...(known ?? []), ...countries.map(foldCountry)];
  }
  return byDate;
}
