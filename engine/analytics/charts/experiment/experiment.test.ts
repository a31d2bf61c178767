import { describe, expect, it } from 'vitest';
import { samples } from '../testing/samples.ts';
import { textsOf } from '../testing/texts-of.ts';
import { experiment } from './experiment.ts';
import type { ExperimentData } from './experiment-data.ts';

const data = samples.experiment;
const draw = (more: Partial<ExperimentData> = {}) => experiment({ ...data, ...more }, { width: 360 });
const [control, brief] = data.arms as [ExperimentData['arms'][number], ExperimentData['arms'][number]];
const [difference] = data.differences as [ExperimentData['differences'][number]];

describe('an experiment', () => {
  it('says the verdict under the title and names arms, control, leads and figures', () => {
    expect((draw().title as unknown as { subtitle: string[] }).subtitle[0]).toMatch(/^Brief is ahead/);
    expect(textsOf(draw())).toEqual(
      expect.arrayContaining(['detailed (control)', '989 leads', '6.1 %', 'brief', '1,004 leads', '8 %']),
    );
  });

  it('marks arms short of the minimum sample, and when all had it', () => {
    const short = draw({ arms: [control, { ...brief, leads: 380 }] });
    expect(textsOf(short)).toContain('380 leads, 120 short of the minimum of 500');
    expect(short.description).toContain('120 short of the minimum of 500');
    expect(textsOf(draw())).toContain('minimum sample');
    const { minimumReachedAt: _, ...notYet } = data;
    expect(textsOf(experiment(notYet, { width: 360 }))).not.toContain('minimum sample');
  });

  it('shows the line of no difference, though all of the interval lies above it', () => {
    const points = difference.points.map((point) => ({ ...point, low: 0.01, high: 0.03 }));
    expect(textsOf(draw({ differences: [{ arm: 'brief', points }] }))).toContain('0');
  });

  it('draws an interval that is unbounded so far to the edges of the plot', () => {
    const points = difference.points.map((point) => ({ ...point, low: null, high: null }));
    const spec = draw({ differences: [{ arm: 'brief', points }] });
    expect(JSON.stringify(spec)).not.toContain('null,"high"');
    expect(spec.description).toContain('with no bound yet');
  });
});
