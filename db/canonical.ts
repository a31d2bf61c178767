import { hash } from 'node:crypto';

/**
 * Canonical JSON (RFC 8785): keys sorted by UTF-16 code units, no white space, numbers and strings as ECMAScript
 * prints them. Members that are undefined are left out. Throws TypeError for what JSON cannot say (NaN, Infinity,
 * bigint, functions). Equal to the `canonicalize` package on every JSON value (held by a property test); what has its
 * keys in order already, as everything read back from canonical JSON has, is printed by the platform in one go.
 */
export function canonicalJson(value: unknown): string {
  if (isOrdered(value)) return JSON.stringify(value);
  if (Array.isArray(value))
    return `[${value.map((item) => (item === undefined ? 'null' : canonicalJson(item))).join(',')}]`;
  const object = value as Record<string, unknown>;
  let text = '';
  for (const key of Object.keys(object).sort()) {
    if (object[key] === undefined) continue;
    text += `${text === '' ? '{' : ','}${JSON.stringify(key)}:${canonicalJson(object[key])}`;
  }
  return text === '' ? '{}' : `${text}}`;
}

/** Whether plain `JSON.stringify` prints it canonically. Throws for what JSON cannot say. */
function isOrdered(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`canonical JSON has no ${value}`);
      return true;
    case 'object':
      if (value === null) return true;
      return Array.isArray(value)
        ? value.every(isOrderedItem)
        : hasOrderedKeys(value as Record<string, unknown>);
    default:
      throw new TypeError(`canonical JSON has no ${typeof value}`);
  }
}

function isOrderedItem(item: unknown): boolean {
  return item === undefined || isOrdered(item);
}

function hasOrderedKeys(object: Record<string, unknown>): boolean {
  let last: string | undefined;
  for (const key in object) {
    const value = object[key];
    if (value === undefined) continue;
    if ((last !== undefined && last > key) || !isOrdered(value)) return false;
    last = key;
  }
  return true;
}

/** SHA-256 of the UTF-8 text, lower case hex. */
export function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex');
}
