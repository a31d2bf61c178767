import { raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { Marked } from 'marked';

/**
 * An answer's Markdown as HTML. The text may come from a model that has read foreign text, so that HTML stays text,
 * images are their description, and links are text too unless they lead to `ownUrl`: a link or an image can carry
 * data away.
 */
export function renderMarkdown(text: string, ownUrl: string): HtmlEscapedString {
  const marked = new Marked({
    async: false,
    gfm: true,
    breaks: true,
    renderer: {
      html: ({ text }) => escapeHtml(text),
      image: ({ text }) => escapeHtml(text),
      link({ href, tokens }) {
        const label = this.parser.parseInline(tokens);
        return isOwn(href, ownUrl) ? `<a href="${escapeHtml(new URL(href).pathname)}">${label}</a>` : label;
      },
    },
  });
  return raw(marked.parse(text, { async: false }));
}

function isOwn(href: string, ownUrl: string): boolean {
  return URL.canParse(href) && new URL(href).origin === new URL(ownUrl).origin;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
