import type { ContentItem } from '../items/item.ts';
import type { Brand, DraftAsked, Finding, Sources, Written } from './types.ts';

const greetings: Readonly<Record<string, string>> = {
  en: 'Hi {{ lead.first_name | default: "there" }},',
  de: 'Guten Tag{% if lead.first_name %} {{ lead.first_name }}{% endif %},',
  fr: 'Bonjour{% if lead.first_name %} {{ lead.first_name }}{% endif %},',
  es: 'Hola{% if lead.first_name %} {{ lead.first_name }}{% endif %},',
};

/** The written email as an item of the library: nobody has approved it, and it ends with what it was written from. */
export function toItem(
  asked: DraftAsked,
  written: Written,
  { lead, passages, items }: Sources,
  { rules }: Brand,
  warnings: readonly Finding[],
): Partial<ContentItem> {
  const regulated = items.some((item) => item.regulated);
  const notes = [...new Set(items.flatMap(({ complianceNotes }) => complianceNotes ?? []))].join(' ');
  const ends = items.flatMap(({ validTo }) => validTo ?? []).sort()[0];
  const cited = new Set(written.paragraphs.flatMap(({ cites }) => cites));
  const facet = (wanted: readonly string[], own: readonly string[]) => [
    ...(wanted.length > 0 ? wanted : own),
  ];
  const body = [
    greetings[lead.language.split('-')[0] as string] ?? (greetings.en as string),
    ...written.paragraphs.map(({ text }) => text.trim()),
    '[cta]',
    '{{ sender.name }}',
    ...(regulated && rules.disclaimer !== undefined ? [rules.disclaimer] : []),
    ...(rules.requiredFooter === undefined ? [] : [rules.requiredFooter]),
  ];
  return {
    id: asked.id,
    title: lead.title,
    kind: 'email',
    stages: asked.stage === undefined ? [...lead.stages] : [asked.stage],
    topics: [...lead.topics],
    industries: facet(asked.audience.industries, lead.industries),
    roles: facet(asked.audience.roles, lead.roles),
    companySizes: facet(asked.audience.companySizes, lead.companySizes) as ContentItem['companySizes'],
    regions: facet(asked.audience.regions, lead.regions),
    language: lead.language,
    summary: lead.summary,
    cta: lead.cta,
    subject: written.subject,
    ...(written.preheader !== undefined && { preheader: written.preheader }),
    body: body.join('\n\n'),
    owner: asked.author,
    ...(ends !== undefined && { validTo: ends }),
    ...(notes !== '' && { complianceNotes: notes.slice(0, 2_000) }),
    ...(regulated && { regulated }),
    source: 'draft',
    draft: {
      author: asked.author,
      citations: passages
        .filter(({ n }) => cited.has(n))
        .map(({ item, version, start, end }) => ({ item, version, start, end })),
      warnings: warnings.slice(0, 50).map(({ code, message }) => ({ code, message: message.slice(0, 500) })),
    },
  };
}
