import type { UntilDate, UntilTime } from '../../program/compile/compile.ts';
import type { Scalar } from '../../program/condition/ast.ts';
import { instantOf } from '../../program/condition/scalars.ts';
import { dayMs } from '../../program/duration.ts';
import { inFirstKnownZone } from '../sending/zones.ts';
import type { Instant } from '../types.ts';

type Zones = readonly (Scalar | undefined)[];

/**
 * The first instant after `after` at which the clock on the wall shows the time on one of the days. A time that the
 * clock skips comes as much later as it is put forward (02:30 is 03:30 then); of one that it shows twice the first
 * counts. A day that the zone skips is passed over.
 */
export function nextClockTime({ days, time }: UntilTime, after: Instant, zones: Zones): Instant {
  const local = inFirstKnownZone(after, zones);
  const today = local.toPlainDate();
  for (let ahead = 0; ; ahead++) {
    const day = today.add({ days: ahead });
    if (days !== undefined && !days.includes(day.dayOfWeek)) continue;
    const shown = day.toPlainDateTime(time).toZonedDateTime(local.timeZoneId);
    if (shown.epochMilliseconds > after && shown.toPlainDate().equals(day)) return shown.epochMilliseconds;
  }
}

/**
 * The instant that a date of the lead, so many calendar days before or after it, stands for; undefined for what is no
 * date. Midnight UTC is how a date without a time of day is kept: it is that day on the wall, whatever the zone, and
 * its beginning when no time is asked for. Times that the clock skips or shows twice are taken as above.
 */
export function dateDue(
  { offsetDays, time }: UntilDate,
  value: Scalar | undefined,
  zones: Zones,
): Instant | undefined {
  const date = instantOf(value);
  if (date === undefined) return undefined;
  const { timeZoneId } = inFirstKnownZone(date, zones);
  const isDay = date % dayMs === 0;
  const local = inFirstKnownZone(date, isDay ? [] : zones).toPlainDateTime();
  const day = time === undefined ? local : local.toPlainDate().toPlainDateTime(time);
  return day.add({ days: offsetDays }).toZonedDateTime(timeZoneId).epochMilliseconds;
}
