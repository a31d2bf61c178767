const MB = 1024 * 1024;

/** What one document may cost. A document past any of them is refused with what to do about it. */
export const limits = {
  /** Of a file as it comes. */
  fileBytes: 50 * MB,
  /** Of a file that is text: Markdown, HTML, plain. */
  textBytes: 5 * MB,
  pdfPages: 2_000,
  zipEntries: 2_000,
  /** Of all entries together, unpacked. */
  zipBytes: 100 * MB,
  /** Unpacked to packed, of an entry over 1 MB. */
  zipRatio: 200,
  htmlElements: 100_000,
  htmlDepth: 400,
  /** For one file. */
  readMs: 30_000,
  /** Of the heap of the process that reads; all of it may take 512 MB more. */
  readerMB: 512,
  sitemapBytes: 50 * MB,
  sitemapPages: 5_000,
  /** Sitemaps that an index names. */
  sitemaps: 50,
  pageMs: 20_000,
} as const;
