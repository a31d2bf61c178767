import { shortenTo } from './labels.ts';
import { sizes } from './theme.ts';

export interface Rect {
  x: number;
  y: number;
  x2: number;
  y2: number;
  fill: string;
  stroke?: string;
  dashed?: boolean;
  /** Of the corners, in pixels. */
  radius?: number;
}

export interface Path {
  /** As in SVG. */
  d: string;
  stroke?: string;
  fill?: string;
  strokeWidth?: number;
  dashed?: boolean;
}

export interface Text {
  x: number;
  /** The middle of the line. */
  y: number;
  text: string;
  ink: string;
  align?: 'left' | 'center' | 'right';
  bold?: boolean;
  /** Shortened to so many pixels. */
  width?: number;
}

export interface Shapes {
  rects?: readonly Rect[];
  paths?: readonly Path[];
  texts?: readonly Text[];
}

const pixels = (field: string) => ({
  field,
  type: 'quantitative' as const,
  scale: null,
  axis: null,
});
const asIs = (field: string) => ({ field, type: 'nominal' as const, scale: null, legend: null });

/**
 * A drawing with every shape at its place in pixels: for what no scale lays out. Texts lie above paths above rects.
 * `left`: so much of it stands where other drawings of the chart have the labels of their axis.
 */
export function drawShapes(width: number, height: number, shapes: Shapes, left = 0) {
  const layer = [
    ...grouped(shapes.rects ?? [], rectMark).map(([mark, values]) => ({
      data: { values: values.map((rect) => ({ ...rect, x: rect.x - left, x2: rect.x2 - left })) },
      mark,
      encoding: {
        x: pixels('x'),
        y: pixels('y'),
        x2: { field: 'x2' },
        y2: { field: 'y2' },
        fill: asIs('fill'),
      },
    })),
    ...grouped(shapes.paths ?? [], pathMark).map(([mark, values]) => ({
      data: { values: values.map(({ d }) => ({ d, x: -left, y: 0 })) },
      mark,
      encoding: { x: pixels('x'), y: pixels('y'), shape: asIs('d') },
    })),
    ...grouped(shapes.texts ?? [], textMark).map(([mark, values]) => ({
      data: {
        values: values.map(({ x, y, ink, text, width }) => ({
          x: x - left,
          y,
          ink,
          text: shortenTo(text, sizes.text, width ?? Number.POSITIVE_INFINITY),
        })),
      },
      mark,
      encoding: { x: pixels('x'), y: pixels('y'), text: { field: 'text' }, color: asIs('ink') },
    })),
  ];
  // Among several drawings Vega-Lite wants a layer even where nothing is to be drawn.
  const nothing = { data: { values: [] }, mark: 'point' };
  return { width: width - left, height, layer: layer.length > 0 ? layer : [nothing] };
}

const dashes = (dashed?: boolean) => (dashed ? { strokeDash: [3, 2] } : {});
const rectMark = ({ stroke, dashed, radius = 3 }: Rect) => ({
  type: 'rect',
  cornerRadius: radius,
  ...(stroke && { stroke }),
  ...dashes(dashed),
});
const pathMark = ({ stroke, fill, strokeWidth = 1.5, dashed }: Path) => ({
  type: 'point',
  // With this size the pixels of a path are those of the chart.
  size: 4,
  opacity: 1,
  fill: fill ?? 'transparent',
  stroke: stroke ?? 'transparent',
  strokeWidth,
  strokeJoin: 'round',
  ...dashes(dashed),
});
const textMark = ({ align = 'left', bold }: Text) => ({
  type: 'text',
  align,
  baseline: 'middle',
  fontSize: sizes.text,
  fontWeight: bold ? 600 : 400,
});

/** Shapes that are drawn alike make one layer, in the order of the first of each. */
function grouped<Shape>(shapes: readonly Shape[], markOf: (shape: Shape) => object): [object, Shape[]][] {
  const groups = new Map<string, [object, Shape[]]>();
  for (const shape of shapes) {
    const mark = markOf(shape);
    const key = JSON.stringify(mark);
    const group = groups.get(key);
    if (group) group[1].push(shape);
    else groups.set(key, [mark, [shape]]);
  }
  return [...groups.values()];
}
