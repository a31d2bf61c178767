import { areas, type Edit, type Program } from '../../engine/program/schema.ts';
import { atPath } from './at-path.ts';

/** A proposed program beside the one in force, and what the change does that no program holds. */
export interface Sides {
  base: Program;
  proposed: Program;
  edits: readonly Edit[];
}

/** What the proposed program, or the one in force, has at a path of a task; undefined where there is nothing. */
export function valueAt(sides: Sides, path: string, side: 'base' | 'proposed' = 'proposed'): unknown {
  if (path.startsWith('halts/')) return haltAt(sides.edits, path);
  return atPath(sides[side], keysOf(sides, path, side));
}

/** The entry that a path lies in, by its own id: tracks/ID, scoring/rules/ID, policies/NAME, halts/TRACK. */
export function entryOf(sides: Sides, path: string): string {
  const area = areas.find((known) => path.startsWith(`${known.path}/`));
  const length = area ? area.keys.length + 1 : 2;
  return keysOf(sides, path, 'proposed').slice(0, length).join('/');
}

/** The path with the ids that its `+` and `email#2` stand for. What stands for nothing stays as it is. */
function keysOf(sides: Sides, path: string, side: 'base' | 'proposed'): string[] {
  const keys: string[] = [];
  for (const key of path.split('/')) {
    const here = atPath(sides[side], keys);
    keys.push(key === '+' ? (newIdIn(here, atPath(sides.base, keys)) ?? key) : (nthOfKind(here, key) ?? key));
  }
  return keys;
}

/** The one id that was not there before; undefined where none or several are new. */
function newIdIn(here: unknown, before: unknown): string | undefined {
  const known = new Set(idsOf(before));
  const added = idsOf(here).filter((id) => !known.has(id));
  return added.length === 1 ? added[0] : undefined;
}

function idsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => (typeof one?.id === 'string' ? [one.id] : []));
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

/** The id of `email#2`: the second email of a list of steps. */
function nthOfKind(here: unknown, key: string): string | undefined {
  const [, kind, nth] = /^([a-z-]+)#(\d+)$/.exec(key) ?? [];
  if (kind === undefined || !Array.isArray(here)) return undefined;
  return here.filter((step) => step?.kind === kind)[Number(nth) - 1]?.id;
}

/** A pause that the change makes, or a part of it. */
function haltAt(edits: readonly Edit[], path: string): unknown {
  const [area, target, ...inside] = path.split('/');
  const edit = edits.find((one) => one.path === `${area}/${target}`);
  return edit?.op === 'put' ? atPath(edit.value, inside) : undefined;
}
