import type { z } from 'zod';
import { type Fault, TrellisError } from '../../db/errors.ts';
import { formIssues, formWords } from './form-words.ts';
import { type Program, programSchema } from './schema.ts';
import { type Finding, finding } from './validate/findings.ts';
import { type ValidateOptions, validateProgram } from './validate.ts';
import { isRecord } from './walk-schema.ts';

/** The program without segments, scoring, triggers and tracks: what an installation starts from. */
export function emptyProgram(): Program {
  return programSchema.parse({ schema: 1 });
}

/** Reads a program from JSON data. Throws `program.invalid` with every fault, of form or, if that is right, of sense. */
export function parseProgram(json: unknown, options: ValidateOptions = {}): Program {
  const parsed = programSchema.safeParse(json, { error: formWords });
  if (!parsed.success) throw invalidProgram(formFaults(parsed.error));
  const faults = validateProgram(parsed.data, options);
  if (faults.length > 0) throw invalidProgram(faults);
  return parsed.data;
}

/** What has not the form of the schema, each with its path; an unknown member with its own. */
export function formFaults(error: z.ZodError): Finding[] {
  return formIssues(error).map(({ path, message, unknown }) =>
    finding(unknown ? 'form.unknown' : 'form.invalid', path, message),
  );
}

/** The error that names every fault; the first is in its message, with the id of the step of `document` it is in. */
export function invalidProgram(faults: readonly Fault[], document?: unknown): TrellisError {
  const [first] = faults;
  const more =
    faults.length > 1 ? ` (and ${faults.length - 1} more).` : first?.message.endsWith('?') ? '' : '.';
  return new TrellisError(
    'program.invalid',
    `The program is not valid: ${first?.path}${stepWords(first?.path ?? '', document)}: ${first?.message}${more}`,
    {
      faults,
    },
  );
}

/** ` (step "hello")` for a path inside a step, which names it by its number. */
function stepWords(path: string, document: unknown): string {
  const [area, track = '', steps = '', place = ''] = path.split('/');
  if (area !== 'tracks' || steps !== 'steps' || place === '') return '';
  const step = ['tracks', track, 'steps', place].reduce<unknown>(
    (inside, key) =>
      typeof inside === 'object' && inside !== null && Object.hasOwn(inside, key)
        ? (inside as Record<string, unknown>)[key]
        : undefined,
    document,
  );
  return isRecord(step) && typeof step.id === 'string' ? ` (step "${step.id}")` : '';
}
