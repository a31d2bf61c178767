import { Liquid, type LiquidOptions } from 'liquidjs';

/** Tags a template may use: choices and names, no loops, no files. */
export const templateTags: ReadonlySet<string> = new Set([
  'assign',
  'if',
  'unless',
  'case',
  'comment',
  'raw',
]);

/** Liquid with nothing in it but what a template may use: no files, no loops, no way around escaping. */
export function createLiquid(options: Pick<LiquidOptions, 'outputEscape' | 'catchAllErrors'> = {}): Liquid {
  const liquid = new Liquid({
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    ownPropertyOnly: true,
    templates: {},
    ...options,
  });
  for (const name of Object.keys(liquid.tags)) if (!templateTags.has(name)) delete liquid.tags[name];
  // Both would let a lead's name through unescaped.
  for (const name of ['raw', 'safe']) delete liquid.filters[name];
  return liquid;
}

/** The first line of what the library threw, which names the place. */
export const firstLine = (error: unknown) => String((error as Error).message).split('\n')[0] as string;
