import type { Decision, LeadState } from '../../core/types.ts';
import type { CompiledProgram } from '../../program/compile/compile.ts';
import { type Course, type Outset, Run, type SideRun } from './run-side.ts';
import { type Watched, watch } from './watch.ts';

/** The program in force and the one proposed, made ready to be run side by side. */
export interface Sides {
  base: CompiledProgram;
  proposed: CompiledProgram;
  /** The base, watched where the proposed program differs; undefined when they are to be run apart. */
  watched: Watched | undefined;
}

export function sidesOf(base: CompiledProgram, proposed: CompiledProgram): Sides {
  // How often an email is opened goes by its track's stage, which no decision looks at.
  const hasOtherStages = base.tracks.some(({ id, stage }) => {
    const other = proposed.tracksById[id];
    return other !== undefined && other.stage !== stage;
  });
  return { base, proposed, watched: hasOtherStages ? undefined : watch(base, proposed) };
}

/**
 * Runs one lead under both programs: as `runSide` does for each, but what both would decide is decided once. As long
 * as a decision has not looked at anything that differs, it is that of both; where it has, both decide, and as long as
 * they do the same the lead stands at the same place on both sides. From the first difference on each side goes its way.
 */
export function runBoth(
  { base, proposed, watched }: Sides,
  course: Course,
  outsets: { base: Outset; proposed: Outset },
): { base: SideRun; proposed: SideRun } {
  const first = Run.begin(base, course, outsets.base);
  const second = Run.begin(proposed, course, outsets.proposed);
  const beginTogether = first.isUneventful && second.isUneventful && isSameLead(first.state, second.state);
  if (!watched || !beginTogether) {
    first.toEnd();
    second.toEnd();
    return { base: first.result(), proposed: second.result() };
  }
  for (let next = first.next(); next !== undefined; next = first.next()) {
    watched.looked();
    const decision = first.decide(watched.program, next);
    if (watched.looked()) {
      const other = first.decide(proposed, next);
      if (!isSameDecision(decision, other)) {
        const apart = first.fork(proposed);
        first.absorb(next, decision);
        apart.absorb(next, other);
        first.toEnd();
        apart.toEnd();
        return { base: first.result(), proposed: apart.result() };
      }
    }
    first.absorb(next, decision);
  }
  return { base: first.result(), proposed: first.result(proposed) };
}

/** But for the number of the program. Both come of one state, so what neither changed is the same object. */
function isSameLead(a: LeadState, b: LeadState): boolean {
  for (const name of new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof LeadState>) {
    if (name !== 'program' && !isSame(a[name], b[name])) return false;
  }
  return true;
}

function isSameDecision(a: Decision, b: Decision): boolean {
  return isSame(a.effects, b.effects) && isSame(a.trace, b.trace) && isSameLead(a.lead, b.lead);
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
