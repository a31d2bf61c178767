import { stringify } from 'yaml';
import { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';
import type { TrellisPort } from '../port/trellis-port.ts';
import { readAs } from './read.ts';
import { uris } from './uris.ts';

const passageSchema = z.object({
  ordinal: z.number(),
  heading: z.string(),
  text: z.string(),
  page: z.number().optional(),
});
const pageSchema = z.object({
  item: z.looseObject({ id: z.string(), version: z.number(), title: z.string(), approved: z.boolean() }),
  total: z.number(),
  passages: z.array(passageSchema),
  next: z.number().optional(),
});
type Page = z.infer<typeof pageSchema>;

/** About 5,000 tokens; what is beyond is read passage by passage. */
const passagesAtOnce = 12;
/** Of the store, not of the document. */
const unsaid = new Set(['hash', 'demo', 'createdAt', 'title', 'pages', 'approvedAt']);

/** An item as Markdown with its fields as front matter. `item` is its id, or `ID@VERSION`. */
export async function contentText(port: TrellisPort, item: string): Promise<string> {
  const page = await readAs(port, pathOf(item, { limit: passagesAtOnce }), pageSchema);
  const { id, version, title } = page.item;
  const fields = Object.entries(page.item).filter(([name, value]) => !unsaid.has(name) && !isEmpty(value));
  const front = stringify({ ...Object.fromEntries(fields), passages: page.total }, { lineWidth: 0 });
  const rest =
    page.next === undefined
      ? []
      : [
          '',
          `[It goes on in ${uris.passage(`${id}@${version}`, page.next)} to ${uris.passage(`${id}@${version}`, page.total - 1)}.]`,
        ];
  return [`---`, `${front}---`, '', `# ${title}`, ...bodyOf(page), ...rest, ''].join('\n');
}

/** One passage, with the headings that it stands under. */
export async function passageText(port: TrellisPort, item: string, passage: string): Promise<string> {
  const from = /^\d{1,5}$/.test(passage) ? Number(passage) : undefined;
  const page =
    from === undefined ? undefined : await readAs(port, pathOf(item, { from, limit: 1 }), pageSchema);
  const [found] = page?.passages ?? [];
  if (!page || !found) {
    const last = page ? `it has ${page.total}, from 0 on` : 'passages are numbered from 0 on';
    throw new TrellisError('passage.unknown', `The item "${item}" has no passage ${passage}; ${last}.`);
  }
  const { id, version, title, approved } = page.item;
  const where = [title, found.heading].filter((part) => part !== '').join(' › ');
  const of = `${id}@${version}, passage ${found.ordinal} of ${page.total}${found.page === undefined ? '' : `, page ${found.page}`}${approved ? '' : ', not approved'}`;
  return [`# ${where}`, '', of, '', found.text.trim(), ''].join('\n');
}

function bodyOf({ passages }: Page): string[] {
  let heading = '';
  return passages.flatMap((passage) => {
    const heads = passage.heading === heading ? [] : ['', `## ${passage.heading}`];
    heading = passage.heading;
    return [...heads, '', passage.text.trim()];
  });
}

function pathOf(item: string, page: { from?: number; limit: number }): string {
  const [, id = item, version] = /^(.+)@(\d{1,7})$/.exec(item) ?? [];
  const query = new URLSearchParams({
    limit: String(page.limit),
    ...(page.from !== undefined && { from: String(page.from) }),
    ...(version !== undefined && { version }),
  });
  return `/api/library/items/${encodeURIComponent(id)}/passages?${query}`;
}

function isEmpty(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0);
}
