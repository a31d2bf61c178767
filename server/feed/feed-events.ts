import type { Queryable } from '../../db/connection.ts';
import { writeFiles } from '../../engine/program/files/write-files.ts';
import type { Program } from '../../engine/program/schema.ts';
import type { AuditRow } from '../../engine/runtime/audit/chain.ts';
import { readProgram } from '../../engine/runtime/sql/programs.ts';

/** Something that can be read is not what it was. */
export interface FeedEvent {
  /** `program`: the program in brief. Others as in the catalogue. */
  kind: 'program' | 'file' | 'change' | 'content';
  /** Empty for the program. */
  id: string;
  /** The catalogue has changed with it. */
  listed: boolean;
}

/** Whether what is recorded of a change moves it in the catalogue. */
const ofChanges: Readonly<Record<string, boolean>> = {
  propose: true,
  replan: false,
  approve: false,
  schedule: true,
  unschedule: true,
  apply: true,
  apply_failed: true,
  reject: true,
  stale: true,
  expire: true,
  comment: false,
};
const ofContent: ReadonlySet<string> = new Set([
  'content_approved',
  'content_withdrawn',
  'content_set',
  'content_retired',
  'content_restored',
]);

/** What entries of the audit log mean for those who read: each thing once. */
export async function feedEvents(db: Queryable, rows: readonly AuditRow[]): Promise<FeedEvent[]> {
  const events = new Map<string, FeedEvent>();
  const add = (event: FeedEvent) => {
    const key = `${event.kind}/${event.id}`;
    events.set(key, { ...event, listed: event.listed || (events.get(key)?.listed ?? false) });
  };
  for (const { action, details } of rows) {
    const { change, item, version } = details as { change?: string; item?: string; version?: number };
    const listed = ofChanges[action];
    if (change !== undefined && listed !== undefined) add({ kind: 'change', id: change, listed });
    if (item !== undefined && ofContent.has(action)) add({ kind: 'content', id: item, listed: true });
    if (action === 'halt') add({ kind: 'program', id: '', listed: false });
    if (version !== undefined && (action === 'apply' || action === 'install')) {
      add({ kind: 'program', id: '', listed: false });
      for (const path of await changedFiles(db, version)) add({ kind: 'file', id: path, listed: true });
    }
  }
  return [...events.values()];
}

/** Files that a version says otherwise than the one before, those that came and went among them. */
async function changedFiles(db: Queryable, version: number): Promise<string[]> {
  const [was, is] = [await filesOf(db, version - 1), await filesOf(db, version)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((path) => was[path] !== is[path]);
}

async function filesOf(db: Queryable, version: number): Promise<Readonly<Record<string, string>>> {
  const document = await readProgram(db, version);
  if (document === undefined) return {};
  return writeFiles(JSON.parse(document) as Program, { schema: 1, base: version });
}
