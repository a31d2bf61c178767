import type { ContentItem } from '../items/item.ts';
import { suggestCallToAction } from './call-to-action.ts';
import { readDocument } from './document.ts';
import {
  suggestIndustries,
  suggestRegions,
  suggestRoles,
  suggestSizes,
  suggestStages,
  suggestTopics,
} from './facets.ts';
import { suggestKind } from './kind.ts';
import { suggestLanguage } from './language.ts';
import { suggestSummary } from './summary.ts';

/** A document as it was read, and what its front matter or side file says already. */
export interface Raw {
  /** File path or URL. */
  path?: string;
  title?: string;
  /** Markdown. */
  body: string;
  given: Partial<ContentItem>;
}

export interface Suggestions {
  /** Only what is not given. */
  fields: Partial<ContentItem>;
  /** The names of those, for `suggested` of the item. */
  suggested: string[];
}

/**
 * Fills in by rules what nobody said of a document: what it is, for whom and when, its summary and where it leads.
 * Pure; nothing that it says is taken for granted until a person confirms it. What it has no sign of it leaves out,
 * but for what every item must have.
 */
export function suggest(raw: Raw): Suggestions {
  const { given } = raw;
  const title = given.title ?? raw.title;
  const document = readDocument({ ...raw, ...(title !== undefined && { title }) });
  const kind = given.kind ?? suggestKind(document);
  const source = given.source ?? raw.path;
  const found: Partial<ContentItem> = {
    title: document.title,
    kind,
    stages: suggestStages(document, kind),
    topics: suggestTopics(document),
    industries: suggestIndustries(document),
    roles: suggestRoles(document),
    companySizes: suggestSizes(document),
    regions: suggestRegions(document),
    language: suggestLanguage(document.text),
    summary: suggestSummary(document.body) ?? document.title,
    ...withCallToAction(suggestCallToAction(document.body, kind, source)),
    ...(kind === 'email' && { subject: document.title }),
  };
  return missing(found, given);
}

function withCallToAction(cta: ContentItem['cta']): Pick<ContentItem, 'cta'> {
  return cta ? { cta } : {};
}

/** An empty facet says that an item is for everybody, which is no news. */
export function missing(found: Partial<ContentItem>, given: Partial<ContentItem>): Suggestions {
  const told = Object.entries(found).filter(
    ([name, value]) => !(name in given) && !(Array.isArray(value) && value.length === 0 && name !== 'stages'),
  );
  return { fields: Object.fromEntries(told), suggested: told.map(([name]) => name) };
}
