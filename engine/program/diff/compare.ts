import { canonicalJson } from '../../../db/canonical.ts';
import type { DiffLine } from './line.ts';

export function same(a: unknown, b: unknown): boolean {
  return a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));
}

/** How one kind of thing is told, each as the rest of a sentence after its subject. */
export interface Telling<T> {
  subject(thing: T): string;
  added(thing: T): string[];
  removed(thing: T): string;
  /** What differs; a difference that none of the texts tells is told as `changed otherwise`. */
  changed(before: T, after: T): string[];
}

/** The lines of one collection of the program, by id. */
export function compare<T>(
  area: string,
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  telling: Telling<T>,
): DiffLine[] {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return ids.flatMap((id): DiffLine[] => {
    const path = `${area}/${id}`;
    const [old, now] = [own(before, id), own(after, id)];
    if (old !== undefined && now !== undefined) {
      if (same(old, now)) return [];
      const texts = telling.changed(old, now);
      const subject = telling.subject(now);
      return (texts.length > 0 ? texts : ['changed otherwise']).map((text) => ({
        path,
        change: 'changed',
        subject,
        text,
      }));
    }
    if (now !== undefined) {
      return telling
        .added(now)
        .map((text) => ({ path, change: 'added', subject: telling.subject(now), text }));
    }
    if (old !== undefined)
      return [{ path, change: 'removed', subject: telling.subject(old), text: telling.removed(old) }];
    return [];
  });
}

/** Texts for the fields that differ. */
export function differing<T>(
  before: T,
  after: T,
  tellers: { [K in keyof T]?: (was: T[K], now: T[K]) => string },
): string[] {
  return (Object.keys(tellers) as (keyof T)[]).flatMap((key) =>
    same(before[key], after[key]) ? [] : [tellers[key]?.(before[key], after[key]) ?? []].flat(),
  );
}

function own<T>(things: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(things, id) ? things[id] : undefined;
}
