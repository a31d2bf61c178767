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
 * One SVG for both grounds: where the two drawings differ in colours alone, the light one gets classes whose dark
 * colours are rules, which costs a tenth of carrying both. Where they differ in more, both are carried and one is
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

function merge(light: string, dark: string): InlineChart | undefined {
  if (light.replace(colour, ' $1') !== dark.replace(colour, ' $1')) return undefined;
  const darkColours = [...dark.matchAll(colour)].map((match) => match[2] as string);
  const rules = new Map<string, string>();
  const svg = light.replace(/<[^>]+>/g, (tag) => {
    const classes: string[] = [];
    const kept = tag.replace(colour, (attribute, property: string, lightColour: string) => {
      const darkColour = darkColours.shift() as string;
      if (darkColour === lightColour) return attribute;
      const name = `${property.charAt(0)}${darkColour.slice(1)}`;
      rules.set(name, `.${name}{${property}:${darkColour}}`);
      classes.push(name);
      return attribute;
    });
    return classes.length === 0 ? kept : kept.replace(/^<\w+/, `$& class="${classes.join(' ')}"`);
  });
  return { svg, darkRules: [...rules.values()] };
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
