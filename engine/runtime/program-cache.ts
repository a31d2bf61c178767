import type { Queryable } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import { compileProgram } from '../program/compile/compile.ts';
import { programHash } from '../program/hash.ts';
import { type Program, programSchema } from '../program/schema.ts';
import { activeVersion, readProgram } from './sql/programs.ts';
import type { ActiveProgram } from './types.ts';

/** Program versions are immutable, so each is read and compiled once per process. */
export interface ProgramCache {
  /** The version in force within this transaction; throws `program.none`. */
  active(on: Queryable): Promise<ActiveProgram>;
  /** Throws `program.unknown`. */
  version(on: Queryable, version: number): Promise<ActiveProgram>;
  /** What was compiled already, without asking the database. */
  compiled(version: number): ActiveProgram | undefined;
}

export function createProgramCache(): ProgramCache {
  const programs = new Map<number, ActiveProgram>();
  const load = async (on: Queryable, version: number): Promise<ActiveProgram> => {
    const known = programs.get(version);
    if (known) return known;
    const loaded = compileStored(version, await readProgram(on, version));
    programs.set(version, loaded);
    return loaded;
  };
  return {
    active: async (on) => {
      const version = await activeVersion(on);
      if (version === 0) throw noProgram();
      return load(on, version);
    },
    version: load,
    compiled: (version) => programs.get(version),
  };
}

/** A version made ready to decide. Throws `program.unknown` when there is no document. */
export function compileStored(version: number, document: string | undefined): ActiveProgram {
  if (document === undefined)
    throw new TrellisError('program.unknown', `There is no program version ${version}.`);
  const program: Program = programSchema.parse(JSON.parse(document));
  return { version, hash: programHash(program), program, compiled: compileProgram(program, version) };
}

export function noProgram(): TrellisError {
  return new TrellisError(
    'program.none',
    'No program is active yet: start Trellis once so that it activates its first one.',
    {
      mender: 'operator',
    },
  );
}
