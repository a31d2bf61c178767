import { hash } from 'node:crypto';

/**
 * Canonical JSON (RFC 8785): keys sorted by UTF-16 code units, no white space, numbers and strings as ECMAScript
 * prints them. Members that are undefined are left out. Throws TypeError for what JSON cannot say (NaN, Infinity,
 * bigint, functions). Equal to the `canonicalize` package on every JSON value (held by a property test); what has its
 * keys in order already, as everything read back from canonical JSON has, is not sorted again.
 */
export function canonicalJson(value: unknown): string {
  const ordered = inOrder(value);
  return ordered === unorderable ? slowly(value) : JSON.stringify(ordered);
}

/** A key that looks like an integer comes first in any object, whatever place its text would have. */
const unorderable = Symbol('unorderable');

/** The value with all keys in order, shared where they are; `unorderable` where no object can have that order. */
function inOrder(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`canonical JSON has no ${value}`);
      return value;
    case 'object':
      if (value === null) return value;
      return Array.isArray(value) ? itemsInOrder(value) : membersInOrder(value as Record<string, unknown>);
    default:
      throw new TypeError(`canonical JSON has no ${typeof value}`);
  }
}

function itemsInOrder(items: readonly unknown[]): unknown {
  let copy: unknown[] | undefined;
  for (let i = 0; i < items.length; i++) {
    if (items[i] === undefined) continue;
    const ordered = inOrder(items[i]);
    if (ordered === unorderable) return unorderable;
    if (ordered === items[i]) continue;
    copy ??= items.slice();
    copy[i] = ordered;
  }
  return copy ?? items;
}

function membersInOrder(object: Record<string, unknown>): unknown {
  let copy: Record<string, unknown> | undefined;
  let last = '';
  let isSorted = true;
  for (const key in object) {
    if (object[key] === undefined) continue;
    if (last > key) isSorted = false;
    last = key;
    const ordered = inOrder(object[key]);
    if (ordered === unorderable) return unorderable;
    if (ordered === object[key]) continue;
    copy ??= { ...object };
    copy[key] = ordered;
  }
  return isSorted ? (copy ?? object) : sorted(copy ?? object);
}

function sorted(object: Record<string, unknown>): unknown {
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(object).sort()) {
    // Assigning this one would set the prototype.
    if (key === '__proto__') return unorderable;
    if (object[key] !== undefined) copy[key] = object[key];
  }
  let last = '';
  for (const key in copy) {
    if (last > key) return unorderable;
    last = key;
  }
  return copy;
}

function slowly(value: unknown): string {
  if (Array.isArray(value))
    return `[${value.map((item) => (item === undefined ? 'null' : slowly(item))).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const object = value as Record<string, unknown>;
  const members = Object.keys(object)
    .sort()
    .filter((key) => object[key] !== undefined)
    .map((key) => `${JSON.stringify(key)}:${slowly(object[key])}`);
  return `{${members.join(',')}}`;
}

/** SHA-256 of the UTF-8 text, lower case hex. */
export function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex');
}
