import type { Feature, Fields, Instant, LeadId } from '../core/types.ts';
import type { CompiledProgram } from '../program/compile/compile.ts';
import { addToFeature, countsEvent, type FeatureSpec } from '../program/condition/features.ts';
import type { Batch } from './batch.ts';
import type { LoadedLead } from './loaded-lead.ts';
import { readLoggedEvents } from './sql/log.ts';

type Features = Readonly<Record<string, Feature>>;

/**
 * The counts that leads of an older program version lack in the one in force, taken from their logged events with
 * one query. Only leads that lack some are named.
 */
export async function backfill(batch: Batch, leads: readonly LoadedLead[]): Promise<Map<LeadId, Features>> {
  const { active, tx, programs } = batch;
  const outdated = leads.filter((lead) => lead.seq > 0 && lead.program !== active.version);
  const lacking = new Map<number, FeatureSpec[]>();
  for (const version of new Set(outdated.map((lead) => lead.program))) {
    const before = version === 0 ? undefined : (await programs.version(tx, version)).compiled;
    lacking.set(version, lackingFeatures(before, active.compiled));
  }
  const wanted = outdated.filter((lead) => lacking.get(lead.program)?.length);
  const result = new Map<LeadId, Features>();
  if (wanted.length === 0) return result;

  const specs = [...lacking.values()].flat();
  const events = await readLoggedEvents(
    tx,
    wanted.map((lead) => lead.id),
    [...new Set(specs.map((feature) => feature.event))],
    countedSince(specs, batch.now),
  );
  const byLead = Map.groupBy(events, (event) => event.lead_id);
  for (const lead of wanted) {
    const logged = byLead.get(lead.id) ?? [];
    result.set(lead.id, countPast(logged, lacking.get(lead.program) ?? [], batch.now));
  }
  return result;
}

/** What a lead would have kept of its past events, had it been asked for these counts from the beginning. */
export function countPast(
  events: Iterable<{ name: string; occurred_at: Instant; properties: Fields }>,
  specs: readonly FeatureSpec[],
  now: Instant,
): Record<string, Feature> {
  const counts: Record<string, Feature> = {};
  for (const event of events) {
    const { occurred_at: occurredAt, properties } = event;
    for (const spec of specs) {
      if (countsEvent(spec, event))
        counts[spec.key] = addToFeature(counts[spec.key], { occurredAt, properties }, now, spec);
    }
  }
  return counts;
}

/** No window reaches further back; undefined when one has no end. An event is received after it occurred, or then. */
function countedSince(specs: readonly FeatureSpec[], now: Instant): Instant | undefined {
  const days = specs.map((feature) => feature.days);
  if (days.some((width) => width === undefined)) return undefined;
  return now - Math.max(...days.map((width) => width ?? 0)) * 24 * 3_600_000;
}

/** Counts that the newer program asks for and the older did not keep, or kept for a narrower window. */
export function lackingFeatures(before: CompiledProgram | undefined, after: CompiledProgram): FeatureSpec[] {
  return Object.values(after.features).filter((feature) => {
    const kept = before?.features[feature.key];
    return !kept || (feature.days ?? 0) > (kept.days ?? 0);
  });
}
