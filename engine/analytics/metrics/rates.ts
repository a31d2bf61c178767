import type { emailCounters, stayCounters } from '../facts/counters.ts';
import type { MetricId } from './definitions.ts';

/** Which counter stands above the line, and which below. */
interface RateOf<C> {
  numerator: C;
  denominator: C;
}

/** The metrics that are shares of emails. */
export const ratesOfEmails: Readonly<Partial<Record<MetricId, RateOf<keyof typeof emailCounters>>>> = {
  delivery: { numerator: 'delivered', denominator: 'sent' },
  bounce: { numerator: 'bounced', denominator: 'sent' },
  open: { numerator: 'opened', denominator: 'delivered' },
  click: { numerator: 'clicked', denominator: 'delivered' },
  click_to_open: { numerator: 'clicked', denominator: 'noticed' },
  reply: { numerator: 'replied', denominator: 'delivered' },
  unsubscribe: { numerator: 'unsubscribed', denominator: 'delivered' },
  complaint: { numerator: 'complained', denominator: 'delivered' },
  email_progression: { numerator: 'progressed', denominator: 'delivered' },
};

/** Those that are shares of stays at journey stages; `qualified` is one of nurtured stays as an MQL. */
export const ratesOfStays: Readonly<Partial<Record<MetricId, RateOf<keyof typeof stayCounters>>>> = {
  progression: { numerator: 'advanced', denominator: 'entered' },
  download: { numerator: 'downloaded', denominator: 'entered' },
  demo_request: { numerator: 'demo', denominator: 'entered' },
  meeting: { numerator: 'meeting', denominator: 'entered' },
  close: { numerator: 'won', denominator: 'entered' },
};
