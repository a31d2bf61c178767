import type { Queryable } from '../../db/connection.ts';
import type { Period } from './period.ts';
import { countActivity } from './sql/count-activity.ts';
import { countCohort } from './sql/count-cohort.ts';
import { countEmails } from './sql/count-emails.ts';
import { countEnrolments } from './sql/count-enrolments.ts';
import { type Rate, rateOf } from './statistics/wilson.ts';

/** Emails of one step, or of all. A lead that opens one email five times counts once. */
export interface EmailFigures {
  /** Emails settled as sent in the period. */
  sent: number;
  /** Of those, not bounced within 14 days. The denominator of both rates. */
  delivered: number;
  /** Opened within 14 days of the sending. Unreliable: mail clients that load images for the reader count as opens. */
  opens: Rate;
  /** Clicked within 14 days of the sending. */
  clicks: Rate;
}

export interface TrackPerformance {
  track: string;
  from: number;
  to: number;
  /** Enrolments that began in the period. */
  enrolled: number;
  /** Enrolments active at its end. */
  active: number;
  /** Enrolments that ended in the period, by reason: finished, goal, exit:<id>, left, removed. */
  ended: Record<string, number>;
  /**
   * The leads enrolled in the period, and what has become of them so far: also after its end. Those who are still on
   * the track stay in the denominator; among the enrolments that ended alone, long tracks would always look good.
   */
  cohort: {
    /** Those who reached the goal, of all of them. */
    goal: Rate;
    active: number;
    /** Finished, left, exited or were removed without the goal. */
    endedOtherwise: number;
  };
  emails: EmailFigures;
  /** By step id. */
  steps: Record<string, EmailFigures>;
  /** Downloads in the period by leads while they were on the track. */
  downloads: number;
  /** Stage moves in the period by leads while they were on the track; `awareness>consideration` to how many. */
  stageMoves: { journey: Record<string, number>; lifecycle: Record<string, number> };
  /** Unsubscribes in the period whose last email before, at most 14 days old, was one of this track. */
  unsubscribes: Rate;
}

/** How a track did in a period. Reads only. */
export async function trackPerformance(
  db: Queryable,
  query: { track: string } & Period,
): Promise<TrackPerformance> {
  const enrolments = await countEnrolments(db, query);
  const cohort = await countCohort(db, query);
  const emails = await countEmails(db, query);
  const activity = await countActivity(db, query);
  const sum = (key: 'sent' | 'delivered' | 'opened' | 'clicked') =>
    emails.reduce((total, row) => total + row[key], 0);
  return {
    track: query.track,
    from: query.from,
    to: query.to,
    enrolled: enrolments.enrolled,
    active: enrolments.active,
    ended: enrolments.ended,
    cohort: {
      goal: rateOf(cohort.reached, cohort.leads),
      active: cohort.active,
      endedOtherwise: cohort.leads - cohort.reached - cohort.active,
    },
    emails: figures({
      sent: sum('sent'),
      delivered: sum('delivered'),
      opened: sum('opened'),
      clicked: sum('clicked'),
    }),
    steps: Object.fromEntries(emails.map((row) => [row.step, figures(row)])),
    downloads: activity.downloads,
    stageMoves: activity.stageMoves,
    unsubscribes: rateOf(activity.unsubscribes, sum('delivered')),
  };
}

function figures(row: { sent: number; delivered: number; opened: number; clicked: number }): EmailFigures {
  return {
    sent: row.sent,
    delivered: row.delivered,
    opens: rateOf(row.opened, row.delivered),
    clicks: rateOf(row.clicked, row.delivered),
  };
}
