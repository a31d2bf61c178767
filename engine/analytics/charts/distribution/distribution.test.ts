import { describe, expect, it } from 'vitest';
import { samples } from '../testing/samples.ts';
import { textsOf } from '../testing/texts-of.ts';
import { distribution } from './distribution.ts';

const data = samples.distribution;
const texts = (more: Partial<typeof data> = {}) =>
  textsOf(distribution({ ...data, ...more }, { width: 360 }));

describe('a distribution', () => {
  it('shows those who still wait apart from the bars, with their share of all', () => {
    expect(texts()).toContain('212 of 665 leads (32 %) still wait, in no bar');
    expect(texts({ waiting: 0 }).join()).not.toContain('wait');
  });

  it('marks the median, and gives none where it is not known', () => {
    expect(texts()).toContain('median 52 days');
    const unknown = { median: { value: null, low: null, high: null } };
    expect(texts(unknown).join()).not.toContain('median');
    expect(distribution({ ...data, ...unknown }, { width: 360 }).description).toContain(
      'median not enough data',
    );
  });

  it('says that the last bar holds all that is more', () => {
    expect(texts()).toContain('100+');
  });

  it('says in one sentence what it shows', () => {
    expect(distribution(data, { width: 360 }).description).toBe(
      'Distribution. Days from marketing qualified to sales qualified: 453 leads, most of them from 30 days to ' +
        'under 40 days (81), median 52 days (48 to 57 days); 212 of 665 leads (32 %) still wait.',
    );
  });
});
