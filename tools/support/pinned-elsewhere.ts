import type { JourneyStage, Program } from '../../engine/program/schema.ts';

/** What the tracks of a stage send: the titles of those tracks, by id of the item. */
export function pinnedElsewhere(program: Program, stage: JourneyStage): Map<string, string[]> {
  const pinned = new Map<string, string[]>();
  for (const track of Object.values(program.tracks)) {
    if (track.stage !== stage) continue;
    const items = track.steps.flatMap((step) => (step.kind === 'email' ? [step.content.item] : []));
    for (const item of new Set(items)) pinned.set(item, [...(pinned.get(item) ?? []), track.title]);
  }
  return pinned;
}
