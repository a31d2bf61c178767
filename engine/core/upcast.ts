import { ENGAGEMENT } from '../program/score-models.ts';
import type { LeadState } from './types.ts';

/** What a state was before scores had models: all points were for what the lead did. */
export type LeadStateV1 = Omit<LeadState, 'schema' | 'scores' | 'decays' | 'fits'> & { schema: 1 };

/** A stored state, whichever release wrote it, in the form of this one. */
export function upcast(state: LeadState | LeadStateV1): LeadState {
  if (state.schema === 2) return state;
  return { ...state, schema: 2, scores: state.score === 0 ? {} : { [ENGAGEMENT]: state.score } };
}
