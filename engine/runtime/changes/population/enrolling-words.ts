import { count } from '../../../program/count-words.ts';
import { quote } from '../../../program/diff/words.ts';
import type { Program } from '../../../program/schema.ts';
import type { EnrolledTrack } from '../../enrol/types.ts';
import type { Plan } from '../types.ts';

/** How many of the leads that a change names enter, and why the others do not, one line each; none when it names none. */
export function enrollingWords({
  enrolling = [],
  titles = {},
}: Pick<Plan, 'enrolling' | 'titles'>): string[] {
  const name = (track: string) => quote(titles[track] ?? track);
  return enrolling.flatMap((of) => {
    const { track, named, entering, suppressed, merged, alsoOn, repeated, refused } = of;
    const those = (n: number, one: string, many: string) =>
      `${entering === 1 ? 'It' : `${count(n)} of those ${count(entering)}`} ${n === 1 ? one : many}`;
    return [
      `${ofNamed(entering, named)} would enter ${name(track)} when this is approved`,
      ...(merged > 0
        ? [
            those(merged, 'stands for a named lead that was', 'stand for named leads that were') +
              ' merged into it',
          ]
        : []),
      ...Object.entries(alsoOn).map(([other, n]) => `${those(n, 'is', 'are')} on ${name(other)} now`),
      ...(repeated > 0
        ? [`${those(repeated, 'was', 'were')} already sent an item that ${name(track)} sends`]
        : []),
      ...(suppressed > 0 ? [`${those(suppressed, 'is', 'are')} suppressed: no email goes to them`] : []),
      ...Object.entries(refused).map(
        ([reason, { leads }]) =>
          `${count(leads)} named ${leads === 1 ? 'lead does' : 'leads do'} not enter: ${reasonWords(reason, name(track))}`,
      ),
    ];
  });
}

/** What became of the named leads, for the record of an applied change; undefined when it named none. */
export function enrolledText(
  enrolled: readonly EnrolledTrack[],
  { tracks }: Pick<Program, 'tracks'>,
): string | undefined {
  if (enrolled.length === 0) return undefined;
  const sentences = enrolled.map(({ track, named, entering, refused }) => {
    const name = quote(tracks[track]?.title ?? track);
    const not = Object.entries(refused).map(
      ([reason, ids]) => `; ${count(ids.length)} did not: ${reasonWords(reason, name)}`,
    );
    return `${ofNamed(entering.length, named)} entered ${name}${not.join('')}.`;
  });
  return sentences.join(' ');
}

function reasonWords(reason: string, track: string): string {
  if (reason.startsWith('exit:')) return `an exit of the track holds already (${reason.slice(5)})`;
  return reasons[reason]?.(track) ?? reason;
}

const reasons: Readonly<Record<string, (track: string) => string>> = {
  erased: () => 'erased',
  parked: () => 'parked, for deciding for them failed before (`trellis doctor`)',
  fails: () => 'deciding for them fails',
  named_twice: () => 'merged into a lead that is named too',
  already_on: (track) => `on ${track} already`,
  same_input: (track) => `they enter or leave ${track} by this very change`,
  goal: () => 'the goal of the track is reached already',
  holdout: () => 'held out (`policies/holdout`), so that no track takes them',
  outranked: (track) => `on another track of the group of ${track}, which does not come after it`,
};

/** `3 of 4 named leads`, `The named lead`. */
function ofNamed(n: number, named: number): string {
  return named === 1 && n === 1 ? 'The named lead' : `${count(n)} of ${count(named)} named leads`;
}
