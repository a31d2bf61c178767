import { TrellisError } from '../../../db/errors.ts';

export type ConditionCode = 'condition.syntax' | 'condition.unknown_name' | 'condition.type';

/** A fault of a condition's text at an offset (UTF-16 units), with line and column from 1. */
export function faultAt(text: string, offset: number, message: string) {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { path: '', message, line, column: offset - before.lastIndexOf('\n') };
}

/** The error of a condition's text; its message says where, in a text of several lines with the line. */
export function conditionError(
  code: ConditionCode,
  text: string,
  offset: number,
  message: string,
): TrellisError {
  const fault = faultAt(text, offset, message);
  const line = text.includes('\n') ? `line ${fault.line}, ` : '';
  return new TrellisError(code, `Condition, ${line}column ${fault.column}: ${message}`, { faults: [fault] });
}
