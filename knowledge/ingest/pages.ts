import { fetchPublic, parseWebUrl } from '../../net/fetch-public.ts';
import { skipped } from './add-sources.ts';
import { limits } from './limits.ts';
import type { GivenSource } from './read-source.ts';
import type { Skipped } from './types.ts';

export interface WebOptions {
  /** Pages of this machine and its network too. */
  allowPrivate: boolean;
  signal?: AbortSignal;
}

const accepted = 'text/html, application/xhtml+xml, text/markdown, text/plain, application/pdf, */*;q=0.1';
/** Pages asked for at once: enough not to wait, few enough for any site. */
const atOnce = 4;

/** Gets what an address has, within limits and from the public internet only. */
export function getPage(
  url: string,
  { allowPrivate, signal }: WebOptions,
  maxBytes: number = limits.fileBytes,
) {
  return fetchPublic(url, {
    maxBytes,
    timeoutMs: limits.pageMs,
    allowPrivate,
    setting: 'TRELLIS_LIBRARY_PRIVATE',
    accept: accepted,
    ...(signal && { signal }),
  });
}

/** The pages in their order, some asked for ahead; one that cannot be had is what it is skipped for. */
export async function* pagesOf(
  urls: readonly string[],
  options: WebOptions,
): AsyncGenerator<GivenSource | Skipped> {
  const under: Promise<GivenSource | Skipped>[] = [];
  let next = 0;
  const ask = () => {
    const url = urls[next++];
    if (url === undefined) return;
    const page = pageOf(url, options);
    // When the run breaks off nobody waits for what was asked ahead.
    page.catch(() => {});
    under.push(page);
  };
  for (let n = 0; n < atOnce; n++) ask();
  for (let first = under.shift(); first !== undefined; first = under.shift()) {
    const page = await first;
    ask();
    yield page;
  }
}

async function pageOf(url: string, options: WebOptions): Promise<GivenSource | Skipped> {
  try {
    const page = await getPage(url, options);
    return { name: url, bytes: page.bytes, url: page.url };
  } catch (error) {
    options.signal?.throwIfAborted();
    return skipped(url, error);
  }
}

/** The address as it is kept: whole, and the same however it was typed. Throws `url.invalid`. */
export function pageUrl(text: string): string {
  return parseWebUrl(text).href;
}
