import type { ContentRef, Program, Step, Track } from '../../../engine/program/schema.ts';
import type { WishedEdit } from './wished.ts';

/** One change that was made, with what to say beside it; or why there is none, in a sentence. */
export type Made = { title: string; edits: WishedEdit[]; notes?: string[] } | { problem: string };

/** A track of the program in force, with its id. */
export interface TrackOf {
  id: string;
  track: Track;
}

type Email = Extract<Step, { kind: 'email' }>;
/** A step as makers put it: an email may name its item, which is pinned when the change is filed. */
export type DraftStep = Exclude<Step, Email> | (Omit<Email, 'content'> & { content: ContentRef | string });
export interface DraftTrack extends Omit<Track, 'steps'> {
  steps: readonly DraftStep[];
}

/** A change that takes these fields into one thing of the program; null takes a field out. */
export function patched(title: string, path: string, value: Record<string, unknown>): Made {
  return { title: titled(title), edits: [{ op: 'patch', path, value }] };
}

export function put(title: string, path: string, value: unknown): Made {
  return { title: titled(title), edits: [{ op: 'put', path, value }] };
}

export function removed(title: string, path: string): Made {
  return { title: titled(title), edits: [{ op: 'remove', path }] };
}

/** As long as the title of a change may be. */
export function titled(title: string): string {
  return title.length > 200 ? `${title.slice(0, 199)}…` : title;
}

export function trackOf({ tracks }: Pick<Program, 'tracks'>, id: string): TrackOf | undefined {
  const track = Object.hasOwn(tracks, id) ? tracks[id] : undefined;
  return track && { id, track };
}
