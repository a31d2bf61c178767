import { minimumSample, type Rate, rateOf } from '../../../engine/analytics/statistics/wilson.ts';
import type { Counts, Evidence } from '../../../knowledge/recommend/evidence.ts';
import { rateWords } from '../rate-words.ts';
import { daysLookedAt } from './recommend-for.ts';

export interface ShownEvidence {
  sent: number;
  clicks: Rate;
  progressed: Rate;
  taken: number;
  taken_progressed: Rate;
  words: string;
}

/**
 * What an item did before among those it is for, with denominators and 95 % intervals, or that nothing can be said;
 * where they never had it, what it did among everybody. `who`: them, leads alike.
 */
export function showEvidence(
  { here, everywhere }: Pick<Evidence, 'here' | 'everywhere'>,
  who: string,
): ShownEvidence {
  const rates = ratesOf(here);
  const none = here.sent + here.taken === 0;
  const elsewhere =
    everywhere.sent + everywhere.taken > 0 ? `; among all leads at any stage, ${words(everywhere)}` : '';
  return {
    sent: here.sent,
    clicks: rates.clicks,
    progressed: rates.progressed,
    taken: here.taken,
    taken_progressed: rates.takenProgressed,
    words: none ? `no data among ${who}${elsewhere}` : `among ${who}, ${words(here)}`,
  };
}

function ratesOf({ clicked, progressed, delivered, taken, takenProgressed }: Counts) {
  return {
    clicks: rateOf(clicked, delivered),
    progressed: rateOf(progressed, delivered),
    takenProgressed: rateOf(takenProgressed, taken),
  };
}

function words(counts: Counts): string {
  const { sent, delivered, taken } = counts;
  const { clicks, progressed, takenProgressed } = ratesOf(counts);
  const said: string[] = [];
  if (sent > 0)
    said.push(
      delivered < minimumSample
        ? `${delivered} delivered, ${clicks.numerator} clicked, ${progressed.numerator} moved on (not enough data for a rate)`
        : `${delivered} delivered: clicked ${rateWords(clicks)}, moved on ${rateWords(progressed)}`,
    );
  if (taken > 0)
    said.push(
      `taken up by ${taken}, of whom ${taken < minimumSample ? takenProgressed.numerator : rateWords(takenProgressed)} moved on`,
    );
  return said.join('; ');
}

/** What the evidence is of. */
export function evidenceNotes(): string[] {
  return [
    `Evidence of the last ${daysLookedAt} days, by the stage leads stood at then. Clicks and moves count within 14 days; opens are not counted. Moving on after an item does not mean because of it.`,
  ];
}
