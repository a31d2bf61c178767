import type { Fault } from '../../db/errors.ts';
import type { Scalar } from '../../engine/program/condition/ast.ts';
import { snakeCase } from './names.ts';

export type Flat = Record<string, Scalar | null>;

/** After flattening; a record with more is a document, not properties. */
const maxKeys = 200;
const maxKeyLength = 100;
const maxTextLength = 8_000;
const maxDepth = 5;

/**
 * Nested properties as one level of scalars with snake case keys: `{address: {postalCode: 1}}` becomes
 * `address_postal_code`. A list of scalars becomes one text, joined by `, `; items of other lists are numbered from
 * 0. What does not fit is added to `faults` under `path`. Null is kept: it removes a trait.
 */
export function flatten(value: Readonly<Record<string, unknown>>, path: string, faults: Fault[]): Flat {
  const flat: Flat = {};
  walk(value, { flat, prefix: '', path, depth: 0, faults });
  if (Object.keys(flat).length > maxKeys) {
    faults.push({ path, message: `has more than ${maxKeys} values; send what conditions and emails use` });
    return {};
  }
  return flat;
}

interface Place {
  flat: Flat;
  prefix: string;
  path: string;
  depth: number;
  faults: Fault[];
}

function walk(value: object, place: Place): void {
  for (const [key, item] of Object.entries(value)) {
    const path = `${place.path}/${key}`;
    const name = snakeCase(key);
    const flatKey = place.prefix ? `${place.prefix}_${name}` : name;
    if (name === '' || flatKey.length > maxKeyLength) {
      place.faults.push({ path, message: `is not a name of at most ${maxKeyLength} letters and digits` });
    } else {
      set(flatKey, item, { ...place, path });
    }
  }
}

function set(key: string, value: unknown, place: Place): void {
  if (typeof value === 'string' && value.length > maxTextLength) {
    place.faults.push({ path: place.path, message: `is longer than ${maxTextLength} characters` });
  } else if (value === null || isScalar(value)) {
    place.flat[key] = value;
  } else if (Array.isArray(value) && value.every(isScalar)) {
    set(key, value.join(', '), place);
  } else if (typeof value === 'object') {
    if (place.depth >= maxDepth) {
      place.faults.push({ path: place.path, message: `is nested deeper than ${maxDepth} levels` });
    } else {
      walk(value, { ...place, prefix: key, depth: place.depth + 1 });
    }
  }
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
