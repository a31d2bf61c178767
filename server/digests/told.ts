import { cadenceWords, clockWords } from '../../agent/digests/cadence.ts';
import { inUnit } from '../../engine/analytics/metrics/words.ts';
import type { Alert } from '../alerts/store.ts';
import { usualThresholds } from '../alerts/thresholds.ts';
import { placeWords } from '../posts/place.ts';
import type { Digest } from './store.ts';

/** `every Monday at 09:00 (Europe/Vienna), in #marketing`. */
export function digestWords(digest: Digest, reader?: string): string {
  const of = digest.track === null ? '' : `, of the track ${digest.track}`;
  return `${cadenceWords(digest)} (${digest.timeZone}), ${whereWords(digest, reader)}${of}`;
}

/** `when clicks fall by 33 % or more and it is no chance, in #marketing, not between 20:00 and 07:00 (Europe/Vienna)`. */
export function alertWords(alert: Alert, reader?: string): string {
  return `${whenWords(alert)}, ${whereWords(alert, reader)}, ${quietWords(alert)}`;
}

function whereWords(item: Digest | Alert, reader?: string): string {
  const { owner: id, ownerName: name } = item;
  return placeWords(item.place, item.placeName, { id, name }, reader);
}

/** When it is said. */
export function whenWords({ kind, threshold }: Pick<Alert, 'kind' | 'threshold'>): string {
  const least = threshold ?? usualThresholds[kind];
  switch (kind) {
    case 'clicks':
      return `when clicks fall by ${inUnit(least, 'share')} or more and it is hardly chance`;
    case 'failed_sends':
      return `when clearly more emails fail than before, ${inUnit(least, 'share')} of them or more`;
    case 'stuck':
      return least === 1 ? 'when a lead is stuck' : `when ${least} leads or more are stuck`;
    case 'connectors':
      return least === 2 ? 'when a connector is down' : `when a connector fails ${least} looks in a row`;
  }
}

function quietWords({ quietFrom, quietTo, timeZone }: Alert): string {
  if (quietFrom === null || quietTo === null) return 'day and night';
  return `not between ${clockWords(quietFrom)} and ${clockWords(quietTo)} (${timeZone})`;
}
