/** Every text that a chart draws as a mark, for tests. */
export function textsOf(spec: object): string[] {
  if (Array.isArray(spec)) return spec.flatMap((part) => textsOf(part));
  const found: string[] = [];
  for (const [key, value] of Object.entries(spec)) {
    if (key === 'values' && Array.isArray(value))
      found.push(...value.flatMap((row) => (typeof row?.text === 'string' ? [row.text] : [])));
    else if (typeof value === 'object' && value !== null) found.push(...textsOf(value));
  }
  return found;
}
