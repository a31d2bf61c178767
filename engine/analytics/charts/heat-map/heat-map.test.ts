import { describe, expect, it } from 'vitest';
import { heatMap } from './heat-map.ts';
import type { HeatMapData } from './heat-map-data.ts';

const data: HeatMapData = {
  title: 'Content by stage',
  unit: 'items',
  totalsName: 'leads',
  rows: ['case study', 'guide'],
  columns: ['awareness', 'decision'],
  panels: [
    {
      title: 'Healthcare',
      totals: [12_345, 412],
      cells: [
        [{ count: 3 }, { count: 0, gap: true }],
        [{ count: 0 }, { count: 12 }],
      ],
    },
  ],
};

type Layers = { layer: { data: { values: Record<string, string>[] } }[]; width: number };
const panels = (spec: object) => (spec as { concat: Layers[] }).concat;
const values = (spec: object, layer: number) => panels(spec)[0]?.layer[layer]?.data.values;

describe('a heat map', () => {
  it('writes the count in each cell, the word in each gap and a dash where nothing is missing', () => {
    const texts = values(heatMap(data, { width: 720 }), 2)?.map(
      ({ row, column, text }) => `${row}, ${column}: ${text}`,
    );
    expect(texts).toEqual([
      'leads, awareness: 12.3K',
      'leads, decision: 412',
      'case study, awareness: 3',
      'case study, decision: gap',
      'guide, awareness: –',
      'guide, decision: 12',
    ]);
  });

  it('fills what is there, the more the darker, and draws a dashed line around gaps only', () => {
    const spec = heatMap(data, { width: 720 });
    const [few, many] = values(spec, 0) ?? [];
    expect([few?.row, many?.row]).toEqual(['case study', 'guide']);
    expect(few?.fill).not.toBe(many?.fill);
    expect(values(spec, 1)).toEqual([{ row: 'case study', column: 'decision' }]);
  });

  it('says in one line what it shows, gaps by name', () => {
    expect(heatMap(data, { width: 360 }).description).toBe(
      'Heat map. Content by stage. Healthcare: 15 items, gaps: case study at decision.',
    );
  });

  it('sets panels side by side where there is room, else one under the other', () => {
    const two = { ...data, panels: [...data.panels, ...data.panels] };
    expect([360, 720].map((width) => (heatMap(two, { width }) as { columns?: number }).columns)).toEqual([
      1, 2,
    ]);
  });

  it('keeps rows apart whose names are the same once shortened', () => {
    const long = 'a very long name of a kind of content that nobody can print on a phone';
    const texts = values(heatMap({ ...data, rows: [`${long} 1`, `${long} 2`] }, { width: 360 }), 2);
    expect(new Set(texts?.map(({ row }) => row)).size).toBe(3);
  });
});
