import type { HtmlDocument, HtmlElement, HtmlNode } from 'jsdom';

/** What a style sheet or attribute says of an element, as far as it can hide text. */
type Style = ReadonlyMap<string, string>;

const mostRules = 2_000;
const relevant =
  /^(?:display|visibility|opacity|font-size|color|background|background-color|text-indent|position|left|top|clip|clip-path|max-height|height|overflow|mso-hide)$/;

/** How text stands on the page where an element does not say otherwise. */
interface Look {
  color: string;
  /** What it stands on; `?` where that cannot be told, such as on a picture. */
  ground: string;
  isTiny: boolean;
}

/**
 * The elements and texts that a reader of the page does not see: not displayed, without size, moved away, or written in
 * the colour of what they stand on. Simple rules of the page's own style sheets count; what only a browser could work
 * out does not.
 */
export function hiddenNodes(document: HtmlDocument): HtmlNode[] {
  const styles = stylesOf(document);
  const hidden: HtmlNode[] = [];
  const ground = document.querySelector('link[rel~="stylesheet"]') ? '?' : 'white';
  const open: { element: HtmlElement; look: Look }[] = [];
  if (document.body) open.push({ element: document.body, look: { color: 'black', ground, isTiny: false } });
  for (let next = open.pop(); next; next = open.pop()) {
    const { element } = next;
    const style = merge(styles.get(element), element.getAttribute('style'));
    if (element.hasAttribute('hidden') || isUnseen(style)) {
      hidden.push(element);
      continue;
    }
    const look = lookOf(element, style, next.look);
    if (look.isTiny || look.color === look.ground) {
      // Only its own text: what stands in it may look otherwise.
      hidden.push(
        ...[...element.childNodes].filter((node) => node.nodeType === 3 && node.textContent.trim()),
      );
    }
    for (const child of element.children) open.push({ element: child, look });
  }
  return hidden;
}

function lookOf(element: HtmlElement, style: Style, around: Look): Look {
  const background =
    style.get('background-color') ?? style.get('background') ?? element.getAttribute('bgcolor');
  const size = style.get('font-size');
  return {
    color: colorOf(style.get('color') ?? element.getAttribute('color')) ?? around.color,
    ground:
      background && !/^(?:none|transparent|inherit)$/.test(background.trim())
        ? (colorOf(background) ?? '?')
        : around.ground,
    isTiny:
      size === undefined
        ? around.isTiny
        : /^(?:0(?![.\d])|0?\.\d+(?:px|pt)|[01](?:\.\d+)?(?:px|pt))/.test(size),
  };
}

/** With all that stands in it, whatever that says. */
function isUnseen(style: Style): boolean {
  const is = (name: string, pattern: RegExp) => pattern.test(style.get(name) ?? '');
  const zero = /^0(?:\.0*)?(?:px|pt|em|rem|%)?$/;
  return (
    is('display', /^none/) ||
    is('visibility', /^(?:hidden|collapse)/) ||
    is('mso-hide', /^all/) ||
    is('opacity', /^(?:0(?:\.0\d*)?|\.0\d*)$/) ||
    is('text-indent', /^-\d{3,}/) ||
    ((is('max-height', zero) || is('height', zero)) && is('overflow', /^hidden/)) ||
    (is('position', /^(?:absolute|fixed)/) &&
      (is('left', /^-\d{3,}/) ||
        is('top', /^-\d{3,}/) ||
        is('clip', /rect\(\s*[01](?:px)?[\s,]+[01](?:px)?/) ||
        is('clip-path', /inset\(\s*(?:50|100)%/)))
  );
}

function stylesOf(document: HtmlDocument): Map<HtmlElement, Style> {
  const found = new Map<HtmlElement, Style>();
  let rules = 0;
  for (const sheet of document.querySelectorAll('style')) {
    // What stands within @media and the like is for some screens only.
    const css = sheet.textContent
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/@[^{;]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '');
    for (const [, selector = '', text = ''] of css.matchAll(/([^{}]{1,500})\{([^{}]{0,5000})\}/g)) {
      const style = declarations(text);
      if (style.size === 0) continue;
      if (++rules > mostRules) return found;
      for (const element of select(document, selector.trim())) {
        found.set(element, new Map([...(found.get(element) ?? []), ...style]));
      }
    }
  }
  return found;
}

function select(document: HtmlDocument, selector: string): Iterable<HtmlElement> {
  try {
    return document.querySelectorAll(selector);
  } catch {
    return [];
  }
}

function declarations(text: string): Style {
  const found = new Map<string, string>();
  for (const part of text.split(';')) {
    const colon = part.indexOf(':');
    const name = part.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && relevant.test(name)) {
      found.set(
        name,
        part
          .slice(colon + 1)
          .replace(/!important/i, '')
          .trim()
          .toLowerCase(),
      );
    }
  }
  return found;
}

function merge(rule: Style | undefined, own: string | null): Style {
  return new Map([...(rule ?? []), ...(own ? declarations(own.slice(0, 5_000)) : [])]);
}

const named: Readonly<Record<string, string>> = {
  white: '#ffffff',
  black: '#000000',
  snow: '#ffffff',
  ivory: '#ffffff',
};

/** In one form, near whites and near blacks as one; undefined for what only a browser knows, which hides nothing. */
function colorOf(value: string | null | undefined): string | undefined {
  if (!value) return undefined;
  const text = value.trim().toLowerCase();
  if (text === 'transparent' || /^(?:rgba\([^)]*,\s*0(?:\.0+)?\s*\))/.test(text)) return undefined;
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})\b/.exec(named[text] ?? text)?.[1];
  const channels = hex
    ? (hex.length === 3 ? [...hex].map((d) => d + d) : (hex.match(/../g) as string[])).map((d) =>
        Number.parseInt(d, 16),
      )
    : /^rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})/.exec(text)?.slice(1).map(Number);
  if (!channels) return named[text] ?? (/^[a-z]+$/.test(text) ? text : undefined);
  if (channels.every((channel) => channel >= 245)) return 'white';
  if (channels.every((channel) => channel <= 10)) return 'black';
  return channels.join(',');
}
