import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bars } from './bars/bars.ts';
import { cohorts } from './cohorts/cohorts.ts';
import { compared } from './compared/compared.ts';
import { distribution } from './distribution/distribution.ts';
import { experiment } from './experiment/experiment.ts';
import { funnel } from './funnel/funnel.ts';
import { renderChart } from './render.ts';
import type { Look, VegaLiteSpec } from './spec.ts';
import { arbitraryCharts } from './testing/arbitrary-charts.ts';
import { samples } from './testing/samples.ts';
import { trackFlow } from './track-flow/track-flow.ts';
import { trend } from './trend/trend.ts';

/** Names as they come from documents, forms and CRMs. */
const hostile = [
  `</text><script>alert(1)</script>{"signal":"1"} " onload="x`,
  'Ein Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleih-'.repeat(6),
  '潜在客户培育计划的第一个步骤以及所有后续步骤的完整说明文件和参考资料清单',
  'تقرير \u202eاختبار\u202c رعاية العملاء',
  '👩🏽‍💻🚀'.repeat(20),
  '',
];

/** The same data with other texts: every title, name and word. */
function retitled<Data>(data: Data, text: string): Data {
  const kept = new Set(['id', 'from', 'to', 'unit', 'step']);
  return JSON.parse(JSON.stringify(data), (key, value) =>
    typeof value === 'string' && !kept.has(key) ? text : value,
  );
}

interface Shown {
  full: (look: Look, text?: string) => VegaLiteSpec;
  empty: (look: Look) => VegaLiteSpec;
}
const shown = <Data>(
  draw: (data: Data, look: Look) => VegaLiteSpec,
  data: Data,
  none: Partial<Data>,
): Shown => ({
  full: (look, text) => draw(text === undefined ? data : retitled(data, text), look),
  empty: (look) => draw({ ...data, ...none }, look),
});

const charts: Record<string, Shown> = {
  funnel: shown(funnel, samples.funnel, { stages: [] }),
  cohorts: shown(cohorts, samples.cohorts, { cohorts: [] }),
  bars: shown(bars, samples.bars, { bars: [] }),
  compared: shown(compared, samples.compared, { figures: [] }),
  distribution: shown(distribution, samples.distribution, { bins: [], waiting: 0 }),
  experiment: shown(experiment, samples.experiment, { arms: [], differences: [] }),
  'track flow': shown(trackFlow, samples.trackFlow, { steps: [], ways: [] }),
  trend: shown(trend, samples.trend, { points: [], before: [] }),
};

const looks = [
  { width: 360, dark: true },
  { width: 720, dark: false },
];

async function svgOf(spec: VegaLiteSpec): Promise<string> {
  return new TextDecoder().decode(await renderChart(spec, 'svg'));
}
const widthOf = (svg: string) => Number(/ width="([\d.]+)"/.exec(svg)?.[1]);

describe.each(Object.entries(charts))('%s', (_, { full, empty }) => {
  it('takes the width it is given, on a phone and beside text', async () => {
    for (const look of looks) {
      const width = widthOf(await svgOf(full(look)));
      expect(width).toBeGreaterThan(look.width - 40);
      expect(width).toBeLessThanOrEqual(look.width);
    }
  });

  it('takes names for text, of any length and script, and stays as wide', async () => {
    for (const text of hostile) {
      const svg = await svgOf(full({ width: 360 }, text));
      expect(widthOf(svg)).toBeLessThanOrEqual(360);
      expect(svg).not.toMatch(/<script|<image|<a |href=| onload="x"|\u202e/);
    }
  });

  it('says so where there is nothing to show', async () => {
    const spec = empty({ width: 360 });
    expect(spec.description).toMatch(/\bno\b|not enough/i);
    expect(widthOf(await svgOf(spec))).toBeLessThanOrEqual(360);
  });

  it('is the same each time, and says in one line what it shows', async () => {
    const specs = [full({ width: 360 }), full({ width: 360 })];
    expect(specs[0]).toEqual(specs[1]);
    expect(specs[0]?.description).toMatch(/^[^\n]{20,2000}\.$/);
    const [one, other] = await Promise.all(specs.map(svgOf));
    expect(one).toBe(other);
  });
});

describe('whatever the figures', () => {
  it.each(Object.entries(arbitraryCharts))(
    'a %s keeps to its width, with every place in it known',
    async (_, chart) => {
      const of = fc.asyncProperty(chart, fc.constantFrom(360, 720), async (draw, width) => {
        const spec = draw({ width });
        const svg = await svgOf(spec);
        expect(widthOf(svg)).toBeLessThanOrEqual(width);
        expect(svg + spec.description).not.toMatch(/NaN|Infinity|undefined|null/);
      });
      await fc.assert(of, { numRuns: 6, seed: 9, endOnFailure: true });
    },
  );
});
