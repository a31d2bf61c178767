import { channels, type Policies, type Program } from '../schema.ts';
import { same } from './compare.ts';
import type { DiffLine } from './line.ts';
import { quote } from './words.ts';

const capWords =
  (what: string, more = '') =>
  ({ count, days }: { count: number; days: number }) =>
    `at most ${count} ${what}${count === 1 ? '' : 's'}${more} in ${days} ${days === 1 ? 'day' : 'days'}`;

const tellers: { [K in keyof Required<Policies>]: (value: NonNullable<Policies[K]>) => string } = {
  cap: capWords('marketing email'),
  accountCap: capWords('marketing email', ' to an account'),
  minimumGap: (gap) => `at least ${gap} between two marketing emails`,
  quietHours: ({ from, to }) => `no marketing email between ${from}:00 and ${to}:00 local time`,
  sendWindow: ({ days, from, to }) =>
    `marketing email only ${days ? `on ${days.join(', ')}` : 'on all days'} from ${from ?? '00:00'} to ${to ?? '24:00'} local time`,
  holidays: (holidays) => `no marketing email on ${counted(holidays.map(holidayWords), 'holiday')}`,
  channelCaps: (caps) =>
    channels
      .flatMap((channel) => (caps[channel] ? capWords(`${channel} action`, ' to a lead')(caps[channel]) : []))
      .join('; ') || nothing.channelCaps,
  holdout: ({ percent, except }) =>
    `${percent} % of the leads that were never nurtured before are held out: no track takes them${except === undefined ? '' : `, except where ${except}`}`,
  suppressedDomains: (domains) => `no email to ${counted(domains, 'domain')}`,
  dropAfter: (time) => `a marketing email held for ${time} is dropped`,
  timeZone: (zone) => `leads without a time zone are taken to be in ${zone}`,
  sender: ({ name, email, postalAddress }) =>
    `emails come from ${quote(name)} <${email}>, ${quote(postalAddress)}`,
  approval: (demands) =>
    (['low', 'medium', 'high'] as const)
      .flatMap((risk) => (demands[risk] ? [`a ${risk}-risk change needs ${approvers[demands[risk]]}`] : []))
      .join('; '),
};
const approvers = {
  one: 'one approver',
  four_eyes: 'another approver than its author',
  principal: 'a principal',
} as const;
const nothing: { [K in keyof Required<Policies>]: string } = {
  cap: 'marketing emails are not capped',
  accountCap: 'marketing emails to an account are not capped',
  minimumGap: 'there is no least time between marketing emails',
  quietHours: 'there are no quiet hours',
  sendWindow: 'there is no send window',
  holidays: 'there are no holidays',
  channelCaps: 'actions are not capped',
  holdout: 'nobody is held out',
  suppressedDomains: 'no domain is suppressed',
  dropAfter: 'a held email is never dropped',
  timeZone: 'no time zone is assumed',
  sender: 'no sender is named',
  approval:
    'a low-risk change needs one approver, any other another approver than its author where there is one',
};

/** Names of a list that a line has room for. */
const mostNamed = 10;

export function diffPolicies(a: Program, b: Program): DiffLine[] {
  return (Object.keys(tellers) as (keyof Policies)[]).flatMap((key): DiffLine[] => {
    const [before, after] = [a.policies[key], b.policies[key]];
    if (same(before, after)) return [];
    const change = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
    return [
      {
        path: `policies/${key}`,
        change,
        subject: 'Policy',
        text: `${tell(key, after)} (was: ${tell(key, before)})`,
      },
    ];
  });
}

/** Every policy in words, also that there is none, in the order of the schema; `id` is its name there. */
export function policyLines(policies: Policies): { id: keyof Policies; says: string }[] {
  return (Object.keys(tellers) as (keyof Policies)[]).map((id) => ({ id, says: tell(id, policies[id]) }));
}

function tell<K extends keyof Policies>(key: K, value: Policies[K]): string {
  return value === undefined ? nothing[key] : tellers[key](value as NonNullable<Policies[K]>);
}

function holidayWords({ date, name, countries }: NonNullable<Policies['holidays']>[number]): string {
  const what = name === undefined ? date : `${date} ${quote(name)}`;
  return countries === undefined
    ? what
    : `${what} in ${countries.map((country) => quote(country)).join(', ')}`;
}

/** `2 holidays: 2026-12-24, 2026-12-25`. */
function counted(names: readonly string[], what: string): string {
  const rest = names.length > mostNamed ? [`and ${names.length - mostNamed} more`] : [];
  return `${names.length} ${what}${names.length === 1 ? '' : 's'}: ${[...names.slice(0, mostNamed), ...rest].join(', ')}`;
}
