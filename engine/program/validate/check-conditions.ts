import { impliedEvents } from '../compile/event-index.ts';
import { type ParsedConditions, parseConditions } from '../compile/parse-conditions.ts';
import type { Condition, Vocabulary } from '../condition/ast.ts';
import { findFaults } from '../condition/check.ts';
import { FEATURE_ROOM, worstBytes } from '../condition/feature-room.ts';
import { featuresOf } from '../condition/features.ts';
import { conditionsOf } from '../conditions-of.ts';
import type { Program } from '../schema.ts';
import { orderSegments } from '../segment-order.ts';
import { walkCondition } from '../walk-condition.ts';
import { checkHolds } from './check-holds.ts';
import { type Finding, finding, unknownName } from './findings.ts';

/** Conditions that do not parse, that name what is not there, or that can never hold where they stand. */
export function checkConditions(program: Program, vocabulary: Vocabulary): Finding[] {
  const conditions = parseConditions(program, vocabulary);
  const { parsed, faults, placeOf } = conditions;
  for (const { path, event } of conditionsOf(program)) {
    const condition = parsed.get(path);
    if (condition === undefined) continue;
    faults.push(
      ...findFaults(condition, vocabulary, { event }).map(({ code, message, node }) =>
        finding(code, path, message, placeOf(path, node)),
      ),
    );
    faults.push(...checkNames(path, condition, program, placeOf));
    if (event) faults.push(...checkEvents(path, condition));
  }
  const { cycles } = orderSegments(
    Object.fromEntries(
      Object.keys(program.segments).flatMap((id) => {
        const condition = parsed.get(`segments/${id}/when`);
        return condition === undefined ? [] : [[id, condition]];
      }),
    ),
  );
  for (const cycle of cycles) {
    const message = `segments use one another in a circle: ${cycle.join(' → ')}; take one of them out`;
    faults.push(finding('condition.segment_circle', `segments/${cycle[0]}/when`, message));
  }
  // What a condition means is looked at once all of them can be read, and segments are free of circles.
  if (faults.length > 0) return faults;
  return [...checkRoom(parsed), ...checkHolds(program, conditions, vocabulary)];
}

/** At the condition that takes up most. */
function checkRoom(parsed: ReadonlyMap<string, Condition>): Finding[] {
  const bytes = worstBytes([...parsed.values()].flatMap(featuresOf));
  if (bytes <= FEATURE_ROOM) return [];
  let [widest, most] = ['', 0];
  for (const [path, condition] of parsed) {
    const own = worstBytes(featuresOf(condition));
    if (own > most) [widest, most] = [path, own];
  }
  const [all, room] = [bytes, FEATURE_ROOM].map((n) => n.toLocaleString('en'));
  const message = `for counts, sums and sequences a lead would have to remember ${all} bytes at worst, and there is room for ${room}; this condition takes up most: shorten its window`;
  return [finding('condition.too_much', widest, message)];
}

function checkNames(
  path: string,
  condition: Condition,
  program: Program,
  placeOf: ParsedConditions['placeOf'],
): Finding[] {
  return [...walkCondition(condition)].flatMap((node): Finding[] => {
    if (node.op !== 'segment' && node.op !== 'stakeholders' && node.op !== 'track') return [];
    const { id } = node;
    const op = node.op === 'track' ? 'track' : 'segment';
    const known = op === 'segment' ? program.segments : program.tracks;
    if (Object.hasOwn(known, id)) return [];
    return [finding(`condition.unknown_${op}`, path, unknownName(op, id, known), placeOf(path, node))];
  });
}

function checkEvents(path: string, condition: Condition): Finding[] {
  const events = impliedEvents(condition);
  if (events !== '*' && events.size === 0) {
    const message = 'it can never hold: one arriving event cannot have two names; use a count for the other';
    return [finding('condition.never_holds', path, message)];
  }
  if (events === '*' && path.startsWith('scoring/rules/')) {
    const message = 'a scoring rule must name the event that earns the points, like "page_visit AND ..."';
    return [finding('condition.no_event', path, message)];
  }
  return [];
}
