import type { Edit, Program } from '../../../program/schema.ts';
import { MOST_CAPPED, MOST_CAPPED_BY_ACCOUNT } from '../../../program/schema.ts';
import { rateOf } from '../../statistics/wilson.ts';
import type { OpportunityData } from '../data.ts';
import { exceeds } from '../exceeds.ts';
import type { Candidate, Remedy } from '../opportunity.ts';

const least = 100;
/** A guard is there to hold some; one that holds more than half of all emails sets the pace itself. */
const most = 0.5;

/** Caps, gaps and hours that hold most emails. */
export function heldSends(data: OpportunityData): Candidate[] {
  return data.holds.flatMap(({ reason, held, leads }): Candidate[] => {
    const guard = guards[reason];
    if (!guard || data.due < least) return [];
    const seen = Math.min(held, data.due);
    const candidate = {
      kind: 'held-sends',
      subject: `policies/${guard.policy}`,
      p: exceeds(seen, data.due, most),
    } as const;
    if (seen / data.due <= most) return [candidate];
    const scale = 30 / data.days / data.share;
    return [
      {
        ...candidate,
        found: {
          title: `${guard.words} holds most emails`,
          evidence: {
            rates: [{ ...rateOf(seen, data.due), of: 'of the emails that were due were held by it' }],
          },
          effect: {
            what: 'leads get their emails when their track means them to',
            unit: 'leads',
            value: leads * scale,
            low: null,
            high: null,
            assumption:
              'as many emails are due as in the period; what it does to clicks and departures is not known',
          },
          effort: 'low',
          risk: 'medium',
          remedy: guard.remedy(data.program),
        },
      },
    ];
  });
}

interface Guard {
  policy: keyof Program['policies'];
  words: string;
  remedy: (program: Program) => Remedy;
}

const guards: Readonly<Record<string, Guard>> = {
  cap: {
    policy: 'cap',
    words: 'The cap on emails to a lead',
    remedy: ({ policies: { cap } }) =>
      cap && cap.count < MOST_CAPPED
        ? put('cap', `Allow ${cap.count + 1} emails in ${cap.days} days`, { ...cap, count: cap.count + 1 })
        : nothing,
  },
  account_cap: {
    policy: 'accountCap',
    words: 'The cap on emails to an account',
    remedy: ({ policies: { accountCap: cap } }) =>
      cap && cap.count < MOST_CAPPED_BY_ACCOUNT
        ? put('accountCap', `Allow ${cap.count + 1} emails to an account in ${cap.days} days`, {
            ...cap,
            count: cap.count + 1,
          })
        : nothing,
  },
  gap: {
    policy: 'minimumGap',
    words: 'The gap between emails',
    remedy: ({ policies: { minimumGap } }) => {
      const shorter = halved(minimumGap);
      return shorter ? put('minimumGap', `Shorten the gap between emails to ${shorter}`, shorter) : nothing;
    },
  },
  quiet_hours: {
    policy: 'quietHours',
    words: 'The quiet hours',
    remedy: ({ policies: { quietHours } }) => {
      if (!quietHours) return nothing;
      const long = (quietHours.to - quietHours.from + 24) % 24;
      if (long <= 2) return nothing;
      const from = (quietHours.from + 1) % 24;
      const to = (quietHours.to + 23) % 24;
      return put('quietHours', `Let quiet hours last from ${from} to ${to}`, { from, to });
    },
  },
  send_window: {
    policy: 'sendWindow',
    words: 'The send window',
    remedy: () => ({
      do: 'nothing',
      because: 'Widen the hours or days of the send window, or let waits end inside of it.',
    }),
  },
};

const nothing: Remedy = { do: 'nothing', because: 'It cannot be let out any further by itself.' };

function put(policy: string, title: string, value: Extract<Edit, { op: 'put' }>['value']): Remedy {
  return { do: 'edits', title, edits: [{ op: 'put', path: `policies/${policy}`, value }] };
}

/** `2 days` is `1 day`; undefined where half is no whole number of the unit. */
function halved(duration: string | undefined): string | undefined {
  const [, n = '', unit = ''] = /^(\d+) (minute|hour|day|week)s?$/.exec(duration ?? '') ?? [];
  const half = Math.floor(Number(n) / 2);
  return half < 1 ? undefined : `${half} ${unit}${half === 1 ? '' : 's'}`;
}
