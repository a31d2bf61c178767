import type { z } from 'zod';
import { type Fault, TrellisError } from '../../db/errors.ts';
import { type Program, programSchema } from './schema.ts';
import { type Finding, finding } from './validate/findings.ts';
import { type ValidateOptions, validateProgram } from './validate.ts';

/** The program without segments, scoring, triggers and tracks: what an installation starts from. */
export function emptyProgram(): Program {
  return programSchema.parse({ schema: 1 });
}

/** Reads a program from JSON data. Throws `program.invalid` with every fault, of form or, if that is right, of sense. */
export function parseProgram(json: unknown, options: ValidateOptions = {}): Program {
  const parsed = programSchema.safeParse(json);
  if (!parsed.success) throw invalidProgram(formFaults(parsed.error));
  const faults = validateProgram(parsed.data, options);
  if (faults.length > 0) throw invalidProgram(faults);
  return parsed.data;
}

/** What has not the form of the schema, each with its path; an unknown member with its own. */
export function formFaults(error: z.ZodError): Finding[] {
  return error.issues.flatMap((issue) => {
    const at = (more: readonly string[] = []) => [...issue.path.map(String), ...more].join('/');
    if (issue.code !== 'unrecognized_keys') return [finding('form.invalid', at(), issue.message)];
    return issue.keys.map((key) =>
      finding('form.unknown', at([key]), `there is nothing called "${key}" here; take it out`),
    );
  });
}

/** The error that names every fault; the first is in its message. */
export function invalidProgram(faults: readonly Fault[]): TrellisError {
  const [first] = faults;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  return new TrellisError(
    'program.invalid',
    `The program is not valid: ${first?.path}: ${first?.message}${more}.`,
    {
      faults,
    },
  );
}
