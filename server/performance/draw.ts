import { createHash } from 'node:crypto';
import { renderChart } from '../../engine/analytics/charts/render.ts';
import type { VegaLiteSpec } from '../../engine/analytics/charts/spec.ts';

const mostKept = 200;
const drawings = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

export interface Drawing {
  /** The same for the same picture: an entity tag. */
  tag: string;
  bytes: Promise<Uint8Array<ArrayBuffer>>;
}

/** A chart drawn once for its content: the same data give the same picture, from whatever page it is asked for. */
export function drawOnce(spec: VegaLiteSpec, format: 'svg' | 'png'): Drawing {
  const tag = createHash('sha256')
    .update(`${format} ${JSON.stringify(spec)}`)
    .digest('base64url')
    .slice(0, 22);
  let bytes = drawings.get(tag);
  if (!bytes) {
    bytes = renderChart(spec, format).then((drawn) => new Uint8Array(drawn));
    // What failed is tried again by the next who asks.
    bytes.catch(() => drawings.delete(tag));
  }
  drawings.delete(tag);
  drawings.set(tag, bytes);
  for (const oldest of drawings.keys()) if (drawings.size > mostKept) drawings.delete(oldest);
  return { tag, bytes };
}
