import { z } from 'zod';
import { bare } from '../areas.ts';
import { isRecord } from '../walk-schema.ts';
import type { Part } from './layout.ts';

type Entries = Record<string, unknown>;

/** Whose model a thing of scoring counts for when it names none. */
const usualModel: Readonly<Record<string, string>> = { rules: 'engagement', fit: 'fit', thresholds: 'total' };

/** A part as several files: things of scoring by the model they count for, others in one set, unless `keep` knows better. */
export function setsOf(part: Part, value: Entries, keep: ReadonlyMap<string, string>): [string, Entries][] {
  const files = new Map<string, Entries>();
  const holds = (file: string, record: readonly string[]): Entries => {
    const whole = files.get(file) ?? {};
    files.set(file, whole);
    return record.reduce((inside, key) => {
      inside[key] ??= {};
      return inside[key] as Entries;
    }, whole);
  };
  for (const record of part.records) {
    const things = record.reduce<unknown>(
      (inside, key) => (isRecord(inside) ? inside[key] : undefined),
      value,
    );
    if (!isRecord(things)) continue;
    for (const [id, thing] of Object.entries(things)) {
      const file =
        keep.get([part.name, ...record, id].join('/')) ?? `${part.name}/${usualSet(record, id, thing)}.yaml`;
      holds(file, record)[id] = thing;
    }
    // What is there and empty is not the same document as what is not there, unless that is its default.
    if (Object.keys(things).length === 0 && !hasDefault(part, record)) holds(`${part.name}/all.yaml`, record);
  }
  return [...files];
}

function usualSet(record: readonly string[], id: string, thing: unknown): string {
  const kind = record.at(-1);
  if (kind === undefined) return 'all';
  if (kind === 'models') return id;
  if (isRecord(thing) && typeof thing.model === 'string') return thing.model;
  return usualModel[kind] ?? 'all';
}

function hasDefault({ schema }: Part, record: readonly string[]): boolean {
  const [key] = record;
  const type = bare(schema);
  return key === undefined || (type instanceof z.ZodObject && type.shape[key] instanceof z.ZodDefault);
}
