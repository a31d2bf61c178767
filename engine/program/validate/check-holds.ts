import type { ParsedConditions } from '../compile/parse-conditions.ts';
import type { Condition, Vocabulary } from '../condition/ast.ts';
import type { Program } from '../schema.ts';
import { type Finding, finding } from './findings.ts';
import { type Known, mayHold } from './holds/may-hold.ts';

/**
 * Conditions that contradict themselves or hold of everybody, and tracks that nobody can be on for that reason. Only
 * what is certain: see `mayHold`. The conditions have no other fault.
 */
export function checkHolds(
  program: Program,
  { parsed }: ParsedConditions,
  vocabulary: Vocabulary,
): Finding[] {
  const segments = Object.fromEntries(
    Object.keys(program.segments).flatMap((id) => {
      const condition = parsed.get(`segments/${id}/when`);
      return condition ? [[id, condition]] : [];
    }),
  );
  const known: Known = { vocabulary, segments };
  const never = [...parsed].flatMap(([path, condition]) => {
    if (mayHold(condition, known)) return [];
    const message = 'it contradicts itself and can never hold; correct one of its parts, or take it out';
    return [finding('condition.never_holds', path, message)];
  });
  const impossible = new Set(never.map(({ path }) => path));
  const at = (path: string) => (impossible.has(path) ? undefined : parsed.get(path));
  return [
    ...never,
    ...Object.keys(program.segments).flatMap((id) => checkSegment(`segments/${id}/when`, at, known)),
    ...checkHoldout(at, known),
    ...Object.entries(program.tracks).flatMap(([id, { exits, steps }]) => [
      ...checkEnds(`tracks/${id}`, Object.keys(exits), at, known),
      ...steps.flatMap((step, place) =>
        step.kind === 'branch' ? checkCases(`tracks/${id}/steps/${place}`, step.cases.length, at, known) : [],
      ),
    ]),
  ];
}

type At = (path: string) => Condition | undefined;

function checkSegment(path: string, at: At, known: Known): Finding[] {
  const when = at(path);
  if (!when || mayHold(not(when), known)) return [];
  return [finding('condition.always_holds', path, 'it holds of every lead; say which leads are meant')];
}

function checkHoldout(at: At, known: Known): Finding[] {
  const path = 'policies/holdout/except';
  const except = at(path);
  if (!except || mayHold(not(except), known)) return [];
  const message = 'it holds of every lead, so that nobody is held out; say whom tracks take all the same';
  return [finding('policy.holdout', path, message)];
}

/** What ends a track for whoever would enter it. */
function checkEnds(path: string, exits: readonly string[], at: At, known: Known): Finding[] {
  const entry = at(`${path}/entry/when`);
  const ends = [`${path}/goal`, ...exits.map((id) => `${path}/exits/${id}/when`)];
  const found = ends.flatMap((place) => {
    const end = at(place);
    if (!end) return [];
    const what = place.endsWith('/goal') ? 'the goal' : 'this exit';
    if (!mayHold(not(end), known)) {
      const message = `${what} holds of every lead, so that nobody can be on the track; say when it is to end`;
      return [finding('track.ends_at_once', place, message)];
    }
    if (entry && !mayHold({ op: 'and', of: [entry, not(end)] }, known)) {
      const message = `${what} holds of every lead that satisfies the entry, so that none enters; change one of the two`;
      return [finding('track.entry_ends', place, message)];
    }
    return [];
  });
  if (found.length > 0 || !entry || mayHold(not(entry), known)) return found;
  const message = 'the entry holds of every lead: all of them enter; say which leads are meant';
  return [finding('track.everybody_enters', `${path}/entry/when`, message)];
}

/** Cases that those above them leave nothing. */
function checkCases(path: string, count: number, at: At, known: Known): Finding[] {
  const before: Condition[] = [];
  return Array.from({ length: count }, (_, n) => `${path}/cases/${n}/when`).flatMap((place) => {
    const when = at(place);
    if (!when) return [];
    const isLeft = before.length === 0 || mayHold({ op: 'and', of: [when, ...before.map(not)] }, known);
    before.push(when);
    if (isLeft) return [];
    return [
      finding(
        'branch.never_taken',
        place,
        'the cases above it take every lead that it would take; move it up',
      ),
    ];
  });
}

function not(of: Condition): Condition {
  return { op: 'not', of };
}
