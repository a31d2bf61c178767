import { canonicalJson } from '../../../db/canonical.ts';
import type { Tx } from '../../../db/connection.ts';
import type { Condition } from '../../program/condition/ast.ts';
import type { Edit, Program, Track } from '../../program/schema.ts';
import { countEnding, countInFlight, countLeads, type Entering, measureEntering } from '../sql/population.ts';
import { measureFiring } from './firing.ts';
import { leadCondition } from './lead-condition.ts';
import { endingOf, resolveText, sameCondition } from './resolve.ts';
import { measurePaused, measureResumed } from './resumed.ts';
import { measureFitting, measureScored, measureThresholds } from './scoring.ts';
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
  }
  for (const [id, track] of Object.entries(proposed.tracks)) {
    const before = base.tracks[id];
    leaving += await endingNow(tx, id, { before, track, base, proposed, now });
    const entry = track.entry && resolveText(track.entry.when, proposed);
    const entryBefore = before?.entry && resolveText(before.entry.when, base);
    const heldBefore = { condition: entryBefore, program: base };
    if (!entry || sameCondition({ condition: entry, program: proposed }, heldBefore)) continue;
    const found = await enteringNow(tx, id, track, {
      condition: entry,
      known: entryBefore !== undefined,
      program: proposed,
      now,
    });
    entering[id] = found.leads;
    const others = Object.entries(found.alsoOn).filter(([other]) => Object.hasOwn(proposed.tracks, other));
    if (others.length > 0) alsoOn[id] = Object.fromEntries(others);
    if (found.repeated > 0) repeated[id] = found.repeated;
  }

  const firing = await measureFiring(tx, { base, proposed, now });
  const fitting = await measureFitting(tx, { base, proposed, now });
  const paused = await measurePaused(tx, base, edits);
  return {
    entering,
    alsoOn,
    repeated,
    inFlight,
    leaving,
    scored: await measureScored(tx, { base, proposed, now }),
    ...(fitting.length > 0 && { fitting }),
    ...(firing.length > 0 && { firing }),
    thresholds: await measureThresholds(tx, { base, proposed }),
    resumed: await measureResumed(tx, base, edits),
    ...(paused.length > 0 && { paused }),
    leads: await countLeads(tx),
  };
}

function changedTracks(base: Program, proposed: Program): string[] {
  return [...new Set([...Object.keys(base.tracks), ...Object.keys(proposed.tracks)])]
    .filter((id) => canonicalJson(base.tracks[id] ?? null) !== canonicalJson(proposed.tracks[id] ?? null))
    .sort();
}

function enteringNow(
  tx: Tx,
  id: string,
  track: Track,
  entry: { condition: Condition; known: boolean; program: Program; now: number },
): Promise<Entering> {
  return measureEntering(tx, {
    track: id,
    known: entry.known,
    again: track.reentry !== 'never',
    items: track.steps.flatMap((step) => (step.kind === 'email' ? [step.content.item] : [])),
    condition: leadCondition(entry.condition, { program: entry.program, now: entry.now, firstParam: 5 }),
  });
}

/** Leads in flight at a step that stays whom the new goal or an exit of the track ends at once. */
function endingNow(
  tx: Tx,
  id: string,
  change: { before: Track | undefined; track: Track; base: Program; proposed: Program; now: number },
): Promise<number> {
  const { before, track, base, proposed, now } = change;
  const ending = endingOf(track, proposed);
  if (!before || !ending) return Promise.resolve(0);
  const endedBefore = { condition: endingOf(before, base), program: base };
  if (sameCondition({ condition: ending, program: proposed }, endedBefore)) return Promise.resolve(0);
  const steps = track.steps.map((step) => step.id);
  return countEnding(tx, {
    track: id,
    steps,
    condition: leadCondition(ending, { program: proposed, now, firstParam: 3 }),
  });
}
