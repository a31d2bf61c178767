import { describe, expect, it } from 'vitest';
import { samples } from '../testing/samples.ts';
import { textsOf } from '../testing/texts-of.ts';
import { cohorts } from './cohorts.ts';

const [first] = samples.cohorts.cohorts;
const named = (...names: string[]) => ({
  ...samples.cohorts,
  cohorts: names.map((name) => ({ name, size: 100, shares: [0.1, 0.2, null] })),
});
const subtitle = (spec: object) => (spec as { title: { subtitle: string[] } }).title.subtitle.join(' ');

describe('cohort curves', () => {
  it('begin at nothing on the day they came: the first share is that after a week', () => {
    const spec = cohorts(named('May'), { width: 360 }) as unknown as {
      layer: { mark: { type: string }; data: { values: object[] } }[];
    };
    expect(spec.layer.find(({ mark }) => mark.type === 'line')?.data.values).toEqual([
      { x: 0, y: 0, run: 0 },
      { x: 1, y: 0.1, run: 0 },
      { x: 2, y: 0.2, run: 0 },
    ]);
  });

  it('name each cohort where its line ends, with the share reached', () => {
    const texts = textsOf(cohorts(samples.cohorts, { width: 360 }));
    expect(texts).toEqual(expect.arrayContaining(['May 15 %', 'August 15 %', 'October 4.4 %']));
  });

  it('end where not all of the cohort have had that long', () => {
    const { description } = cohorts(named('May'), { width: 360 });
    expect(description).toContain('20 % had become sales qualified after 2 weeks');
  });

  it('draw the newest six, and say how many are not shown', () => {
    const spec = cohorts(named('1', '2', '3', '4', '5', '6', '7', '8'), { width: 360 });
    const texts = textsOf(spec).filter((text) => text.endsWith(' 20 %') && text.length < 8);
    expect([...new Set(texts)]).toEqual(['3 20 %', '4 20 %', '5 20 %', '6 20 %', '7 20 %', '8 20 %']);
    expect(subtitle(spec)).toContain('2 earlier ones are not shown.');
  });

  it('leave out a cohort of too few, and say so', () => {
    const few = { name: 'Tiny', size: 3, shares: [0, 0.3333] };
    const spec = cohorts({ ...samples.cohorts, cohorts: first ? [first, few] : [] }, { width: 360 });
    expect(textsOf(spec).join()).not.toContain('Tiny');
    expect(subtitle(spec)).toContain('1 with not enough data is left out.');
    expect(spec.description).toContain('3 leads of Tiny: not enough data');
  });
});
