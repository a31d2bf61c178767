import { durationMs } from '../duration.ts';
import { durationSchema, type Program, programSchema } from '../schema.ts';
import { walkSchema } from '../walk-schema.ts';
import { type Finding, finding } from './findings.ts';

/** Durations of nothing, wherever the schema has one. */
export function checkDurations(program: Program): Finding[] {
  return [...walkSchema(programSchema, program)].flatMap(({ schema, value, path }) => {
    if (schema !== durationSchema || typeof value !== 'string' || durationMs(value) > 0) return [];
    const message = `"${value}" is no time at all; give it at least "1 minute", or take it out`;
    return [finding('duration.zero', path.join('/'), message)];
  });
}
