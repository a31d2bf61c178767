import { beforeAll, describe, expect, it } from 'vitest';
import { heatMap } from './heat-map/heat-map.ts';
import type { HeatMapData } from './heat-map/heat-map-data.ts';
import { renderChart } from './render.ts';

const hostile = `</text><script>alert(1)</script>{"signal":"1"} " onload="x`;
const names = ['awareness', 'consideration', 'decision', 'implementation', 'advocacy'];
const data: HeatMapData = {
  title: hostile,
  unit: 'items',
  rows: [hostile, 'case study', 'ROI calculator'],
  columns: names,
  panels: ['Healthcare', 'Financial services'].map((title) => ({
    title,
    cells: [3, 0, 11].map((count) => names.map((_, n) => ({ count: n * count, gap: n === 2 }))),
  })),
};
const phone = heatMap(data, { width: 360 });

describe('drawing a chart', () => {
  let svg: string;
  let png: Uint8Array;
  let again: Uint8Array;
  beforeAll(async () => {
    const charts = await Promise.all([
      renderChart(phone, 'svg'),
      renderChart(phone, 'png', { scale: 2 }),
      renderChart(phone, 'png', { scale: 2 }),
    ]);
    svg = new TextDecoder().decode(charts[0]);
    [, png, again] = charts;
  });

  it('gives SVG of the width asked for, with its text for those who cannot see it', () => {
    const width = Number(/ width="(\d+)"/.exec(svg)?.[1]);
    expect(width).toBeGreaterThan(330);
    expect(width).toBeLessThanOrEqual(360);
    expect(svg).toMatch(/^<svg role="img" aria-label="Heat map\. /);
    expect(svg).toContain('>implementation</text>');
  });

  it('gives a PNG with the pixels of the scale', () => {
    const view = new DataView(png.buffer, png.byteOffset);
    expect(view.getUint32(0)).toBe(0x89504e47);
    expect(view.getUint32(16)).toBe(2 * Number(/ width="(\d+)"/.exec(svg)?.[1]));
  });

  it('gives the same bytes each time', () => {
    expect(Buffer.from(png).equals(again)).toBe(true);
  });

  it('takes names for text, whatever they say, and refers to nothing outside', () => {
    expect(svg).not.toMatch(/<script|<image|<a |href=| onload="x"/);
    expect(svg).toContain('&lt;script&gt;');
  });

  it('refuses a chart that would load something', async () => {
    const outside = {
      ...phone,
      datasets: {},
      data: { url: 'file:///etc/passwd' },
      mark: 'bar',
      concat: undefined,
    };
    await expect(renderChart(outside as never, 'svg')).rejects.toMatchObject({
      code: 'chart_failed',
      message: expect.stringContaining('loads nothing'),
    });
  });

  it('gives up in time, and draws the next one', async () => {
    const slow = renderChart(phone, 'png', { timeLimitMilliseconds: 1 });
    const next = renderChart(phone, 'svg');
    await expect(slow).rejects.toMatchObject({ code: 'chart_too_slow' });
    expect(new TextDecoder().decode(await next)).toBe(svg);
  });
});
