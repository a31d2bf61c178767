import { parentPort } from 'node:worker_threads';
import { drawPng, drawSvg } from './draw.ts';
import type { VegaLiteSpec } from './spec.ts';

/** What a thread is to draw. */
export interface Drawing {
  spec: VegaLiteSpec;
  format: 'svg' | 'png';
  scale: number;
}

/** What it answers. */
export type Drawn = { bytes: Uint8Array } | { fault: string };

if (!parentPort) throw new Error('This file is run in a thread; see render.ts.');
const port = parentPort;
port.on('message', async (drawing: Drawing) => port.postMessage(await draw(drawing)));

async function draw({ spec, format, scale }: Drawing): Promise<Drawn> {
  try {
    const svg = await drawSvg(spec);
    return { bytes: format === 'svg' ? new TextEncoder().encode(svg) : drawPng(svg, scale) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
