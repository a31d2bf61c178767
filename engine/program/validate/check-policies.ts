import type { Policies } from '../schema.ts';
import { type Finding, finding } from './findings.ts';

/** A time zone nobody knows, and quiet hours that are all day or none of it. */
export function checkPolicies({ timeZone, quietHours }: Policies): Finding[] {
  const faults: Finding[] = [];
  if (!isTimeZone(timeZone)) {
    const message = `"${timeZone}" is not a time zone; write it like "Europe/Vienna"`;
    faults.push(finding('policy.time_zone', 'policies/timeZone', message));
  }
  if (quietHours && quietHours.from === quietHours.to) {
    const message = 'quiet hours begin and end at the same hour; take them out';
    faults.push(finding('policy.quiet_hours', 'policies/quietHours', message));
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
