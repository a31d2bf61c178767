import type { Tx } from '../../../db/connection.ts';
import { type Program, programSchema } from '../../program/schema.ts';
import { selectProgram } from '../sql/changes.ts';

export interface Base {
  version: number;
  program: Program;
}

/** The program in force, or version 0 without anything before the first activation. */
export function activeBase(tx: Tx): Promise<Base> {
  return base(tx, null);
}

export function baseAt(tx: Tx, version: number): Promise<Base> {
  return version === 0 ? Promise.resolve(empty) : base(tx, version);
}

const empty: Base = { version: 0, program: programSchema.parse({ schema: 1 }) };

async function base(tx: Tx, version: number | null): Promise<Base> {
  const found = await selectProgram(tx, version);
  return found ? { version: found.version, program: programSchema.parse(JSON.parse(found.document)) } : empty;
}
