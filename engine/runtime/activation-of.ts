import type { Feature, InputBody, LeadState } from '../core/types.ts';
import type { CompiledProgram } from '../program/compile/compile.ts';
import { nextKept } from '../program/next-kept.ts';

type Activation = Extract<InputBody, { kind: 'activation' }>;

/**
 * The input by which a lead reaches a program version: with the counts that it lacks, and with the steps at which it
 * goes on where its own are gone. `before` is the version that it is on; undefined for a lead that is on none.
 */
export function activationOf(
  state: LeadState,
  before: CompiledProgram | undefined,
  after: CompiledProgram,
  features: Readonly<Record<string, Feature>> = {},
): Activation {
  const moves = Object.entries(state.enrolments).flatMap(([id, { status, step }]): [string, string][] => {
    const [from, to] = [before?.tracksById[id], after.tracksById[id]];
    if (status !== 'active' || from === undefined || to === undefined) return [];
    if (to.position[step] !== undefined) return [];
    const next = nextKept(from, to, step);
    return next === undefined ? [] : [[id, next]];
  });
  return {
    kind: 'activation',
    version: after.version,
    features,
    ...(moves.length > 0 && { moves: Object.fromEntries(moves) }),
  };
}
