import type { Policies, Program } from '../schema.ts';
import { same } from './compare.ts';
import type { DiffLine } from './line.ts';
import { quote } from './words.ts';

const tellers: { [K in keyof Required<Policies>]: (value: NonNullable<Policies[K]>) => string } = {
  cap: ({ count, days }) => `at most ${count} marketing emails in ${days} days`,
  quietHours: ({ from, to }) => `no marketing email between ${from}:00 and ${to}:00 local time`,
  timeZone: (zone) => `leads without a time zone are taken to be in ${zone}`,
  sender: ({ name, email, postalAddress }) =>
    `emails come from ${quote(name)} <${email}>, ${quote(postalAddress)}`,
};
const nothing: { [K in keyof Required<Policies>]: string } = {
  cap: 'marketing emails are not capped',
  quietHours: 'there are no quiet hours',
  timeZone: 'no time zone is assumed',
  sender: 'no sender is named',
};

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

function tell<K extends keyof Policies>(key: K, value: Policies[K]): string {
  return value === undefined ? nothing[key] : tellers[key](value as NonNullable<Policies[K]>);
}
