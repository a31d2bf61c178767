import type { ExperimentReading } from '../../../engine/analytics/experiments/read-experiment.ts';
import { isoInstant } from '../iso-instant.ts';

/** A reading as it is given away: instants are ISO 8601. */
export function shownReading(reading: ExperimentReading) {
  const { from, until, decidedAt, lookedAt, arms } = reading;
  return {
    ...reading,
    from: isoOrNull(from),
    until: isoInstant(until),
    decidedAt: isoOrNull(decidedAt),
    lookedAt: isoOrNull(lookedAt),
    arms: arms.map(({ against, ...arm }) => ({
      ...arm,
      ...(against && {
        against: { ...against, byDay: against.byDay.map((day) => ({ ...day, at: isoInstant(day.at) })) },
      }),
    })),
  };
}

/** What `GET /api/experiments/:id` answers. */
export type ShownReading = ReturnType<typeof shownReading>;

function isoOrNull(at: number | null): string | null {
  return at === null ? null : isoInstant(at);
}
