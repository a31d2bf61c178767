import { readFile } from 'node:fs/promises';
import type { ContentItem } from '../items/item.ts';
import { escapeHtml, markdownToHtml, markdownToText } from './markdown.ts';
import { noCallToAction } from './no-call-to-action.ts';
import { parseTemplate, type TextTemplate } from './template.ts';

/** One version of an item, ready to be rendered for any lead. */
export interface CompiledEmail {
  subject: TextTemplate;
  preheader: TextTemplate;
  html: TextTemplate;
  text: TextTemplate;
  /** The item's web links; the first is its call to action. A click's token names the position. */
  urls: readonly string[];
}

/** Where in the body the button goes; without it, below the body. */
const BUTTON_LINE = /^\[cta\][ \t]*$/m;

/**
 * Compiles an item. An email is sent with its own subject, preheader and body; any other kind is announced: its title
 * is the subject, then its summary and a button to its URL. Throws `email.template` with the faults, and
 * `content.no_call_to_action`.
 */
export async function compileEmail(item: ContentItem): Promise<CompiledEmail> {
  const { cta } = item;
  if (!cta) throw noCallToAction(item.id);
  const urls = [cta.url];
  const links = {
    holeOf(url: string) {
      const known = urls.indexOf(url);
      return `{{ links.c${known >= 0 ? known : urls.push(url) - 1} }}`;
    },
  };
  const source = emailSource(item);
  const [above = '', below = ''] = source.body.split(BUTTON_LINE, 2);
  const label = literal(cta.label);
  const html = (await layout())
    .replaceAll('x-item-language', () => item.language)
    .replace('x-item-body', () => markdownToHtml(above, links))
    .replace('x-item-button', () => escapeHtml(label))
    .replace('x-item-closing', () => markdownToHtml(below, links));
  const text = [
    markdownToText(above, links),
    `${label}:\n{{ links.cta }}`,
    markdownToText(below, links),
    '--\n{{ sender.name }}\n{{ sender.postalAddress }}{% if links.unsubscribe %}\nUnsubscribe: {{ links.unsubscribe }}{% endif %}',
  ].filter((part) => part !== '');
  return {
    subject: parseTemplate(source.subject ?? literal(item.title), 'text', `${item.id}/subject`),
    preheader: parseTemplate(source.preheader ?? '', 'text', `${item.id}/preheader`),
    html: parseTemplate(html, 'html', `${item.id}/body`),
    text: parseTemplate(text.join('\n\n'), 'text', `${item.id}/body`),
    urls,
  };
}

/** The templates of an item: its own when it is an email, else those that announce it. */
export function emailSource(item: ContentItem): Pick<ContentItem, 'subject' | 'preheader' | 'body'> {
  return item.kind === 'email' ? item : announcement(item);
}

function announcement(item: ContentItem): Pick<ContentItem, 'subject' | 'preheader' | 'body'> {
  const summary = literal(item.summary).replace(/[\\`*_[\]()#+\-.!|<>~&]/g, '\\$&');
  return {
    subject: literal(item.title),
    preheader: literal(item.summary),
    body: `Hi {{ lead.first_name | default: "there" }},\n\n${summary}\n\n[cta]\n\n{{ sender.name }}`,
  };
}

/** Text that stands for itself: no Liquid in it. */
const literal = (text: string) => text.replace(/\{(?=[{%])/g, '{ ');

let layoutHtml: Promise<string> | undefined;

/** The layout is translated once per process; items are put into its holes. */
function layout(): Promise<string> {
  layoutHtml ??= readFile(new URL('./layout.mjml', import.meta.url), 'utf8').then(async (source) => {
    // Heavy, and needed only where an email is made.
    const { default: mjml2html } = await import('mjml');
    // No web fonts: mail programs block them, and each would tell a third party who reads.
    const { html } = await mjml2html(source, { validationLevel: 'strict', keepComments: true, fonts: {} });
    return html.replace(/^[ \t]+/gm, '').replace(/\n{2,}/g, '\n');
  });
  return layoutHtml;
}
