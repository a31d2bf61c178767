import { Resvg } from '@resvg/resvg-js';
import { type Loader, type LoggerInterface, loader, parse, textMetrics, View } from 'vega';
import { compile } from 'vega-lite';
import { escapeXml, font, textWidth } from './fonts.ts';
import type { VegaLiteSpec } from './spec.ts';

declare module 'vega' {
  /** Exported, but not in its types. Vega asks it for every width; without a canvas it would guess. */
  const textMetrics: {
    width(item: { fontSize?: number; fontWeight?: string | number }, text: unknown): number;
  };
}
textMetrics.width = ({ fontSize = 11, fontWeight = 'normal' }, text) =>
  textWidth(String(text ?? ''), fontSize, fontWeight);

async function refuse(uri: string): Promise<never> {
  throw new Error(`A chart loads nothing, and this one asks for ${uri}: give it data and no links.`);
}
const refusing: Loader = Object.assign(loader(), {
  load: refuse,
  sanitize: refuse,
  http: refuse,
  file: refuse,
});

/** The chart as SVG, with its description on the outermost element. */
export async function drawSvg(spec: VegaLiteSpec): Promise<string> {
  const faults: string[] = [];
  const logger = loggerInto(faults);
  const view = new View(parse(compile(spec, { logger }).spec), {
    renderer: 'none',
    loader: refusing,
    logger,
  });
  try {
    const svg = await view.toSVG();
    if (faults.length > 0) throw new Error(faults.join('; '));
    return roundNumbers(svg).replace('<svg ', `<svg role="img" aria-label="${escapeXml(spec.description)}" `);
  } finally {
    view.finalize();
  }
}

/** What Vega would only warn of is a fault here: nobody reads a server's console for a chart. */
function loggerInto(faults: string[]): LoggerInterface {
  const note = (...said: readonly unknown[]) => {
    faults.push(said.map(String).join(' '));
    return logger;
  };
  const level = ((_?: number) => logger) as LoggerInterface['level'];
  const logger: LoggerInterface = { level, error: note, warn: note, info: () => logger, debug: () => logger };
  return logger;
}

/** Hundredths of a pixel are enough, and half of the size. */
function roundNumbers(svg: string): string {
  return svg.replace(/ (?:d|transform)="[^"]*"/g, (attribute) =>
    attribute.replace(/\d+\.\d{3,}/g, (number) => String(Math.round(Number(number) * 100) / 100)),
  );
}

/** 30 million pixels take 120 MB while they are drawn. */
const mostPixels = 30_000_000;

export function drawPng(svg: string, scale: number): Uint8Array {
  const { width, height } = new Resvg(svg, { font });
  if (width * height * scale ** 2 > mostPixels)
    throw new Error(
      `it would have ${width * scale} by ${height * scale} pixels. Ask for less of it, or as SVG.`,
    );
  return new Resvg(svg, { font, fitTo: { mode: 'zoom', value: scale } }).render().asPng();
}
