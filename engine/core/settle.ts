import type { Draft } from './draft.ts';
import { assignArms } from './experiments.ts';
import { updateFit } from './scoring/fit.ts';
import { crossThresholds } from './scoring/thresholds.ts';
import { updateSegments } from './segments.ts';
import { advance } from './tracks/advance.ts';
import { updateCadence } from './tracks/cadence.ts';
import { joinTracks, leaveTracks } from './tracks/join-tracks.ts';
import { fireStateTriggers } from './triggers.ts';

/** Rounds in one decision; only programs whose rules keep setting each other off come near it. */
export const MOST_ROUNDS = 64;

/**
 * Looks at everything that follows from the lead's state, again while it changes score, stage or enrolments. After
 * the last round what is left stays due (see timers.ts) and the trace says `unsettled`.
 */
export function settle(draft: Draft): void {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = draft.revision;
    updateSegments(draft);
    assignArms(draft);
    updateCadence(draft);
    updateFit(draft);
    crossThresholds(draft, { act: !draft.silent });
    leaveTracks(draft);
    joinTracks(draft);
    fireStateTriggers(draft);
    if (!draft.silent) advance(draft);
    if (draft.revision === before) return;
  }
  draft.trace.push({ did: 'unsettled', rounds: MOST_ROUNDS });
}
