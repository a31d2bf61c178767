import type { StoredItem } from '../../../knowledge/types.ts';

const everybody = 'everybody';
const list = (values: readonly string[], none: string) =>
  values.length === 0 ? none : values.map((value) => value.replaceAll('-', ' ')).join(', ');

/** What the page of an item says about it besides its text, in this order; `undefined` is left out. */
const facts: readonly {
  field: string;
  label: string;
  value: (item: StoredItem) => string | undefined;
}[] = [
  { field: 'subject', label: 'Subject', value: ({ subject }) => subject },
  { field: 'preheader', label: 'Preheader', value: ({ preheader }) => preheader },
  { field: 'topics', label: 'Topics', value: ({ topics }) => list(topics, 'none') },
  { field: 'industries', label: 'Industries', value: ({ industries }) => list(industries, everybody) },
  { field: 'roles', label: 'Roles', value: ({ roles }) => list(roles, everybody) },
  {
    field: 'companySizes',
    label: 'Company sizes',
    value: ({ companySizes }) => companySizes.join(', ') || everybody,
  },
  { field: 'regions', label: 'Regions', value: ({ regions }) => list(regions, everybody) },
  { field: 'language', label: 'Language', value: ({ language }) => language },
  { field: 'cta', label: 'Call to action', value: ({ cta }) => cta && `${cta.label}: ${cta.url}` },
  { field: 'approvedBy', label: 'Approved by', value: ({ approvedBy }) => approvedBy },
  {
    field: 'regulated',
    label: 'Regulated',
    value: ({ regulated }) => (regulated ? 'a principal approves what begins to send it' : undefined),
  },
  { field: 'owner', label: 'Owner', value: ({ owner }) => owner },
  {
    field: 'validFrom',
    label: 'Valid',
    value: ({ validFrom, validTo }) =>
      [validFrom && `from ${validFrom}`, validTo && `to ${validTo}`].filter(Boolean).join(' ') || undefined,
  },
  { field: 'complianceNotes', label: 'Compliance notes', value: ({ complianceNotes }) => complianceNotes },
  {
    field: 'draft',
    label: 'The checks warn',
    value: ({ draft }) => draft?.warnings.map(({ message }) => message).join('; ') || undefined,
  },
  {
    field: 'draft',
    label: 'Written from',
    value: ({ draft }) =>
      [...new Set(draft?.citations.map(({ item, version }) => `${item} version ${version}`))].join(', ') ||
      undefined,
  },
  { field: 'source', label: 'Source', value: ({ source }) => source },
  { field: 'id', label: 'Id and hash', value: ({ id, hash }) => `${id}, ${hash.slice(0, 12)}` },
];

export function factsOf(item: StoredItem): { label: string; value: string; suggested: boolean }[] {
  const suggested = (item as { suggested?: readonly string[] }).suggested ?? [];
  return facts.flatMap(({ field, label, value }) => {
    const words = value(item);
    return words === undefined ? [] : [{ label, value: words, suggested: suggested.includes(field) }];
  });
}
