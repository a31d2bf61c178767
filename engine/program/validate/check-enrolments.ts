import type { Vocabulary } from '../condition/ast.ts';
import type { Program } from '../schema.ts';
import { actionsOf } from './actions-of.ts';
import { type Finding, finding, unknownName } from './findings.ts';
import { nextAtOnce } from './flow.ts';

/** Actions that name tracks which are not there, and tracks that enrol into one another at once without an end. */
export function checkEnrolments(program: Program, vocabulary: Vocabulary): Finding[] {
  const unknown = actionsOf(program).flatMap(({ path, action }) =>
    (action.do === 'enrol' || action.do === 'leave') && !Object.hasOwn(program.tracks, action.track)
      ? [finding('track.unknown', `${path}/track`, unknownName('track', action.track, program.tracks))]
      : [],
  );
  return unknown.length > 0 ? unknown : checkCircles(program, vocabulary);
}

function checkCircles(program: Program, vocabulary: Vocabulary): Finding[] {
  const next = new Map(
    Object.keys(program.tracks).map((id) => [id, enrolledAtOnce(program, id, vocabulary)]),
  );
  const comesBack = (start: string): boolean => {
    const seen = new Set<string>();
    const open = [...(next.get(start) ?? [])];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (id === start) return true;
      if (seen.has(id)) continue;
      seen.add(id);
      open.push(...(next.get(id) ?? []));
    }
    return false;
  };
  return [...next.keys()]
    .filter(comesBack)
    .map((id) =>
      finding(
        'track.enrols_itself',
        `tracks/${id}/steps`,
        'it enrols, by way of other tracks, into itself without waiting; put a wait before the enrolment',
      ),
    );
}

/** Tracks that may always be entered again and that this one enrols into before its first wait. */
function enrolledAtOnce(program: Program, id: string, vocabulary: Vocabulary): string[] {
  const track = program.tracks[id];
  const found: string[] = [];
  const seen = new Set<number>();
  const open = [0];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const step = track?.steps[place];
    if (track === undefined || step === undefined || seen.has(place)) continue;
    seen.add(place);
    // From the beginning of the track even its days are to come; a date may be over.
    if (step.kind === 'wait' && step.untilDate === undefined) continue;
    if (step.kind === 'action' && step.action.do === 'enrol') found.push(step.action.track);
    open.push(...nextAtOnce(track, place, vocabulary));
  }
  return found.filter((other) => program.tracks[other]?.reentry === 'always');
}
