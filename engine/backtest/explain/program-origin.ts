import type { Queryable } from '../../../db/connection.ts';
import type { ContentRef, Track } from '../../program/schema.ts';
import { readProgramOrigin, readTrackVersions } from '../sql/explain.ts';
import type { ProgramOrigin } from './types.ts';

/** Versions looked back through for the one that brought an email. */
const mostVersions = 200;
const versionsAtATime = 20;

/** A program version with the change that brought it and who approved that. */
export async function originOf(on: Queryable, version: number): Promise<ProgramOrigin> {
  const row = await readProgramOrigin(on, version);
  if (!row) return { version, hash: '', activatedAt: 0, change: null };
  const { hash, activated_at, change_id, title, author, approver, approved_at } = row;
  return {
    version,
    hash,
    activatedAt: activated_at,
    change:
      change_id === null
        ? null
        : { id: change_id, title: title ?? '', author: author ?? '', approver, approvedAt: approved_at },
  };
}

/** The version since which the step has sent this content, without a break, until `version`. */
export async function sinceWhen(
  on: Queryable,
  { track, step, content }: { track: string; step: string; content: ContentRef },
  version: number,
): Promise<number> {
  let since = version;
  for (let looked = 0; looked < mostVersions; looked += versionsAtATime) {
    const rows = await readTrackVersions(on, track, { upTo: version - looked, limit: versionsAtATime });
    for (const row of rows) {
      if (!sends(row.track, step, content)) return since;
      since = row.version;
    }
    if (rows.length < versionsAtATime) return since;
  }
  return since;
}

function sends(track: Track | null, id: string, { item, hash }: ContentRef): boolean {
  return (
    track?.steps.some(
      (step) =>
        step.id === id && step.kind === 'email' && step.content.item === item && step.content.hash === hash,
    ) ?? false
  );
}
