import type { Fault } from '../../../db/errors.ts';
import type { Policies } from '../schema.ts';

/** A time zone nobody knows, and quiet hours that are all day or none of it. */
export function checkPolicies({ timeZone, quietHours }: Policies): Fault[] {
  const faults: Fault[] = [];
  if (!isTimeZone(timeZone)) {
    faults.push({
      path: 'policies/timeZone',
      message: `"${timeZone}" is not a time zone; write it like "Europe/Vienna"`,
    });
  }
  if (quietHours && quietHours.from === quietHours.to) {
    faults.push({
      path: 'policies/quietHours',
      message: 'quiet hours begin and end at the same hour; take them out',
    });
  }
  return faults;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
