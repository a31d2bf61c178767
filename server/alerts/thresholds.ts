import type { AlertKind } from '../../agent/digests/orders.ts';

/** What is borne where nothing is said: a fall by a fifth, a share of one in a hundred, no lead, one failed look. */
export const usualThresholds = {
  clicks: 0.2,
  failed_sends: 0.01,
  stuck: 1,
  connectors: 2,
} as const satisfies Record<AlertKind, number>;
