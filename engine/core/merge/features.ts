import { addFeatures } from '../../program/condition/add-features.ts';
import type { Draft } from '../draft.ts';
import { own } from '../records.ts';
import type { Feature, LeadState } from '../types.ts';

/** Counts as if the events of both had always been the lead's. Both were brought to the draft's program before. */
export function mergeFeatures({ lead, program, at }: Draft, loser: LeadState): void {
  const features: Record<string, Feature> = { ...lead.features };
  for (const key of Object.keys(loser.features).sort()) {
    const spec = own(program.features, key);
    const theirs = own(loser.features, key);
    if (spec !== undefined && theirs !== undefined)
      features[key] = addFeatures(own(lead.features, key), theirs, at, spec);
  }
  lead.features = features;
}
