import type { Queryable } from '../../../db/connection.ts';
import type { ContentItem } from '../../items/item.ts';
import { validityOf } from '../../items/validity.ts';
import { markdownToHtml } from '../../template/markdown.ts';
import { type LinkedItem, linksTo } from '../sql/links-to.ts';
import type { Finding } from '../types.ts';

/** Links that do not lead to the call to action of an item that is live in the library. */
export async function linkFindings(
  db: Queryable,
  item: Pick<ContentItem, 'body' | 'cta'>,
  now: number,
): Promise<Finding[]> {
  const urls = urlsIn(item.body);
  const button = item.cta?.url;
  const wanted = [...new Set([...urls, ...(button === undefined ? [] : [button])])];
  const known = Map.groupBy(await linksTo(db, wanted), ({ url }) => url);
  return wanted.flatMap((url): Finding[] => {
    const why = deadBecause(known.get(url), now);
    if (why === undefined) return [];
    const field = urls.includes(url) ? 'body' : 'cta';
    return [{ code: 'draft.link', level: 'fault', message: `the link to ${url} is dead: ${why}`, field }];
  });
}

/** As sending makes them of the Markdown, bare addresses among them. */
function urlsIn(body: string): string[] {
  const urls: string[] = [];
  markdownToHtml(body, { holeOf: (url) => `#${urls.push(url)}` });
  return urls;
}

function deadBecause(items: readonly LinkedItem[] | undefined, now: number): string | undefined {
  if (items === undefined) return 'no item of the library leads there';
  const reasons = items.map((item) => {
    if (item.retired) return `"${item.id}" is retired`;
    if (!item.approved) return `"${item.id}" is not approved`;
    const { validFrom, validTo } = item;
    const validity = validityOf({ validFrom: validFrom ?? undefined, validTo: validTo ?? undefined }, now);
    return validity === 'valid' ? undefined : `"${item.id}" is not valid today`;
  });
  return reasons.includes(undefined) ? undefined : reasons[0];
}

/** Addresses to write to that no source has: a reader would send them whatever the link says. */
export function addressFindings(body: string, sources: readonly Pick<ContentItem, 'body'>[]): Finding[] {
  const html = markdownToHtml(body, { holeOf: () => '#' });
  const addresses = [...html.matchAll(/href="mailto:([^"?]*)/gi)].map(([, address]) => address as string);
  return [...new Set(addresses)]
    .filter((address) => !sources.some((source) => source.body.includes(address)))
    .map((address) => ({
      code: 'draft.link',
      level: 'fault',
      message: `the address ${address} is in none of its sources`,
      field: 'body',
    }));
}
