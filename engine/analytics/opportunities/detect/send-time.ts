import { type Weekday, weekdays } from '../../../program/schema.ts';
import { contrast } from '../contrast.ts';
import type { OpportunityData, SentEmail } from '../data.ts';
import type { Candidate } from '../opportunity.ts';
import { perMonth } from '../per-month.ts';
import { sendTimeExperiment } from '../send-time-experiment.ts';
import { emailsInForce } from '../steps-in-force.ts';

type Tried = { time: string } & ({ element: 'send-time' } | { element: 'weekday'; weekday: Weekday });

/** On the day that is tried. */
const usualTime = '09:00';
const least = 200;
/** Of the share at other times: a tenth more is not worth a change. */
const better = 1.2;

/** Parts of the day on the lead's clock, the end exclusive. */
const partsOfDay = [
  { id: 'early', words: 'from 6 to 9', from: 6, to: 9 },
  { id: 'morning', words: 'from 9 to 12', from: 9, to: 12 },
  { id: 'noon', words: 'from 12 to 15', from: 12, to: 15 },
  { id: 'afternoon', words: 'from 15 to 18', from: 15, to: 18 },
  { id: 'evening', words: 'from 18 to 22', from: 18, to: 22 },
] as const;
const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Times of day and weekdays, on the lead's clock, at which the same emails are clicked more than at others. */
export function sendTimes(data: OpportunityData): Candidate[] {
  const emails = emailsInForce(data.program, data.emails).map((email) => ({
    ...email,
    // Like with like: the same email at other times.
    stratum: `${email.track}/${email.step}`,
  }));
  return [
    ...partsOfDay.flatMap(({ id, words, from, to }) =>
      timeOf(data, emails, {
        subject: `time/${id}`,
        words,
        inside: ({ hour }) => hour >= from && hour < to,
        tried: { element: 'send-time', time: clock(from) },
      }),
    ),
    ...weekdays.flatMap((day, n) =>
      timeOf(data, emails, {
        subject: `weekday/${day}`,
        words: `on ${dayNames[n]}s`,
        inside: ({ weekday }) => weekday === n + 1,
        tried: { element: 'weekday', weekday: day, time: usualTime },
      }),
    ),
  ];
}

function timeOf(
  data: OpportunityData,
  emails: readonly (SentEmail & { stratum: string })[],
  asked: { subject: string; words: string; inside: (email: SentEmail) => boolean; tried: Tried },
): Candidate[] {
  const observations = emails.map((email) => ({
    lead: email.lead,
    stratum: email.stratum,
    inside: asked.inside(email),
    hit: email.clicked,
  }));
  const found = contrast(observations);
  if (!found || Math.min(found.inside.denominator, found.outside.denominator) < least) return [];
  const { inside, outside, difference, low, high, p } = found;
  const candidate = { kind: 'send-time', subject: asked.subject, p } as const;
  if (difference <= 0 || (inside.rate ?? 0) < (outside.rate ?? 0) * better) return [candidate];
  const others = perMonth(outside.denominator, data);
  return [
    {
      ...candidate,
      found: {
        title: `Emails sent ${asked.words} are clicked more`,
        evidence: {
          rates: [
            { ...inside, of: `clicked of emails sent ${asked.words} on the lead’s clock` },
            { ...outside, of: 'of the same emails at other times' },
          ],
          difference: { value: difference, low, high },
        },
        effect: {
          what: 'more leads click',
          unit: 'leads',
          value: difference * others,
          low: Math.max(0, low) * others,
          high: high * others,
          assumption:
            'the time makes the difference, and not who is sent email then: only the experiment can tell',
        },
        effort: 'low',
        risk: 'medium',
        remedy: sendTimeExperiment(data, emails, {
          ...asked.tried,
          words: asked.words,
          rate: outside.rate ?? 0,
          effect: difference,
        }),
      },
    },
  ];
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
