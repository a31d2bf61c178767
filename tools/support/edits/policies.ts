import type { Policies, Program } from '../../../engine/program/schema.ts';
import { type Made, put, removed } from './made.ts';

type Cap = NonNullable<Policies['cap']>;

/** At most so many marketing emails in so many days, to a lead or to all leads of an account together. */
export function setCap(of: 'lead' | 'account', cap: Cap): Made {
  const words = `${cap.count} ${cap.count === 1 ? 'email' : 'emails'} in ${cap.days === 1 ? 'a day' : `${cap.days} days`}`;
  return put(
    `At most ${words} to ${of === 'lead' ? 'a lead' : 'an account'}`,
    `policies/${of === 'lead' ? 'cap' : 'accountCap'}`,
    cap,
  );
}

export function setQuietHours(quiet: NonNullable<Policies['quietHours']>): Made {
  return put(
    `No marketing email from ${hour(quiet.from)} to ${hour(quiet.to)}`,
    'policies/quietHours',
    quiet,
  );
}

export function setMinimumGap(gap: string): Made {
  return put(`At least ${gap} between two marketing emails to a lead`, 'policies/minimumGap', gap);
}

/** Marketing email only on these weekdays and between these times; what is left out stays as it is. */
export function setSendWindow(
  { policies }: Pick<Program, 'policies'>,
  window: NonNullable<Policies['sendWindow']>,
): Made {
  const value = { ...policies.sendWindow, ...window };
  const days = value.days?.join(', ');
  const times = value.from || value.to ? `${value.from ?? '00:00'} to ${value.to ?? '24:00'}` : undefined;
  return put(
    `Marketing email only ${[days, times].filter(Boolean).join(', ')}`,
    'policies/sendWindow',
    value,
  );
}

/** Who approves changes of these risks. */
export function setApproval(
  { policies }: Pick<Program, 'policies'>,
  risks: readonly ('low' | 'medium' | 'high')[],
  demand: 'one' | 'four_eyes' | 'principal',
): Made {
  const value = { ...policies.approval, ...Object.fromEntries(risks.map((risk) => [risk, demand])) };
  const who = { one: 'any approver', four_eyes: 'another person than the author', principal: 'a principal' }[
    demand
  ];
  return put(`Changes of ${risks.join(', ')} risk are approved by ${who}`, 'policies/approval', value);
}

/** No marketing email on these local dates, everywhere or in these countries. */
export function addHolidays(
  { policies }: Pick<Program, 'policies'>,
  dates: readonly string[],
  of: { name?: string; countries?: string[] } = {},
): Made {
  const { holidays = [] } = policies;
  const known = dates.find((date) => holidays.some((one) => one.date === date));
  if (known !== undefined) return { problem: `${known} is a day without emails already.` };
  const value = [...holidays, ...dates.map((date) => ({ date, ...of }))];
  const where = of.countries ? ` in ${of.countries.join(', ')}` : '';
  return put(`No marketing email on ${dates.join(', ')}${where}`, 'policies/holidays', value);
}

export function suppressDomains({ policies }: Pick<Program, 'policies'>, domains: readonly string[]): Made {
  const { suppressedDomains = [] } = policies;
  const added = domains.filter((domain) => !suppressedDomains.includes(domain));
  if (added.length === 0) return { problem: `${domains.join(', ')} gets no email already.` };
  return put(`No email to ${added.join(', ')}`, 'policies/suppressedDomains', [
    ...suppressedDomains,
    ...added,
  ]);
}

export function dropAfter(length: string): Made {
  return put(
    `A marketing email that is held for longer than ${length} is dropped`,
    'policies/dropAfter',
    length,
  );
}

/** Takes a policy away; a problem where there is none. */
export function removePolicy(
  { policies }: Pick<Program, 'policies'>,
  name: keyof Policies,
  words: string,
): Made {
  if (policies[name] === undefined) return { problem: `There is no ${words}.` };
  return removed(`No ${words} any more`, `policies/${name}`);
}

function hour(of: number): string {
  return `${String(of).padStart(2, '0')}:00`;
}
