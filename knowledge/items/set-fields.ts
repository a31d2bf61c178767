import type { Database } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import { lockIndex } from '../index/generation.ts';
import type { Added, LibraryPorts } from '../types.ts';
import { unknown } from './approval.ts';
import { addParsed, documentOf } from './change-items.ts';
import { suggestableFields } from './item.ts';
import { parseItems } from './parse-items.ts';
import { readItem } from './read-items.ts';

/** What a person says of an item; `null` takes an optional field away. */
export interface FieldsSet {
  fields: Readonly<Record<string, unknown>>;
  /** Suggested fields that are right as they are. */
  confirm: readonly string[];
  /** Refuses when this is not the latest version any more. */
  version?: number;
}

/** They come with the source, or say what it is. */
const fixed = ['id', 'body', 'source', 'pages', 'suggested', 'approvedBy'];

/**
 * Corrects or confirms fields of the latest version: the next version, which somebody has to approve again. Throws
 * `content.unknown`, `content.retired`, `content.changed`, `content.field`, `content.invalid`.
 */
export async function setFields(
  db: Database,
  id: string,
  { fields, confirm, version }: FieldsSet,
  now: number,
  ports: LibraryPorts,
): Promise<Added> {
  const refused = Object.keys(fields).filter((name) => fixed.includes(name));
  const notSuggestable = confirm.filter((name) => !suggestableFields.some((known) => known === name));
  const [wrong] = [...refused, ...notSuggestable];
  if (wrong !== undefined) {
    throw new TrellisError(
      'content.field',
      `"${wrong}" is not set in this way: change the source and add it again.`,
    );
  }
  return db.transaction(async (tx) => {
    await lockIndex(tx);
    const known = await readItem(tx, id);
    if (!known) throw unknown({ item: id });
    if (known.retired) throw new TrellisError('content.retired', `"${id}" is retired: restore it first.`);
    if (version !== undefined && version !== known.version) {
      throw new TrellisError(
        'content.changed',
        `"${id}" has a version ${known.version} now: look at it again.`,
      );
    }
    const said = new Set([...Object.keys(fields), ...confirm]);
    const document: Record<string, unknown> = { ...documentOf(known), ...fields };
    for (const [name, value] of Object.entries(fields)) if (value === null) delete document[name];
    document.suggested = (known.suggested ?? []).filter((name) => !said.has(name));
    const [added] = await addParsed(tx, parseItems([document]), { now, mayApprove: false }, ports);
    if (added?.outcome === 'new_version') {
      const details = { item: id, version: added.version };
      ports.record?.(tx, { action: 'content_set', at: now, details });
    }
    return added as Added;
  });
}
