import { nearest } from '../../../tools/support/nearest.ts';
import type { Named } from '../../vocabulary.ts';
import type { Plan } from '../requests.ts';

interface Which {
  /** What was said for it; a choice stands in for these words. */
  said?: string;
  /** Those that what was said fits equally. */
  fitting?: readonly Named[];
  /** Said after the question, such as that nothing was done. */
  after?: string;
}

/** Asks which track is meant: one of those that fit, else one that is named alike, else any. */
export function askWhichTrack(tracks: readonly Named[], { said = '', fitting, after }: Which = {}): Plan {
  const titles = tracks.map(({ title }) => title);
  const near = fitting ? [] : nearest(said, titles);
  const choices = fitting?.map(({ title }) => title) ?? (near.length > 0 ? near : titles.slice(0, 12));
  const offer = fitting
    ? `These fit: ${choices.join(', ')}.`
    : near.length > 0
      ? `Did you mean ${choices.join(' or ')}?`
      : choices.length > 0
        ? `There are: ${choices.join(', ')}.`
        : 'There are none yet.';
  return {
    say: ['Which track do you mean?', offer, ...(after ? [after] : [])].join(' '),
    asks: { choices, ...(near.length > 0 && { instead: said }) },
  };
}
