import { suggestableFields } from '../items/item.ts';
import type { StoredItem } from '../types.ts';
import type { RawItem } from './raw-item.ts';
import type { KnownSource } from './sql/sources.ts';

const settable = [
  ...suggestableFields,
  'preheader',
  'owner',
  'validFrom',
  'validTo',
  'complianceNotes',
  'regulated',
] as const;
const emailOnly: readonly string[] = ['subject', 'preheader'];

/**
 * What is known of a document that it does not say itself: what a person set or confirmed on its item before, else what
 * is suggested. A field that the document said before and says no more is not kept.
 */
export function knownFields(
  raw: RawItem,
  suggestions: Readonly<Record<string, unknown>>,
  before: { item: StoredItem; source: KnownSource } | undefined,
): Record<string, unknown> {
  const known: Record<string, unknown> = {};
  const suggested: string[] = [];
  const kind = raw.fields.kind ?? confirmed('kind') ?? suggestions.kind;
  for (const field of settable) {
    if (field in raw.fields || (emailOnly.includes(field) && kind !== 'email')) continue;
    const kept = confirmed(field);
    if (kept !== undefined) known[field] = kept;
    else if (suggestions[field] !== undefined) {
      known[field] = suggestions[field];
      if ((suggestableFields as readonly string[]).includes(field)) suggested.push(field);
    }
  }
  return { ...known, ...(suggested.length > 0 && { suggested }) };

  function confirmed(field: (typeof settable)[number]): unknown {
    if (!before || before.source.fields.includes(field)) return undefined;
    const { item } = before;
    return (item.suggested as readonly string[] | undefined)?.includes(field) ? undefined : item[field];
  }
}
