/** A chart drawn for both grounds, as it stands inside of a page. */
export interface DrawnChart {
  /** SVG on a light ground; alone in it where `dark` is left out. */
  light: string;
  dark?: string;
  /** What the chart shows in a sentence, for those who cannot see it. */
  description: string;
}

export interface InlineChart {
  svg: string;
  /** Rules that belong inside of the page's `@media (prefers-color-scheme: dark)`. */
  darkRules: readonly string[];
}

/**
 * One SVG for both grounds: where the two drawings differ in colours and words alone, the light one gets classes whose
 * dark colours are rules, which costs a tenth of carrying both. Where they differ in more, both are carried and one is
 * hidden. Ids are made `prefix`'s own, since a page holds several charts.
 */
export function inlineChart({ light, dark }: DrawnChart, prefix: string): InlineChart {
  const one = tidy(light, prefix);
  if (dark === undefined) return { svg: one, darkRules: [] };
  const other = tidy(dark, `${prefix}d`);
  const merged = merge(one, tidy(dark, prefix));
  return (
    merged ?? {
      svg: withClass(one, 'on-light') + withClass(other, 'on-dark'),
      darkRules: [],
    }
  );
}

const colour = / (fill|stroke)="(#[0-9a-f]{3,8})"/gi;
const pieces = (svg: string) => svg.split(/(<[^>]*>)/);

/** Undefined where they differ in more than colours and words. */
function merge(light: string, dark: string): InlineChart | undefined {
  const [ours, theirs] = [pieces(light), pieces(dark)];
  if (ours.length !== theirs.length) return undefined;
  const rules = new Map<string, string>();
  let svg = '';
  for (const [at, piece] of ours.entries()) {
    const other = theirs[at] as string;
    if (piece === other) svg += piece;
    else if (!piece.startsWith('<'))
      svg += `<tspan class="on-light">${piece}</tspan><tspan class="on-dark">${other}</tspan>`;
    else if (piece.replace(colour, ' $1') !== other.replace(colour, ' $1')) return undefined;
    else svg += withColours(piece, other, rules);
  }
  return { svg, darkRules: [...rules.values()] };
}

/** A tag that keeps its colours, with a class for each that is another on a dark ground. */
function withColours(tag: string, dark: string, rules: Map<string, string>): string {
  const darkColours = [...dark.matchAll(colour)].map((match) => match[2] as string);
  const names = [...tag.matchAll(colour)].flatMap(([, property = '', light], at) => {
    const to = darkColours[at] as string;
    if (to === light) return [];
    const name = `${property.charAt(0)}${to.slice(1)}`;
    rules.set(name, `.${name}{${property}:${to}}`);
    return [name];
  });
  return names.length === 0 ? tag : tag.replace(/^<\w+/, `$& class="${names.join(' ')}"`);
}

/** Without what a page says already or nobody reads: namespaces, and roles below the outermost element's. */
function tidy(svg: string, prefix: string): string {
  const [, first = '', rest = ''] = /^(<svg[^>]*>)(.*)$/s.exec(svg) ?? [];
  const outer = first.replace(/ (?:xmlns(?::\w+)?|version|class)="[^"]*"/g, '');
  const inner = rest
    .replace(/ (?:class|role|font-family|aria-[a-z]+|xmlns(?::\w+)?)="[^"]*"/g, '')
    .replace(/ id="([^"]+)"/g, ` id="${prefix}-$1"`)
    .replace(/url\(#([^)]+)\)/g, `url(#${prefix}-$1)`);
  return outer + inner;
}

function withClass(svg: string, name: string): string {
  return svg.replace('<svg', `<svg class="${name}"`);
}
