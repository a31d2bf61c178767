import { canonicalJson } from '../../../db/canonical.ts';
import type { Tx } from '../../../db/connection.ts';
import { parseCondition } from '../../program/condition/parse.ts';
import type { Edit, Program, Track } from '../../program/schema.ts';
import { defaultVocabulary } from '../../program/vocabulary.ts';
import { countInFlight, countLeads, type Entering, measureEntering } from '../sql/population.ts';
import { leadCondition } from './lead-condition.ts';
import { measureResumed } from './resumed.ts';
import { measureScored, measureThresholds } from './scoring.ts';
import type { Population } from './types.ts';

/** Whom the change would touch, on the data as it is now. Reads only. */
export async function measurePopulation(
  tx: Tx,
  input: { base: Program; proposed: Program; edits: readonly Edit[]; now: number },
): Promise<Population> {
  const { base, proposed, edits, now } = input;
  const entering: Record<string, number> = {};
  const alsoOn: Record<string, Record<string, number>> = {};
  const repeated: Record<string, number> = {};
  const inFlight: Record<string, number> = {};
  let leaving = 0;

  for (const id of changedTracks(base, proposed)) {
    const track = proposed.tracks[id];
    const byStep = await countInFlight(tx, id);
    const active = Object.values(byStep).reduce((sum, n) => sum + n, 0);
    if (active > 0) inFlight[id] = active;
    const kept = new Set(track?.steps.map((step) => step.id));
    leaving += Object.entries(byStep).reduce((sum, [step, n]) => (kept.has(step) ? sum : sum + n), 0);
    if (!track?.entry || track.entry.when === base.tracks[id]?.entry?.when) continue;
    const found = await enteringNow(tx, id, track, proposed, now);
    entering[id] = found.leads;
    const others = Object.entries(found.alsoOn).filter(([other]) => Object.hasOwn(proposed.tracks, other));
    if (others.length > 0) alsoOn[id] = Object.fromEntries(others);
    if (found.repeated > 0) repeated[id] = found.repeated;
  }

  return {
    entering,
    alsoOn,
    repeated,
    inFlight,
    leaving,
    scored: await measureScored(tx, { base, proposed, now }),
    thresholds: await measureThresholds(tx, { base, proposed }),
    resumed: await measureResumed(tx, base, edits),
    leads: await countLeads(tx),
  };
}

function changedTracks(base: Program, proposed: Program): string[] {
  return [...new Set([...Object.keys(base.tracks), ...Object.keys(proposed.tracks)])]
    .filter((id) => canonicalJson(base.tracks[id] ?? null) !== canonicalJson(proposed.tracks[id] ?? null))
    .sort();
}

function enteringNow(tx: Tx, id: string, track: Track, program: Program, now: number): Promise<Entering> {
  const condition = parseCondition(track.entry?.when as string, defaultVocabulary);
  return measureEntering(tx, {
    track: id,
    again: track.reentry !== 'never',
    items: track.steps.flatMap((step) => (step.kind === 'email' ? [step.content.item] : [])),
    condition: leadCondition(condition, program, { now, firstParam: 4 }),
  });
}
