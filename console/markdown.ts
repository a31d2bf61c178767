import { raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { Marked, type Tokens } from 'marked';
import { shallow } from '../tools/support/shallow.ts';

/**
 * An answer's Markdown as HTML. The text may come from a model that has read foreign text, so that HTML stays text,
 * images are their description, and links are text too unless they lead to a change or to figures under `ownUrl`: a
 * link or an image can carry data away, and one to a sign-in link would make the reader somebody else. Without `ownUrl`,
 * as for documents, no link leads anywhere. Citations lead to the pages that we give for them.
 */
export function renderMarkdown(
  text: string,
  ownUrl?: string,
  citations: readonly { n: number; place: string; href: string }[] = [],
): HtmlEscapedString {
  const marked = new Marked({
    async: false,
    gfm: true,
    breaks: true,
    renderer: {
      html: ({ text }) => escapeHtml(text),
      image: ({ text }) => escapeHtml(text),
      link({ href, tokens }) {
        const label = this.parser.parseInline(tokens);
        const path = ownUrl === undefined ? undefined : pageOf(href, ownUrl);
        return path ? `<a href="${escapeHtml(path)}">${label}</a>` : label;
      },
    },
  });
  marked.use({ extensions: [citationsAmong(citations)] });
  return raw(marked.parse(shallow(text), { async: false }));
}

/** `[2]` leads to the passage it stands for, and is text where there is none. */
function citationsAmong(citations: readonly { n: number; place: string; href: string }[]) {
  return {
    name: 'citation',
    level: 'inline' as const,
    start: (src: string) => (citations.length > 0 ? src.indexOf('[') : undefined),
    tokenizer(src: string) {
      const found = /^\[(\d{1,4})\](?!\()/.exec(src);
      const cited = citations.find(({ n }) => String(n) === found?.[1]);
      return cited && { type: 'citation', raw: (found as RegExpExecArray)[0], cited };
    },
    renderer: ({ cited: { n, place, href } }: Tokens.Generic) =>
      `<a class="cite" href="${escapeHtml(href)}" title="${escapeHtml(place)}">[${n}]</a>`,
  };
}

/** Told by the text, not by the parsed address: parsing follows `..`, and a path may begin with two slashes. */
function pageOf(href: string, ownUrl: string): string | undefined {
  if (!href.startsWith(`${ownUrl}/`)) return undefined;
  const path = href.slice(ownUrl.length);
  return /^\/changes\/[0-9a-f-]+$|^\/performance(?:\/[a-z]+(?:\.(?:svg|png))?)*(?:\?[\w%&=+.*-]*)?$/.test(
    path,
  )
    ? path
    : undefined;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
