import type { Scalar } from '../../program/condition/ast.ts';
import type { Instant } from '../types.ts';

/** What a clock and a calendar on the wall show. */
export interface WallClock {
  /** Of the first of the zones that exists, UTC failing all. */
  zone: string;
  /** Days since 1970-01-01. */
  day: number;
  /** Of the day. */
  minute: number;
  /** Monday 1. */
  weekday: number;
}

const dayMs = 86_400_000;
/** Zones that are remembered; there are about 600 names, but a field may hold any text. */
const mostZones = 2000;

/** From one transition to the next a zone is as far from UTC. */
interface Stretch {
  /** Inclusive. */
  from: Instant;
  /** Exclusive. */
  to: Instant;
  offsetMs: number;
}

/** By name; empty for a text that names no zone. What a zone was or will be does not change while a process runs. */
const zones = new Map<string, Stretch[]>();

/** As `inFirstKnownZone`, many times faster where an instant is near one that was asked for before. */
export function wallClockAt(at: Instant, names: readonly (Scalar | undefined)[]): WallClock {
  for (const name of names) {
    if (typeof name !== 'string' || name === '') continue;
    const offsetMs = offsetAt(at, name);
    if (offsetMs !== undefined) return clockOf(at + offsetMs, name);
  }
  return clockOf(at, 'UTC');
}

function clockOf(wall: number, zone: string): WallClock {
  const day = Math.floor(wall / dayMs);
  return {
    zone,
    day,
    minute: Math.floor((wall - day * dayMs) / 60_000),
    // The first day was a Thursday.
    weekday: ((((day + 3) % 7) + 7) % 7) + 1,
  };
}

/** Undefined when there is no zone of that name. */
function offsetAt(at: Instant, name: string): number | undefined {
  const known = zones.get(name);
  if (known?.length === 0) return undefined;
  const stretch = known?.find(({ from, to }) => from <= at && at < to) ?? stretchAt(at, name);
  if (known === undefined) {
    if (zones.size >= mostZones) zones.clear();
    zones.set(name, stretch === undefined ? [] : [stretch]);
  } else if (stretch !== undefined && !known.includes(stretch)) known.push(stretch);
  return stretch?.offsetMs;
}

function stretchAt(at: Instant, name: string): Stretch | undefined {
  const instant = Temporal.Instant.fromEpochMilliseconds(at);
  let local: Temporal.ZonedDateTime;
  try {
    local = instant.toZonedDateTimeISO(name);
  } catch {
    // No zone of that name: Temporal has no other way to ask.
    return undefined;
  }
  // A transition at this very instant is its beginning.
  const begun = instant.add({ nanoseconds: 1 }).toZonedDateTimeISO(name).getTimeZoneTransition('previous');
  return {
    from: begun === null ? Number.NEGATIVE_INFINITY : begun.epochMilliseconds,
    to: local.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: local.offsetNanoseconds / 1e6,
  };
}
