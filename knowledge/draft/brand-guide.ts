import { brandSchema } from '../items/brand.ts';
import type { Library } from '../library.ts';
import type { Brand } from './types.ts';

/** The approved and valid brand guide for a language, or else any; of several the first by id. */
export async function brandFor(library: Pick<Library, 'list'>, language: string): Promise<Brand> {
  const guides = await library.list({ kind: 'brand-guide', approved: true, valid: true });
  const guide = guides.find((one) => one.language === language) ?? guides[0];
  if (guide === undefined) return { rules: brandSchema.parse({}), voice: '' };
  return {
    guide: { item: guide.id, version: guide.version },
    rules: guide.brand ?? brandSchema.parse({}),
    voice: guide.body,
  };
}
