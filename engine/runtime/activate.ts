import { canonicalJson } from '../../db/canonical.ts';
import type { Tx } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import { compileProgram } from '../program/compile/compile.ts';
import { programHash } from '../program/hash.ts';
import { type Program, programSchema } from '../program/schema.ts';
import { appendAudit } from './audit/append.ts';
import { forgetAccountSends } from './sql/account-sends.ts';
import { activeVersion, holdActivation, insertProgram } from './sql/programs.ts';

/** Inserts version N+1 within the caller's transaction. Leads reach it with their next input, idle ones by the sweep. */
export async function activateProgram(
  tx: Tx,
  program: Program,
  options: { changeId: string | null; base?: number; at: number },
): Promise<number> {
  await holdActivation(tx, 'exclusive');
  const current = await activeVersion(tx);
  if (options.base !== undefined && options.base !== current) {
    throw new TrellisError(
      'program.moved',
      `Version ${current} is in force, not ${options.base} any more: look at the change again.`,
    );
  }
  const version = current + 1;
  // Whatever is stored must come back out: parsed and compiled as every worker will do it.
  const parsed = programSchema.parse(program);
  compileProgram(parsed, version);
  await insertProgram(tx, {
    version,
    document: canonicalJson(parsed),
    hash: programHash(parsed),
    changeId: options.changeId,
    at: options.at,
  });
  // What a change made is recorded with the change.
  if (options.changeId === null) {
    const details = { version, program: programHash(parsed) };
    appendAudit(tx, { action: 'install', at: options.at, details });
  }
  // What is not counted for a while, or not for long enough, must not be taken for all there was.
  await forgetAccountSends(tx);
  return version;
}
