import { Marked, type Token, type Tokens } from 'marked';
import { shallow } from './shallow.ts';

/** The links of an email in the order of first use; their position is what a click's token names. */
export interface LinkTable {
  /** The hole that the link of this index is put into at rendering. */
  holeOf(url: string): string;
}

/** Liquid stands outside Markdown: it is taken out before and put back after, so neither mistakes the other's signs. */
interface Protected {
  text: string;
  restore(output: string): string;
}

// Private-use characters, which Markdown leaves alone; `t` marks a tag, `o` an output.
const MARK = /\uE000[to](\d+)\uE001/g;
const ONLY_TAGS = /^\s*(?:\uE000t\d+\uE001\s*)+$/;

function protect(markdown: string): Protected {
  const liquid: string[] = [];
  const text = shallow(markdown)
    .replace(/[\uE000\uE001]/g, '')
    .replace(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, (found) => {
      liquid.push(found);
      return `\uE000${found.startsWith('{%') ? 't' : 'o'}${liquid.length - 1}\uE001`;
    });
  return { text, restore: (output) => output.replace(MARK, (_, n: string) => liquid[Number(n)] as string) };
}

/**
 * Markdown with Liquid to HTML with Liquid. Web links become holes of the table; raw HTML is shown as text; images
 * are left to their alternative text, since most mail programs block them.
 */
export function markdownToHtml(markdown: string, links: LinkTable): string {
  const { text, restore } = protect(markdown);
  const marked = new Marked({
    gfm: true,
    renderer: {
      html: ({ text: raw }) => escapeHtml(raw),
      image: ({ text: alternative }) => escapeHtml(alternative),
      link({ href, tokens }) {
        const label = this.parser.parseInline(tokens);
        const target = targetOf(href, links);
        return target === undefined ? label : `<a href="${target}">${label}</a>`;
      },
      paragraph({ tokens, text: inner }) {
        const content = this.parser.parseInline(tokens);
        return ONLY_TAGS.test(inner) ? content : `<p>${content}</p>\n`;
      },
    },
  });
  return restore(marked.parse(text, { async: false }));
}

/** Markdown with Liquid to plain text with Liquid. A link is its label and its hole in parentheses. */
export function markdownToText(markdown: string, links: LinkTable): string {
  const { text, restore } = protect(markdown);
  return restore(blocks(new Marked().lexer(text), links)).trim();
}

function blocks(tokens: readonly Token[], links: LinkTable): string {
  return tokens.map((token) => block(token, links)).join('');
}

function block(token: Token, links: LinkTable): string {
  switch (token.type) {
    case 'space':
    case 'def':
      return '';
    case 'heading':
      return `${inline(token.tokens, links).toUpperCase()}\n\n`;
    case 'paragraph':
      return `${inline(token.tokens, links)}${ONLY_TAGS.test(token.text) ? '\n' : '\n\n'}`;
    case 'list':
      return `${(token as Tokens.List).items.map((item, i) => listItem(token as Tokens.List, item, i, links)).join('')}\n`;
    case 'blockquote':
      return `${blocks(token.tokens ?? [], links)
        .trim()
        .replace(/^/gm, '> ')}\n\n`;
    case 'table':
      return `${tableRows(token as Tokens.Table, links)}\n\n`;
    case 'hr':
      return '---\n\n';
    default:
      return 'tokens' in token
        ? inline(token.tokens, links)
        : `${(token as { text?: string }).text ?? ''}\n\n`;
  }
}

function listItem(list: Tokens.List, item: Tokens.ListItem, index: number, links: LinkTable): string {
  const mark = list.ordered ? `${(list.start || 1) + index}. ` : '- ';
  return `${mark}${blocks(item.tokens, links).trim().replace(/\n+/g, '\n  ')}\n`;
}

function tableRows(table: Tokens.Table, links: LinkTable): string {
  const header = table.header.map((cell) => inline(cell.tokens, links));
  return table.rows
    .map((row) => row.map((cell, i) => `${header[i]}: ${inline(cell.tokens, links)}`).join('\n'))
    .join('\n\n');
}

function inline(tokens: readonly Token[] | undefined, links: LinkTable): string {
  return (tokens ?? [])
    .map((token) => {
      if (token.type === 'br') return '\n';
      if (token.type === 'link') {
        const target = targetOf(token.href, links);
        const label = inline(token.tokens, links);
        return target === undefined ? label : `${label} (${target})`;
      }
      if ('tokens' in token && token.tokens) return inline(token.tokens, links);
      return token.type === 'escape' || token.type === 'text'
        ? decode(token.text)
        : ((token as { text?: string }).text ?? '');
    })
    .join('');
}

/** Undefined for what may not be followed from an email: scripts, relative addresses, addresses made by Liquid. */
function targetOf(href: string, links: LinkTable): string | undefined {
  if (/\uE000|%EE%80%80/i.test(href)) return undefined;
  if (/^mailto:[^\s"<>]+$/i.test(href)) return escapeHtml(href);
  if (!/^https?:\/\//i.test(href) || !URL.canParse(href)) return undefined;
  return links.holeOf(href);
}

const decode = (text: string) =>
  text.replace(
    /&(lt|gt|quot|#39|amp);/g,
    (_, name: string) => ({ lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' })[name] as string,
  );

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
