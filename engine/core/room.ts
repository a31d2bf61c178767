import type { Scalar } from '../program/condition/ast.ts';
import { defaultVocabulary } from '../program/vocabulary.ts';
import { own } from './records.ts';
import type { Fields } from './types.ts';

/**
 * How much a lead remembers, so that its state stays within 64 KB as canonical JSON in UTF-8: fields, account fields
 * and lists have a share each. The rest (counts, enrolments, timers, caps, arms) has one entry per count, track, rule,
 * trigger or split of the programs the lead has seen and is bounded by these.
 */
export const room = {
  /** Names of fields that the vocabulary does not know. */
  customFields: 250,
  /** UTF-16 units of a field's name, a list's name, an account's id, a basis or a reason. */
  name: 100,
  /** UTF-16 units of a text value. */
  text: 2000,
  /** Bytes that fields may take up; those of the vocabulary have `known` more. */
  fields: 24_576,
  known: 8_192,
  accountFields: 12_288,
  lists: 100,
  listBytes: 6_144,
} as const;

/** Most names that a trace gives of what was left out. */
const mostNames = 10;

type Changes = Readonly<Record<string, Scalar | null>>;

/**
 * The fields with the changes made that there is room for: null removes; what does not fit leaves the field as it was.
 * Removals first, then by name: the log does not keep the order of names. The same object when nothing changes.
 */
export function fieldsWith(before: Fields, changes: Changes): { fields: Fields; leftOut: string[] } {
  const names = Object.keys(changes)
    .filter((name) => (changes[name] ?? undefined) !== own(before, name))
    .sort();
  if (names.length === 0) return { fields: before, leftOut: [] };
  // A map, as a name may be `__proto__`.
  const fields = new Map(Object.entries(before));
  for (const name of names) if (changes[name] === null) fields.delete(name);
  const leftOut: string[] = [];
  let bytes = bytesOf(Object.fromEntries(fields));
  let custom = fields.keys().filter(isCustom).toArray().length;
  for (const name of names) {
    const value = changes[name];
    if (value === null || value === undefined) continue;
    const known = fields.get(name);
    const added = entryBytes(name, value) - (known === undefined ? 0 : entryBytes(name, known));
    const most = isCustom(name) ? room.fields : room.fields + room.known;
    const isOneMore = known === undefined && isCustom(name);
    if (
      !isWithin(name, value) ||
      (isOneMore && custom >= room.customFields) ||
      (added > 0 && bytes + added > most)
    ) {
      leftOut.push(name);
      continue;
    }
    fields.set(name, value);
    bytes += added;
    if (isOneMore) custom++;
  }
  const isChanged = fields.size !== Object.keys(before).length || leftOut.length < names.length;
  return { fields: isChanged ? Object.fromEntries(fields) : before, leftOut };
}

/** What of an account's fields there is room for, by name; the same object when that is all of them. */
export function accountFieldsWithin(fields: Fields): { fields: Fields; leftOut: string[] } {
  const leftOut: string[] = [];
  let bytes = 2;
  for (const name of Object.keys(fields).sort()) {
    const value = fields[name] as Scalar;
    const grown = bytes + entryBytes(name, value);
    if (isWithin(name, value) && grown <= room.accountFields) bytes = grown;
    else leftOut.push(name);
  }
  return { fields: withoutNames(fields, leftOut), leftOut };
}

/** The lists with those joined that there is room for, sorted; the same array when nothing changes. */
export function listsWith(
  before: readonly string[],
  joined: readonly string[],
): { lists: readonly string[]; leftOut: string[] } {
  const lists = new Set(before);
  const leftOut: string[] = [];
  let bytes: number | undefined;
  for (const list of new Set(joined)) {
    if (lists.has(list)) continue;
    bytes ??= bytesOf(before);
    const grown = bytes + bytesOf(list) + 1;
    if (list.length > room.name || lists.size >= room.lists || grown > room.listBytes) {
      leftOut.push(list);
      continue;
    }
    lists.add(list);
    bytes = grown;
  }
  return { lists: lists.size === before.length ? before : [...lists].sort(), leftOut };
}

/** As a trace says it. */
export function namesOf(leftOut: readonly string[]): { count: number; names: string[] } {
  return { count: leftOut.length, names: leftOut.slice(0, mostNames).map(cutName) };
}

/** A text that names something, cut to the room there is for it. */
export function cutName(text: string): string {
  return text.length > room.name ? text.slice(0, room.name).toWellFormed() : text;
}

function isWithin(name: string, value: Scalar): boolean {
  return name.length <= room.name && (typeof value !== 'string' || value.length <= room.text);
}

function isCustom(name: string): boolean {
  return !Object.hasOwn(defaultVocabulary.fields, name);
}

function withoutNames(fields: Fields, names: readonly string[]): Fields {
  const dropped = new Set(names.filter((name) => Object.hasOwn(fields, name)));
  if (dropped.size === 0) return fields;
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !dropped.has(name)));
}

function entryBytes(name: string, value: Scalar): number {
  return bytesOf(name) + bytesOf(value) + 2;
}

/** Bytes of the value as JSON in UTF-8. */
function bytesOf(value: unknown): number {
  const json = JSON.stringify(value);
  let bytes = json.length;
  for (let i = 0; i < json.length; i++) {
    const unit = json.charCodeAt(i);
    // Each half of a surrogate pair is two bytes, any other unit three from U+0800.
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}
