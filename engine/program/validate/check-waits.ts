import type { Vocabulary } from '../condition/ast.ts';
import type { Step, Track } from '../schema.ts';
import { type Finding, finding, unknownName } from './findings.ts';

type Wait = Extract<Step, { kind: 'wait' }>;

/** Waits that say not one thing but none or several, or that go by what is no date. */
export function checkWaits(path: string, track: Track, vocabulary: Vocabulary): Finding[] {
  return track.steps.flatMap((step, place) => {
    const at = `${path}/steps/${place}`;
    return step.kind === 'wait' ? checkWait(at, step, vocabulary) : [];
  });
}

function checkWait(at: string, step: Wait, vocabulary: Vocabulary): Finding[] {
  const said = [step.for, step.untilDay, step.until, step.untilDate].filter((part) => part !== undefined);
  if (said.length !== 1) {
    const message =
      'a wait has one of "for" (a duration), "untilDay" (a day of the track), "until" (a time of day) and "untilDate" (a date of the lead)';
    return [finding('step.wait', at, message)];
  }
  return step.untilDate === undefined ? [] : checkDate(at, step.untilDate.field, vocabulary);
}

function checkDate(at: string, field: string, { fields }: Vocabulary): Finding[] {
  const path = `${at}/untilDate/field`;
  if (!Object.hasOwn(fields, field)) {
    return [finding('field.unknown', path, unknownName('field', field, fields))];
  }
  if (fields[field]?.type === 'date') return [];
  const dates = Object.keys(fields).filter((name) => fields[name]?.type === 'date');
  return [finding('field.type', path, `${field} is no date; dates are ${dates.join(', ')}`)];
}
