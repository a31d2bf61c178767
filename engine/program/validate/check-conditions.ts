import type { Fault } from '../../../db/errors.ts';
import type { Condition, Vocabulary } from '../condition/ast.ts';
import { checkCondition } from '../condition/check.ts';
import { conditionsOf } from '../conditions-of.ts';
import { impliedEvents } from '../event-index.ts';
import { parseConditions } from '../parse-conditions.ts';
import type { Program } from '../schema.ts';
import { orderSegments } from '../segment-order.ts';
import { segmentsIn, tracksIn } from '../walk-condition.ts';

/** Conditions that do not parse, that name what is not there, or that can never hold where they stand. */
export function checkConditions(program: Program, vocabulary: Vocabulary): Fault[] {
  const { parsed, faults } = parseConditions(program, vocabulary);
  for (const { path, event } of conditionsOf(program)) {
    const condition = parsed.get(path);
    if (condition === undefined) continue;
    faults.push(...checkCondition(condition, vocabulary, { event }).map((fault) => ({ ...fault, path })));
    faults.push(...checkNames(path, condition, program));
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
    faults.push({
      path: `segments/${cycle[0]}/when`,
      message: `segments use one another in a circle: ${cycle.join(' → ')}; take one of them out`,
    });
  }
  return faults;
}

function checkNames(path: string, condition: Condition, program: Program): Fault[] {
  return [
    ...segmentsIn(condition)
      .filter((id) => !Object.hasOwn(program.segments, id))
      .map((id) => ({ path, message: `there is no segment "${id}"` })),
    ...tracksIn(condition)
      .filter((id) => !Object.hasOwn(program.tracks, id))
      .map((id) => ({ path, message: `there is no track "${id}"` })),
  ];
}

function checkEvents(path: string, condition: Condition): Fault[] {
  const events = impliedEvents(condition);
  if (events !== '*' && events.size === 0) {
    return [
      {
        path,
        message: 'it can never hold: one arriving event cannot have two names; use a count for the other',
      },
    ];
  }
  if (events === '*' && path.startsWith('scoring/rules/')) {
    return [
      {
        path,
        message: 'a scoring rule must name the event that earns the points, like "page_visit AND ..."',
      },
    ];
  }
  return [];
}
