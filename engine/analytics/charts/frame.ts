import { wrap } from './labels.ts';
import type { Look, VegaLiteSpec } from './spec.ts';
import { chartConfig, sizes, theme } from './theme.ts';

/** Room around a chart, in pixels. */
export const edge = 12;

/** What is left for the drawing. */
export const insideOf = ({ width }: Look): number => width - 2 * edge;

export interface Framed {
  title: string;
  /** What is to be known to read it, in sentences. */
  notes: readonly string[];
  /** The whole chart in one line, for those who cannot see it. */
  description: string;
}

/** A chart with its title, what is to be known, and what it says in words. */
export function frame({ title, notes, description }: Framed, look: Look, body: object): VegaLiteSpec {
  const inside = insideOf(look);
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description,
    padding: edge,
    title: {
      text: wrap(title, sizes.title, inside, 4),
      subtitle: notes.flatMap((note) => wrap(note, sizes.text, inside)),
    },
    config: chartConfig(theme(look.dark ?? false)),
    ...body,
  } as VegaLiteSpec;
}
