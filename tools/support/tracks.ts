import { TrellisError } from '../../db/errors.ts';
import type { Program, Track } from '../../engine/program/schema.ts';
import { nearest } from './nearest.ts';

/** The track with this id or, whatever its case, this title. Throws `track.unknown` with the nearest names. */
export function findTrack(program: Program, name: string): { id: string; track: Track } {
  const wanted = name.trim().toLowerCase();
  for (const [id, track] of Object.entries(program.tracks)) {
    if (id === wanted || track.title.toLowerCase() === wanted) return { id, track };
  }
  const known = Object.entries(program.tracks).flatMap(([id, track]) => [id, track.title]);
  const near = nearest(name, known);
  const hint = near.length > 0 ? near.join(', ') : Object.keys(program.tracks).join(', ');
  throw new TrellisError(
    'track.unknown',
    `There is no track with that id or title. Tracks like it: ${hint || 'none'}.`,
  );
}

/** What a halt or a resume is of: a track, or `*` for all sending. */
export function findHaltTarget(program: Program, name: string): { target: string; title: string } {
  if (name === '*') return { target: '*', title: 'All sending' };
  const { id, track } = findTrack(program, name);
  return { target: id, title: track.title };
}
