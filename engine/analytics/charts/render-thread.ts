import { parentPort, workerData } from 'node:worker_threads';
import { drawPng, drawSvg } from './draw.ts';
import type { VegaLiteSpec } from './spec.ts';

/** What a thread is to draw. */
export interface Drawing {
  spec: VegaLiteSpec;
  format: 'svg' | 'png';
  scale: number;
}

if (!parentPort) throw new Error('This file is run in a thread; see render.ts.');
const { spec, format, scale } = workerData as Drawing;
const svg = await drawSvg(spec);
parentPort.postMessage(format === 'svg' ? new TextEncoder().encode(svg) : drawPng(svg, scale));
