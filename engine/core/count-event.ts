import { addToFeature, countsEvent } from '../program/condition/features.ts';
import type { Draft } from './draft.ts';
import type { Feature, LeadEvent } from './types.ts';

/** Raises the counts that the program's conditions ask for. */
export function countEvent({ program, lead, at }: Draft, event: LeadEvent): void {
  let raised: Record<string, Feature> | undefined;
  for (const feature of program.featuresByEvent[event.name] ?? []) {
    if (!countsEvent(feature, event)) continue;
    raised ??= { ...lead.features };
    raised[feature.key] = addToFeature(raised[feature.key], event, at, feature);
  }
  if (raised !== undefined) lead.features = raised;
}
