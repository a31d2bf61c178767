import type { Vocabulary } from '../../../engine/program/condition/ast.ts';
import { journeyStages } from '../../../engine/program/schema.ts';
import { companySizes, contentKinds } from '../item.ts';

/** Where the values of a field stand in a row `c` of `content_items`. */
export type Place =
  /** One value: an expression of type jsonb, null when it is missing. */
  | { readonly one: string }
  /** A list: holds when one of its values does. */
  | { readonly list: string }
  /** The same; an empty list is for everybody, so that it suits every value. */
  | { readonly audience: string };

const text = { type: 'text', owner: 'lead' } as const;
const date = { type: 'date', owner: 'lead' } as const;
const boolean = { type: 'boolean', owner: 'lead' } as const;

/** What a condition over content may name. */
export const vocabulary: Vocabulary = {
  fields: {
    id: text,
    title: text,
    kind: { ...text, values: contentKinds },
    stage: { ...text, values: journeyStages },
    topic: text,
    industry: text,
    role: text,
    company_size: { ...text, values: companySizes },
    region: text,
    language: text,
    owner: text,
    source: text,
    approved: boolean,
    regulated: boolean,
    demo: boolean,
    valid: boolean,
    suggested: text,
    version: { type: 'number', owner: 'lead' },
    valid_from: date,
    valid_to: date,
    created_at: date,
  },
  events: {},
};

const facet = (name: string) => `(c.facets -> '${name}')`;

/** `today`: a placeholder of the day that `valid` speaks of, as text `2026-09-30`. */
export function placeOf(field: string, today: () => string): Place {
  const place = Object.hasOwn(places, field) ? places[field] : undefined;
  if (place !== undefined) return place;
  if (field !== 'valid') return { one: facet(field) };
  const day = `${today()}::text collate "C"`;
  return {
    one: `to_jsonb(coalesce(c.facets ->> 'validFrom' <= ${day}, true) and coalesce(c.facets ->> 'validTo' >= ${day}, true))`,
  };
}

const places: Readonly<Record<string, Place>> = {
  id: { one: 'to_jsonb(c.id::text)' },
  version: { one: 'to_jsonb(c.version)' },
  approved: { one: 'to_jsonb(c.approved)' },
  demo: { one: 'to_jsonb(c.demo)' },
  regulated: { one: `coalesce(c.facets -> 'regulated', 'false')` },
  stage: { list: facet('stages') },
  topic: { list: facet('topics') },
  suggested: { list: `coalesce(c.facets -> 'suggested', '[]')` },
  industry: { audience: facet('industries') },
  role: { audience: facet('roles') },
  company_size: { audience: facet('companySizes') },
  region: { audience: facet('regions') },
  valid_from: { one: instantOf('validFrom') },
  valid_to: { one: instantOf('validTo') },
  created_at: {
    one: `to_jsonb(to_char(c.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`,
  },
};

/** A day as the date value of its beginning. */
function instantOf(name: string): string {
  return `to_jsonb((c.facets ->> '${name}') || 'T00:00:00.000Z')`;
}
