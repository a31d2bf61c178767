import type { Scalar, Vocabulary } from '../condition/ast.ts';
import { checkValue } from '../condition/check-value.ts';
import { durationMs } from '../duration.ts';
import type { Program } from '../schema.ts';
import { actionsOf } from './actions-of.ts';
import { type Finding, finding, unknownName } from './findings.ts';

/** Cadences of no time, actions that name a cadence which is not there, and those that set what is not theirs to set. */
export function checkActions(program: Program, vocabulary: Vocabulary): Finding[] {
  const { cadences = {} } = program;
  return [
    ...Object.entries(cadences).flatMap(([id, cadence]) =>
      cadence.for === undefined || durationMs(cadence.for) > 0
        ? []
        : [
            finding(
              'duration.zero',
              `cadences/${id}/for`,
              'a cadence of no time; give it at least "1 minute" or take it out',
            ),
          ],
    ),
    ...actionsOf(program).flatMap(({ path, action }) => {
      switch (action.do) {
        case 'cadence':
          return action.cadence === null || Object.hasOwn(cadences, action.cadence)
            ? []
            : [
                finding(
                  'cadence.unknown',
                  `${path}/cadence`,
                  unknownName('cadence', action.cadence, cadences),
                ),
              ];
        case 'set':
          return Object.entries(action.fields).flatMap(([field, value]) =>
            checkSet(`${path}/fields/${field}`, field, value, vocabulary),
          );
        default:
          return [];
      }
    }),
  ];
}

/** What identifies a lead, or says when it was first heard of, comes with its events only. */
const given: readonly string[] = ['email', 'created_at'];

function checkSet(path: string, field: string, value: Scalar | null, { fields }: Vocabulary): Finding[] {
  const known = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (known === undefined) return [finding('field.unknown', path, unknownName('field', field, fields))];
  const whose = given.includes(field) ? 'its events' : known.owner;
  if (whose !== 'lead') {
    const message = `${field} comes from ${whose === 'its events' ? whose : `the ${whose}`}; an action cannot set it`;
    return [finding('field.not_settable', path, message)];
  }
  if (value === null) return [];
  const leaf = { op: 'field', field, is: '=', value } as const;
  return checkValue(leaf, field, known.type, known.values).map(({ message }) =>
    finding('field.type', path, message),
  );
}
