/** A document taken apart for the rules: what stands in a prominent place says more about it than its text. */
export interface Document {
  title: string;
  /** Path or URL in words. */
  path: string;
  headings: string;
  /** Without markup, code, links' addresses and template tags. */
  text: string;
  /** The Markdown as it came. */
  body: string;
}

/** Beyond this nothing is read: what a document is about it says early. */
const mostCharacters = 40_000;

export function readDocument(raw: { path?: string; title?: string; body: string }): Document {
  const body = raw.body.slice(0, mostCharacters);
  // Bounded and without two runs of the same letters beside each other: a hostile line costs no more than another.
  const headings = [...body.matchAll(/^ {0,3}#{1,6}[ \t]+(.{1,300})/gm)].map(([, heading]) =>
    plain((heading as string).replace(/#+\s*$/, '')).trim(),
  );
  return {
    title: titleOf(raw.title, headings[0], raw.path),
    path: wordsOfPath(raw.path ?? ''),
    headings: headings.join('\n'),
    text: plain(body),
    body,
  };
}

/** The title it has, its first heading, or its file name in words. */
function titleOf(given: string | undefined, heading: string | undefined, path: string | undefined): string {
  const found = [given, heading, sentenceCase(wordsOfPath(path?.split(/[\\/]/).at(-1) ?? ''))]
    .map((text) => (text ?? '').replace(/[\p{Cc}\s]+/gu, ' ').trim())
    .find((text) => text !== '');
  return (found ?? 'Untitled').slice(0, 200).trim();
}

function wordsOfPath(path: string): string {
  return path
    .replace(/^https?:\/\/[^/]*/, '')
    .replace(/[?#].*$/, '')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Markdown as a person reads it. */
export function plain(markdown: string): string {
  return markdown
    .replace(/```[\s\S]*?(?:```|$)/g, ' ')
    .replace(/\{\{[^{}]*\}\}|\{%[^{}]*%\}/g, ' ')
    .replace(/!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)/g, ' ')
    .replace(/\[([^\]\n]{0,300})\]\([^)\n]{0,2000}\)/g, '$1')
    .replace(/^ {0,3}(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d+[.)][ \t]+)/gm, '')
    .replace(/^[ \t|:]*-{3,}.*$/gm, ' ')
    .replace(/[*_`|]+/g, ' ')
    .replace(/[^\S\n]+/g, ' ');
}
