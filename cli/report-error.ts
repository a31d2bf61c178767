import { CommanderError } from 'commander';
import { TrellisError } from '../db/errors.ts';

/** Says what went wrong in one line on standard error and gives the exit code. Commander has said its own already. */
export function reportError(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode;
  if (error instanceof TrellisError) {
    console.error(`${error.code}: ${error.message}`);
    return 1;
  }
  console.error(`internal: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return 1;
}
