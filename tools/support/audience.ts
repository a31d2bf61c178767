import type { Condition } from '../../engine/program/condition/ast.ts';

/** Whom a condition speaks to, as far as content is made for somebody. Empty: it does not say. */
export interface AskedOf {
  industries: string[];
  companySizes: string[];
  roles: string[];
  regions: string[];
  languages: string[];
  /** Of the journey. */
  stages: string[];
}

const facetOf: Readonly<Record<string, keyof AskedOf>> = {
  industry: 'industries',
  company_size: 'companySizes',
  buyer_role: 'roles',
  region: 'regions',
  language: 'languages',
  journey_stage: 'stages',
};

/** Reads the values that a condition asks for, through the segments it names. What it excludes is not an audience. */
export function audienceOf(condition: Condition, segments: Readonly<Record<string, Condition>>): AskedOf {
  const audience: AskedOf = {
    industries: [],
    companySizes: [],
    roles: [],
    regions: [],
    languages: [],
    stages: [],
  };
  const add = (field: string, values: readonly unknown[]) => {
    const facet = facetOf[field];
    if (facet) audience[facet].push(...values.filter((value) => typeof value === 'string'));
  };
  const visit = (c: Condition, seen: readonly string[]): void => {
    if (c.op === 'and' || c.op === 'or') for (const member of c.of) visit(member, seen);
    else if (c.op === 'field' && c.is === '=') add(c.field, [c.value]);
    else if (c.op === 'field_in') add(c.field, c.values);
    else if (c.op === 'segment' && segments[c.id] && !seen.includes(c.id))
      visit(segments[c.id] as Condition, [...seen, c.id]);
  };
  visit(condition, []);
  return audience;
}
