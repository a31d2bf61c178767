import { describe, expect, it } from 'vitest';
import { emptyDashboard } from '../testing/dashboards.ts';
import { cohortsData, funnelData, heldData, itemsData } from './dashboard-charts.ts';

describe('the charts of a dashboard', () => {
  it('name the stages of the funnel as people say them', () => {
    const lifecycle = [
      { id: 'lead', count: 100, dropOff: null },
      { id: 'mql', count: 40, dropOff: 0.6 },
    ];
    expect(funnelData(emptyDashboard({ funnel: { lifecycle } }))).toEqual({
      title: 'Leads that came 1 Oct 2026 to 31 Oct 2026, and how far they are',
      unit: 'leads',
      stages: [
        { name: 'Lead', count: 100 },
        { name: 'MQL', count: 40 },
      ],
    });
  });

  it('give cohorts as shares of those who came, by when', () => {
    const from = Date.UTC(2026, 8, 7);
    const cohorts = [{ from, leads: 50, reached: [1, 5] }];
    expect(cohortsData(emptyDashboard({ cohorts: { step: 'week', stage: 'sql', cohorts } })).cohorts).toEqual(
      [{ name: '7 Sept', size: 50, shares: [0.02, 0.1] }],
    );
    const monthly = cohortsData(emptyDashboard({ cohorts: { step: 'month', stage: 'sql', cohorts } }));
    expect(monthly.title).toBe('Leads that became SQL, by the month they came');
    expect(monthly.cohorts[0]?.name).toBe('Sept 2026');
  });

  it('mark content that is clearly below the library, with what each share is of', () => {
    const share = (item: string, value: number) => {
      const figure = { value, low: value - 0.1, high: value + 0.1, numerator: value * 100, denominator: 100 };
      const whole = { ...figure, metric: 'email_progression' as const, unit: 'share' as const };
      return { item, engagement: whole, progression: whole, taken: { leads: 0, progressed: 0 } };
    };
    const empty = emptyDashboard();
    const content = { ...empty.content, top: [share('roi', 0.4)], under: [share('news', 0.2)] };
    const { bars, subtitle } = itemsData({ ...empty, content }, new Map([['roi', 'ROI calculator']]));
    expect(bars.map(({ name, note, marked }) => [name, note, marked])).toEqual([
      ['ROI calculator', '40 of 100', false],
      ['news', '20 of 100', true],
    ]);
    expect(subtitle).toContain('↓ clearly below the library.');
  });

  it('count held and dropped sends by reason', () => {
    const held = [{ what: 'drop' as const, reason: 'no_consent', sends: 12, leads: 1 }];
    expect(heldData(emptyDashboard({ held })).bars).toEqual([
      { name: 'No consent, dropped', value: 12, low: null, high: null, note: '1 lead' },
    ]);
  });
});
