import { readFileSync } from 'node:fs';
import { asMarkup, type Markup, markup } from './markup.ts';

const read = (name: string) => asMarkup(small(readFileSync(new URL(name, import.meta.url), 'utf8')));
/** Indents and comments are for us. */
const small = (css: string) => css.replace(/\/\*.*?\*\//gs, '').replace(/\s*\n\s*/g, '');

/** The colours on a dark ground, those of the console's pages. */
const dark = asMarkup(
  ':root{color-scheme:dark;--ground:#14181a;--sheet:#1c2225;--ink:#e4e9e6;--soft:#9aa8a1;--line:#2e3739;' +
    '--leaf:#5fc491;--amber:#f0c065;--amber-ground:#362c17;--red:#f08a84}' +
    '.report figure .on-light{display:none}.report figure .on-dark{display:block}',
);

/** Marks that turn the direction of what follows: a name could hide with them what it says. */
const turning = /[\u202a-\u202e\u2066-\u2069]/g;

export interface DocumentOptions {
  title: string;
  /** Rules for charts on a dark ground. */
  darkRules: readonly string[];
  /** Dark for every reader; else as their device says, and light on paper. */
  dark?: boolean;
}

/**
 * A whole file that needs nothing else: its style is in it, and the policy in its head forbids a browser to load or run
 * anything even if something came in that asks for it.
 */
export function document(options: DocumentOptions, body: Markup): string {
  const darkStyle = markup`${dark}${asMarkup(options.darkRules.join(''))}`;
  const media = options.dark ? 'screen' : 'screen and (prefers-color-scheme:dark)';
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="color-scheme" content="${options.dark ? 'dark' : 'light dark'}">
<meta name="referrer" content="no-referrer">
<title>${options.title}</title>
<style>${read('document.css')}${read('report.css')}@media ${media}{${darkStyle}}</style>
</head>
<body>
<main class="report">
${body}
</main>
</body>
</html>
`
    .toString()
    .replace(turning, '');
}
