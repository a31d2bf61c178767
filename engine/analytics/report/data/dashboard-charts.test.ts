import { describe, expect, it } from 'vitest';
import { emptyDashboard } from '../testing/dashboards.ts';
import { cohortsData, funnelData } from './dashboard-charts.ts';

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
});
