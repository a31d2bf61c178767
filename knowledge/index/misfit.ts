import { dimensionsFor } from '../vectors/lsa/train.ts';
import { lexicon } from './analyse.ts';
import type { Generation } from './generation.ts';
import { mostDrift } from './index-items.ts';

/** Growth that a trained model bears before it is trained again. */
const mostGrowth = 0.2;

/** rules: terms are made by newer rules. embedder: another model is wanted. grown, drifted: it fits the library no longer. */
export type Misfit = 'rules' | 'embedder' | 'grown' | 'drifted';

/** Why a generation does not do for a library of so many passages and the endpoint that the settings name, if any. Pure. */
export function misfitOf(
  current: Generation,
  { passages, endpoint }: { passages: number; endpoint: string | undefined },
): Misfit | undefined {
  if (passages === 0) return undefined;
  if (current.lexicon !== lexicon) return 'rules';
  if (endpoint !== undefined) {
    if (current.embedder?.model !== endpoint) return 'embedder';
  } else if (current.embedder?.kind === 'endpoint') return 'embedder';
  else if (current.trainedOn === undefined) {
    if (dimensionsFor(passages) > 0) return 'embedder';
  } else if (Math.abs(passages - current.trainedOn) > mostGrowth * current.trainedOn) return 'grown';
  const average = current.terms / Math.max(current.passages, 1);
  // An empty one has no average to drift from.
  const hasDrifted = Math.abs(average - current.averageLength) > mostDrift * current.averageLength;
  return current.passages > 0 && hasDrifted ? 'drifted' : undefined;
}
