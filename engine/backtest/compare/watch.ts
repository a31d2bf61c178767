import { isDeepStrictEqual } from 'node:util';
import type { CompiledProgram } from '../../program/compile/compile.ts';

/** A program that tells whether a decision looked at anything that another program has otherwise. */
export interface Watched {
  program: CompiledProgram;
  /** Whether it did since this was asked last. */
  looked(): boolean;
}

/**
 * Watches where `base` differs from `other`: the same program, but what differs is read through a getter. `decide` is a
 * pure function of program, lead and input, so a decision that looked at none of it is the decision of the other
 * program too. Undefined where the two could be told apart without a look: see below.
 */
export function watch(base: CompiledProgram, other: CompiledProgram): Watched | undefined {
  // Told apart by being the same array or not, which no getter sees.
  if ((base.tracks === base.tracksByPriority) !== (other.tracks === other.tracksByPriority)) return undefined;
  let looks = false;
  const { version, ...rules } = base;
  const watched = watchIn(rules, { ...other, version: undefined }, () => {
    looks = true;
  });
  if (watched === nowhere) return undefined;
  return {
    program: Object.assign(watched as CompiledProgram, { version }),
    looked: () => {
      const did = looks;
      looks = false;
      return did;
    },
  };
}

/** It cannot be looked at piece by piece: whoever holds it watches it whole. */
const nowhere = Symbol('nowhere');

/**
 * Effects and states may carry these away unread, so they are watched where they are held. Conditions likewise (`op`):
 * what is worked out of a condition is remembered by it.
 */
const whole: ReadonlySet<string> = new Set(['content', 'action', 'actions', 'down', 'program']);

/** What was made of two things: most are held in several places. */
type Seen = Map<object, Map<object, unknown>>;

function watchIn(base: unknown, other: unknown, look: () => void, seen: Seen = new Map()): unknown {
  if (isDeepStrictEqual(base, other)) return base;
  if (!isObject(base) || !isObject(other) || 'op' in base || 'op' in other) return nowhere;
  const known = seen.get(base)?.get(other);
  if (known !== undefined) return known;
  const copy =
    Array.isArray(base) || Array.isArray(other)
      ? watchItems(base, other, look, seen)
      : watchMembers(base, other, look, seen);
  seen.set(base, (seen.get(base) ?? new Map()).set(other, copy));
  return copy;
}

function watchItems(base: object, other: object, look: () => void, seen: Seen): unknown {
  if (!Array.isArray(base) || !Array.isArray(other) || base.length !== other.length) return nowhere;
  const items = base.map((item, n) => watchIn(item, other[n], look, seen));
  return items.includes(nowhere) ? nowhere : items;
}

function watchMembers(
  base: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
  look: () => void,
  seen: Seen,
): unknown {
  const isIndex = Object.getPrototypeOf(base) === null;
  const names = [...new Set([...Object.keys(base), ...Object.keys(other)])];
  // Whether an index has a name is asked without reading it.
  if (isIndex && names.some((name) => !Object.hasOwn(base, name) || !Object.hasOwn(other, name)))
    return nowhere;
  const copy: Record<string, unknown> = isIndex ? Object.create(null) : {};
  for (const name of names) {
    const value = base[name];
    const inside =
      whole.has(name) && !isDeepStrictEqual(value, other[name])
        ? nowhere
        : watchIn(value, other[name], look, seen);
    if (inside !== nowhere) copy[name] = inside;
    else {
      Object.defineProperty(copy, name, {
        enumerable: true,
        get: () => {
          look();
          return value;
        },
      });
    }
  }
  return copy;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
