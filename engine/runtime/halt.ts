import type { Database } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import { appendAudit } from './audit/append.ts';
import { insertHalt } from './sql/halts.ts';
import type { ActiveProgram, Halt } from './types.ts';

/** Records a halt; every batch from now on sees it. Throws `track.unknown`. */
export async function haltSending(db: Database, active: ActiveProgram, halt: Halt): Promise<void> {
  if (halt.target !== '*' && !Object.hasOwn(active.program.tracks, halt.target)) {
    const known = Object.keys(active.program.tracks).sort().join(', ');
    throw new TrellisError(
      'track.unknown',
      `There is no track ${halt.target}; name one of ${known}, or * for all sending.`,
    );
  }
  const { target, by, at } = halt;
  await db.transaction(async (tx) => {
    if (await insertHalt(tx, halt)) appendAudit(tx, { action: 'halt', at, by, details: { target } });
  });
}
