import { type Fault, TrellisError } from '../../db/errors.ts';
import { lineWithin } from './check-item.ts';
import { type ContentItem, contentItemSchema } from './item.ts';

/** All of them, or `content.invalid` with the faults of any as `id/field` paths. */
export function parseItems(given: readonly unknown[]): ContentItem[] {
  const items: ContentItem[] = [];
  const faults: Fault[] = [];
  const seen = new Set<string>();
  given.forEach((one, index) => {
    const id = typeof one === 'object' && one !== null && 'id' in one ? one.id : undefined;
    const name = typeof id === 'string' && id !== '' ? id : `items/${index}`;
    const result = contentItemSchema.safeParse(one);
    if (!result.success) {
      for (const issue of result.error.issues) {
        const path = [name, ...issue.path.map(String)].join('/');
        const line = lineWithin(issue);
        faults.push({ path, message: issue.message, ...(line !== undefined && { line }) });
      }
    } else if (seen.has(result.data.id)) {
      faults.push({ path: `${name}/id`, message: 'the same id twice in one addition' });
    } else {
      seen.add(result.data.id);
      items.push(result.data);
    }
  });
  if (faults.length > 0) throw invalidContent(faults);
  return items;
}

/** An item whose fields are at fault: the first five in words, all of them as data. */
export function invalidContent(faults: readonly Fault[]): TrellisError {
  const list = faults
    .slice(0, 5)
    .map((fault) => `${fault.path}${fault.line ? ` line ${fault.line}` : ''}: ${fault.message}`);
  const more = faults.length > 5 ? `; and ${faults.length - 5} more` : '';
  return new TrellisError('content.invalid', list.join('; ') + more, { faults });
}
