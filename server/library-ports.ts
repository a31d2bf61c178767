import type { Tx } from '../db/connection.ts';
import { pinnedSteps } from '../engine/program/pins.ts';
import type { ContentRef } from '../engine/program/schema.ts';
import type { ContentState } from '../engine/program/validate/check-content.ts';
import { appendAudit } from '../engine/runtime/audit/append.ts';
import type { DraftPort } from '../engine/runtime/changes/options.ts';
import type { Engine } from '../engine/runtime/engine.ts';
import { lockPrograms } from '../engine/runtime/sql/changes.ts';
import { approveWithin } from '../knowledge/items/approval.ts';
import { readItem } from '../knowledge/items/read-items.ts';
import { validityOf } from '../knowledge/items/validity.ts';
import type { LibraryPorts } from '../knowledge/types.ts';

/** What the library asks of the rest: the audit log, and what the program in force sends. */
export function libraryPorts(
  engine: Pick<Engine, 'program'>,
): Required<Pick<LibraryPorts, 'record' | 'pinned'>> {
  return {
    record: appendAudit,
    async pinned(tx) {
      await lockPrograms(tx);
      return pinnedSteps((await engine.program(undefined, tx)).program);
    },
  };
}

/** Whether a step may begin to send it now. */
export async function contentState(tx: Tx, ref: ContentRef, now: number): Promise<ContentState> {
  const item = await readItem(tx, ref.item, ref.version);
  if (item?.hash !== ref.hash) return 'unknown';
  if (item.kind === 'brand-guide') return 'not_sendable';
  if (item.retired) return 'retired';
  const validity = validityOf(item, now);
  if (validity !== 'valid') return validity;
  return item.approved ? 'approved' : 'unapproved';
}

/** What changes ask of the library about items that nobody has approved yet. */
export function draftPort(ports: LibraryPorts): DraftPort {
  return {
    async read(ref, tx) {
      const item = await readItem(tx, ref.item, ref.version);
      if (item?.hash !== ref.hash || item.approved) return undefined;
      const { title, kind, suggested } = item;
      const warnings = (item.draft?.warnings ?? []).map(({ message }) => message);
      return { title, kind, ...(suggested && { suggested }), ...(warnings.length > 0 && { warnings }) };
    },
    approve: (tx, ref, { by, ...approval }) =>
      approveWithin(tx, ref, { ...approval, by: by.name, person: by.id }, ports),
  };
}
