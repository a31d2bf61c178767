import type { Program, Track } from '../../../engine/program/schema.ts';
import { freeSlug } from '../slug.ts';
import { type Made, patched, removed, type TrackOf, titled } from './made.ts';

/** Leads enter the track when this holds; null: only by being enrolled. */
export function setEntry({ id, track }: TrackOf, when: string | null): Made {
  const title =
    when === null ? `${track.title}: no entry by itself` : `${track.title}: leads enter when ${when}`;
  return patched(title, `tracks/${id}`, { entry: when === null ? null : { when } });
}

/** Reaching it ends the track as a success; null: it has none. */
export function setGoal({ id, track }: TrackOf, goal: string | null): Made {
  return patched(`${track.title}: ${goal === null ? 'no goal' : `its goal is ${goal}`}`, `tracks/${id}`, {
    goal,
  });
}

/** Leads leave the track when this holds; the exit gets the name given, or takes the place of the one with it. */
export function addExit({ id, track }: TrackOf, name: string, when: string): Made {
  const same = Object.entries(track.exits).find(([, exit]) => exit.when === when);
  if (same) return { problem: `Leads leave ${track.title} then already (${same[0]}).` };
  const exits = { [freeSlug(name, track.exits)]: { when } };
  return patched(`${track.title}: leads leave when ${when}`, `tracks/${id}`, { exits });
}

export function removeExit({ id, track }: TrackOf, exit: string): Made {
  return patched(`${track.title}: no exit ${exit}`, `tracks/${id}`, { exits: { [exit]: null } });
}

export function renameTrack({ id, track }: TrackOf, title: string): Made {
  if (track.title === title) return { problem: `${title} is called that already.` };
  return patched(`Rename ${track.title} to ${title}`, `tracks/${id}`, { title });
}

/** What the track is for, whether leads come again, which of several is tried first, which stage it is for. */
export function setTrackFields(
  { id, track }: TrackOf,
  fields: Partial<Pick<Track, 'objective' | 'reentry' | 'priority' | 'stage'>>,
  words: string,
): Made {
  return patched(`${track.title}: ${words}`, `tracks/${id}`, fields);
}

export function removeTrack({ id, track }: TrackOf): Made {
  return removed(`Remove the track ${track.title}`, `tracks/${id}`);
}

/** The same steps for other leads, under a title of their own. */
export function copyTrack(
  { tracks }: Pick<Program, 'tracks'>,
  { id, track }: TrackOf,
  copy: { title: string; entry: string },
): Made {
  if (Object.values(tracks).some(({ title }) => title.toLowerCase() === copy.title.toLowerCase()))
    return { problem: `There is a track ${copy.title} already.` };
  const path = `tracks/${freeSlug(copy.title, tracks)}`;
  const value = { title: copy.title, entry: { when: copy.entry } };
  const enrols = [
    ...new Set(
      track.steps.flatMap((step) =>
        step.kind === 'action' && step.action.do === 'enrol' ? [step.action.track] : [],
      ),
    ),
  ];
  return {
    title: titled(`Copy ${track.title} as ${copy.title}`),
    edits: [{ op: 'patch', path, from: id, value }],
    notes:
      enrols.length > 0
        ? [
            `At its end it enrols in ${enrols.map((one) => tracks[one]?.title ?? one).join(', ')}, as the original does.`,
          ]
        : [],
  };
}
