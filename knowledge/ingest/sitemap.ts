import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Fetched } from '../../net/fetch-public.ts';
import { decodeText } from './formats/decode.ts';
import { refused } from './formats/extracted.ts';
import { limits } from './limits.ts';

export interface SitemapReading {
  pages: string[];
  /** What was passed over, in words. */
  notes: string[];
}

/**
 * The pages that a sitemap names, or the sitemaps that an index names; packed ones too. Pages of other hosts are passed
 * over. Throws `content.sitemap`, `content.xml`, and what fetching throws: a sitemap that cannot be read whole is not
 * read at all, since what it lacks would count as gone.
 */
export async function readSitemap(
  url: string,
  get: (url: string, maxBytes: number) => Promise<Fetched>,
): Promise<SitemapReading> {
  const pages = new Set<string>();
  const seen = new Set<string>();
  const host = new URL(url).host;
  let foreign = 0;
  const open = [url];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (seen.size > limits.sitemaps + 1) throw tooMuch(`more than ${limits.sitemaps} sitemaps`);
    const { kind, locations } = await parseSitemap(await unpacked(await get(next, limits.sitemapBytes)));
    for (const location of locations) {
      if (!URL.canParse(location) || !isSame(new URL(location).host, host)) foreign += 1;
      else if (kind === 'index') open.push(location);
      else pages.add(withoutHash(location));
      if (pages.size > limits.sitemapPages) throw tooMuch(`more than ${limits.sitemapPages} pages`);
    }
  }
  return {
    pages: [...pages],
    notes:
      foreign === 0
        ? []
        : [
            foreign === 1
              ? '1 address of another host was passed over'
              : `${foreign} addresses of other hosts were passed over`,
          ],
  };
}

async function unpacked({ bytes }: Fetched): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: limits.sitemapBytes });
  } catch {
    throw refused('sitemap', 'The packed sitemap is damaged or unpacks to more than a sitemap may hold.');
  }
}

async function parseSitemap(bytes: Uint8Array): Promise<{ kind: 'pages' | 'index'; locations: string[] }> {
  const text = decodeText(bytes);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) {
    throw refused(
      'xml',
      'The sitemap defines XML entities or a document type of its own, which no sitemap needs.',
    );
  }
  const { XMLParser } = await import('fast-xml-parser');
  const parser = new XMLParser({
    ignoreAttributes: true,
    parseTagValue: false,
    removeNSPrefix: true,
    isArray: (name) => name === 'url' || name === 'sitemap',
  });
  let parsed: unknown;
  try {
    parsed = parser.parse(text);
  } catch {
    parsed = undefined;
  }
  const { urlset, sitemapindex } = (parsed ?? {}) as Record<string, Record<string, { loc?: unknown }[]> | ''>;
  const entries = sitemapindex ? sitemapindex.sitemap : urlset ? urlset.url : undefined;
  if (urlset === undefined && sitemapindex === undefined) {
    throw refused(
      'sitemap',
      'This is no sitemap: give the address of the XML file itself, usually /sitemap.xml.',
    );
  }
  // The parser takes what is cut off for whole.
  if (!/<\/(?:\w+:)?(?:urlset|sitemapindex)\s*>/.test(text) && entries !== undefined) {
    throw refused('sitemap', 'The sitemap is cut off before its end: try again when it is whole.');
  }
  const locations = (entries ?? []).map(({ loc }) => (typeof loc === 'string' ? loc.trim() : ''));
  return { kind: sitemapindex === undefined ? 'pages' : 'index', locations };
}

const isSame = (one: string, other: string) => one.replace(/^www\./, '') === other.replace(/^www\./, '');
const withoutHash = (url: string) => url.replace(/#.*$/, '');
const tooMuch = (what: string) =>
  refused('sitemap', `The sitemap names ${what}: add parts of it one by one.`);
