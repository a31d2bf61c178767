import fc from 'fast-check';
import type { FieldType, Scalar, Vocabulary } from '../engine/program/condition/ast.ts';
import {
  addToFeature,
  countsEvent,
  type FeatureCounts,
  type FeatureSpec,
} from '../engine/program/condition/features.ts';
import { journeyStages, lifecycleStages } from '../engine/program/schema.ts';
import {
  instants,
  listIds,
  noInstants,
  numbers,
  texts,
  trackIds,
  valuesOf,
  windows,
} from './condition-arbitraries.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export interface WorldEvent {
  readonly name: string;
  readonly occurredAt: number;
  /** When it reached us: the events of a lead are in this order, which need not be that of occurrence. */
  readonly at: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface WorldLead {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly account: Readonly<Record<string, unknown>> | null;
  readonly score: number;
  /** Null: as before there were models. */
  readonly scores: Readonly<Record<string, number>> | null;
  /** Its arms. */
  readonly variants: Readonly<Record<string, string>>;
  /** The row was last written before arms had a column. */
  readonly armsInState: boolean;
  readonly journey: string;
  readonly lifecycle: string;
  readonly lists: readonly string[];
  /** Statuses of the enrolments on a track, oldest first; only the last may be active. */
  readonly enrolments: Readonly<Record<string, readonly ('active' | 'ended')[]>>;
  readonly events: readonly WorldEvent[];
}

/** Anything that JSON and jsonb can hold, mostly what conditions ask for. */
const value = fc.oneof(
  {
    arbitrary: fc.constantFrom<unknown>(...texts, ...numbers, ...instants, ...noInstants, true, false),
    weight: 12,
  },
  { arbitrary: fc.constantFrom<unknown>(null, [], ['a'], {}, { a: 1 }), weight: 1 },
  { arbitrary: fc.string({ unit: 'binary' }).filter((s) => !s.includes('\0')), weight: 1 },
  { arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }), weight: 1 },
);

function recordOf(types: readonly (readonly [string, FieldType])[]): fc.Arbitrary<Record<string, unknown>> {
  const valueOfType = (type: FieldType) =>
    fc.oneof({ arbitrary: valuesOf(type), weight: 3 }, { arbitrary: value, weight: 2 });
  return fc.record(Object.fromEntries(types.map(([name, type]) => [name, valueOfType(type)])), {
    requiredKeys: [],
  });
}

/** The instant to ask at: near a change of summer time, near an edge of hour or day, or anywhere. */
export const nowArbitrary: fc.Arbitrary<number> = fc
  .tuple(
    fc.constantFrom(...instants.map((iso) => Date.parse(iso)), Date.parse('2026-06-01T00:00:00.000Z')),
    fc.constantFrom(-1, 0, 1, HOUR, HOUR - 1, 12 * HOUR + 17),
  )
  .map(([base, shift]) => base + shift);

/** When an event may have been: near the edges of windows and buckets up to `latest`, or anywhere before `now`. */
function occurredUpTo(latest: number, now: number): fc.Arbitrary<number> {
  const hour = now - (now % HOUR);
  const day = now - (now % DAY);
  const edges = [
    now,
    hour,
    day,
    ...windows.flatMap((days) => [now - days * DAY, hour - days * DAY, day - days * DAY]),
  ];
  return fc.oneof(
    fc
      .tuple(fc.constantFrom(...edges), fc.constantFrom(-DAY, -HOUR, -1, 0, 1, HOUR, DAY))
      .map(([edge, by]) => Math.min(latest, edge + by)),
    fc.integer({ min: now - 40 * DAY, max: now }),
  );
}

function eventsArbitrary(vocabulary: Vocabulary, now: number, latest: number): fc.Arbitrary<WorldEvent[]> {
  const names = ['page_visit', 'page_visit', 'page_visit', 'email_reply', 'tool_use', 'odd'].filter(
    (name) => name in vocabulary.events,
  );
  const event = fc.constantFrom(...names).chain((name) =>
    fc
      .tuple(
        occurredUpTo(latest, now),
        fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20 * DAY })),
        recordOf(Object.entries(vocabulary.events[name]?.properties ?? {})),
      )
      .map(([occurredAt, delay, properties]) => ({
        name,
        occurredAt,
        at: Math.min(now, occurredAt + delay),
        properties,
      })),
  );
  return fc.array(event, { maxLength: 12 }).map((all) => all.sort((a, b) => a.at - b.at));
}

/**
 * A lead with everything a condition may ask of it, as it stands at `now`. The engine never sees an event before it
 * occurs; a later `latest` makes some all the same, to see that no window holds them.
 */
export function leadArbitrary(vocabulary: Vocabulary, now: number, latest = now): fc.Arbitrary<WorldLead> {
  const owned = (owner: 'lead' | 'account') =>
    recordOf(
      Object.entries(vocabulary.fields)
        .filter(([, field]) => field.owner === owner)
        .map(([name, field]) => [name, field.type] as const),
    );
  const status = fc.constantFrom<('active' | 'ended')[]>(
    ['active'],
    ['ended'],
    ['ended', 'active'],
    ['ended', 'ended'],
  );
  return fc.record({
    fields: owned('lead'),
    account: fc.option(owned('account')) as fc.Arbitrary<WorldLead['account']>,
    score: fc.constantFrom(-5, 0, 1, 5, 100),
    scores: fc.option(
      fc.record({ engagement: points, fit: points, 'product-use': points }, { requiredKeys: [] }),
    ) as fc.Arbitrary<WorldLead['scores']>,
    variants: fc.record(
      { 'hand-over': fc.constantFrom('early', 'late', 'gone'), over: fc.constantFrom('early', 'late') },
      { requiredKeys: [] },
    ) as fc.Arbitrary<WorldLead['variants']>,
    armsInState: fc.boolean(),
    journey: fc.constantFrom(...journeyStages),
    lifecycle: fc.constantFrom(...lifecycleStages),
    lists: fc.subarray(listIds),
    enrolments: fc.record(Object.fromEntries(trackIds.map((id) => [id, status])), {
      requiredKeys: [],
    }) as fc.Arbitrary<WorldLead['enrolments']>,
    events: eventsArbitrary(vocabulary, now, latest),
  });
}

const points = fc.constantFrom(-5, 1, 5, 100);

/** A lead's features, built as the engine does: event by event as they came. */
export function featuresFrom(
  events: readonly WorldEvent[],
  specs: readonly FeatureSpec[],
): Map<string, FeatureCounts> {
  const features = new Map<string, FeatureCounts>();
  for (const event of events) {
    for (const spec of specs) {
      const properties = event.properties as Record<string, Scalar>;
      const { name, occurredAt } = event;
      if (!countsEvent(spec, { name, properties })) continue;
      features.set(
        spec.key,
        addToFeature(features.get(spec.key), { occurredAt, properties }, event.at, spec),
      );
    }
  }
  return features;
}

/** What `View` asks, answered from a lead of this world. */
export function viewOf(
  lead: WorldLead,
  now: number,
  options: {
    vocabulary: Vocabulary;
    features: ReadonlyMap<string, FeatureCounts>;
    inSegment: (id: string) => boolean;
    stakeholders?: (segment: string) => number;
  },
) {
  const scores = lead.scores ?? { engagement: lead.score };
  const engine: Record<string, Scalar> = {
    lead_score: lead.score,
    engagement_score: scores.engagement ?? 0,
    fit_score: scores.fit ?? 0,
    product_use_score: scores['product-use'] ?? 0,
    ...(lead.variants['hand-over'] !== undefined && { experiment_hand_over: lead.variants['hand-over'] }),
    experiment_over: 'late',
    journey_stage: lead.journey,
    lifecycle_stage: lead.lifecycle,
  };
  return {
    now,
    field(name: string): Scalar | undefined {
      const owner = options.vocabulary.fields[name]?.owner;
      const fields = owner === 'engine' ? engine : owner === 'account' ? (lead.account ?? {}) : lead.fields;
      return Object.hasOwn(fields, name) ? (fields[name] as Scalar) : undefined;
    },
    feature: (key: string) => options.features.get(key),
    inSegment: options.inSegment,
    stakeholders: options.stakeholders ?? (() => 0),
    onList: (id: string) => lead.lists.includes(id),
    enrolment(track: string) {
      const status = Object.hasOwn(lead.enrolments, track) ? lead.enrolments[track]?.at(-1) : undefined;
      return status && { status };
    },
  };
}
