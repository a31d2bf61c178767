import { DEFAULT_PRIORITY, type Program, type Track } from '../schema.ts';
import { compare, differing, same } from './compare.ts';
import type { DiffLine } from './line.ts';
import { diffSteps, tellSteps } from './steps.ts';
import { type Names, quote } from './words.ts';

export function diffTracks(a: Program, b: Program, names: Names): DiffLine[] {
  return compare<Track>('tracks', a.tracks, b.tracks, {
    subject: ({ title }) => `Track ${quote(title)}`,
    added: (track) => [
      `new, for the ${track.stage} stage${track.objective ? `: ${quote(track.objective)}` : ''}`,
      entryText(track),
      ...(track.reentry === 'never' ? [] : [`a lead may come ${reentryText(track.reentry)}`]),
      ...(track.goal ? [`its goal is ${track.goal}`] : []),
      ...(track.priority === undefined ? [] : [`its priority is ${track.priority}`]),
      ...(track.group === undefined ? [] : [groupText(track.group)]),
      ...Object.entries(track.exits)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([id, { when }]) => `leads leave it (${id}) when ${when}`),
      ...tellSteps(track, names),
    ],
    removed: () => 'removed; leads who are on it leave it',
    changed: (before, after) => [
      ...differing(before, after, {
        title: (was) => `renamed from ${quote(was)}`,
        objective: (was, now) => `its objective is ${quote(now)} (was ${quote(was)})`,
        stage: (was, now) => `is for the ${now} stage (was ${was})`,
        entry: () => `${entryText(after)} (was: ${entryText(before)})`,
        reentry: (was, now) => `a lead may come ${reentryText(now)} (was: ${reentryText(was)})`,
        goal: (was, now) => `its goal is ${now ?? 'not set any more'} (was ${was ?? 'not set'})`,
        priority: (was, now) => `its priority is ${now ?? DEFAULT_PRIORITY} (was ${was ?? DEFAULT_PRIORITY})`,
        group: (was, now) =>
          `${now === undefined ? 'it is in no group any more' : groupText(now)} (was ${was === undefined ? 'in none' : `in “${was}”`})`,
      }),
      ...diffExits(before, after),
      ...diffSteps(before, after, names),
    ],
  });
}

function diffExits(before: Track, after: Track): string[] {
  return [...new Set([...Object.keys(before.exits), ...Object.keys(after.exits)])].sort().flatMap((id) => {
    const [was, now] = [before.exits[id]?.when, after.exits[id]?.when];
    if (same(was, now)) return [];
    if (now === undefined) return [`leads do not leave it any more (${id}) when ${was}`];
    return [`leads leave it (${id}) when ${now}${was === undefined ? ' (new)' : ` (was ${was})`}`];
  });
}

function groupText(group: string): string {
  return `it is in the group “${group}”, of whose tracks a lead is on one at most`;
}

function entryText({ entry }: Track): string {
  return entry ? `leads enter when ${entry.when}` : 'leads enter only when they are enrolled';
}

function reentryText(reentry: Track['reentry']): string {
  if (reentry === 'never') return 'once only';
  return reentry === 'always' ? 'any number of times' : `again after ${reentry.after}`;
}
