import { canonicalJson, sha256Hex } from '../../../db/canonical.ts';
import type { Tx } from '../../../db/connection.ts';
import { parseCondition } from '../../program/condition/parse.ts';
import { toSql } from '../../program/condition/to-sql.ts';
import { diffHalts, diffPrograms } from '../../program/diff.ts';
import { renderDiff } from '../../program/render.ts';
import type { Edit, Program, Track } from '../../program/schema.ts';
import { defaultVocabulary } from '../../program/vocabulary.ts';
import { countEntering, countInFlight, countLeads } from '../sql/population.ts';
import { assessRisk } from './risk.ts';
import type { Plan } from './types.ts';

/** What the change does to the program and to whom, computed on the data as it is now. Reads only. */
export async function makePlan(
  tx: Tx,
  input: { base: Program; proposed: Program; edits: readonly Edit[]; now: number },
): Promise<Plan> {
  const { base, proposed, edits, now } = input;
  const changed = changedTracks(base, proposed);
  const entering: Record<string, number> = {};
  const inFlight: Record<string, number> = {};
  let leaving = 0;

  for (const id of changed) {
    const track = proposed.tracks[id];
    const byStep = await countInFlight(tx, id);
    const active = Object.values(byStep).reduce((sum, n) => sum + n, 0);
    if (active > 0) inFlight[id] = active;
    const kept = new Set(track?.steps.map((step) => step.id));
    leaving += Object.entries(byStep).reduce((sum, [step, n]) => (kept.has(step) ? sum : sum + n), 0);
    if (track?.entry && track.entry.when !== base.tracks[id]?.entry?.when) {
      entering[id] = await enteringNow(tx, id, track, proposed, now);
    }
  }

  const population = { entering, inFlight, leaving, leads: await countLeads(tx) };
  return {
    diff: renderDiff([...diffPrograms(base, proposed), ...diffHalts(edits, proposed)]),
    population,
    risk: assessRisk(edits, population),
    computedAt: now,
  };
}

/** Covers everything that was shown except the instant it was computed at. */
export function hashPlan(plan: Plan): string {
  const { computedAt: _, ...shown } = plan;
  return sha256Hex(canonicalJson(shown));
}

export function hashEdits(edits: readonly Edit[], baseVersion: number): string {
  return sha256Hex(canonicalJson({ baseVersion, edits }));
}

function changedTracks(base: Program, proposed: Program): string[] {
  return [...new Set([...Object.keys(base.tracks), ...Object.keys(proposed.tracks)])]
    .filter((id) => canonicalJson(base.tracks[id] ?? null) !== canonicalJson(proposed.tracks[id] ?? null))
    .sort();
}

async function enteringNow(tx: Tx, id: string, track: Track, program: Program, now: number): Promise<number> {
  const parse = (text: string) => parseCondition(text, defaultVocabulary);
  const segments = Object.fromEntries(
    Object.entries(program.segments).map(([segment, { when }]) => [segment, parse(when)]),
  );
  const condition = toSql(parse(track.entry?.when as string), {
    segments,
    now,
    vocabulary: defaultVocabulary,
    firstParam: 3,
  });
  return countEntering(tx, id, track.reentry !== 'never', condition);
}
