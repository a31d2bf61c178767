import { ENGAGEMENT } from '../program/score-models.ts';
import type { Feature, LeadState } from './types.ts';

/** What a state was before scores had models: all points were for what the lead did. Buckets were records by number. */
export type LeadStateV1 = Omit<LeadState, 'schema' | 'scores' | 'decays' | 'fits' | 'features'> & {
  schema: 1;
  features: Readonly<Record<string, FeatureV1>>;
};
type FeatureV1 = Omit<Feature, 'buckets'> & { buckets: Readonly<Record<string, number>> };

/** A stored state, whichever release wrote it, in the form of this one. */
export function upcast(state: LeadState | LeadStateV1): LeadState {
  if (state.schema === 2) return state;
  const features = Object.entries(state.features).map(
    ([key, feature]) => [key, upcastFeature(feature)] as const,
  );
  return {
    ...state,
    schema: 2,
    scores: state.score === 0 ? {} : { [ENGAGEMENT]: state.score },
    features: Object.fromEntries(features),
  };
}

function upcastFeature({ total, buckets }: FeatureV1): Feature {
  const pairs = Object.entries(buckets).map(([bucket, value]) => [Number(bucket), value] as const);
  return { total, buckets: pairs.sort(([a], [b]) => a - b).flat() };
}
