import { DAY } from '../period.ts';
import type { Dashboard } from './dashboard.ts';

/** What a reader should know of the figures of an answer. */
export function notesOn({
  asOf,
  backlog,
  period,
  filters,
}: Pick<Dashboard, 'asOf' | 'backlog' | 'period' | 'filters'>): string[] {
  const notes = [
    'Opens cannot be relied on: mail clients that load images for the reader count as opens.',
    'The period before is counted as it stood then: as long after its end as lies between the end of this one and now.',
  ];
  if (asOf < period.to + 14 * DAY)
    notes.push(
      'Outcomes of the last days are still to come: emails count for 14 days, stays at a stage until they end.',
    );
  if (backlog) notes.push('The log is being counted in from its beginning; figures may change until it is.');
  if (filters.item !== undefined || filters.track !== undefined)
    notes.push(
      'Deals and hand-offs are those of leads that had been on the track, or had had the item, by then; that is not to say because of it.',
    );
  if (filters.item !== undefined)
    notes.push('Of held sends it is not known which item they would have carried.');
  return notes;
}
