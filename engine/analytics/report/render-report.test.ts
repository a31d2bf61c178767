import { describe, expect, it } from 'vitest';
import type { Dashboard } from '../metrics/dashboard.ts';
import { type FileInput, renderReport } from './render-report.ts';
import { dashboardOf, emptyDashboard } from './testing/dashboards.ts';

/** Names as they come from documents, forms and CRMs. */
const hostile = `</title></style><script>alert(1)</script><img src=x onerror=alert(1)>" onload="x' {{x}} \u202e`;
const chart = (kind: string, text = 'A funnel') => ({
  kind,
  description: text,
  light: `<svg role="img" aria-label="${text}" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="360" height="100" viewBox="0 0 360 100"><clipPath id="clip0"><path d="M0,0"/></clipPath><rect fill="#ffffff" clip-path="url(#clip0)"/><text fill="#1b2420">lead</text></svg>`,
  dark: `<svg role="img" aria-label="${text}" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="360" height="100" viewBox="0 0 360 100"><clipPath id="clip0"><path d="M0,0"/></clipPath><rect fill="#1c2225" clip-path="url(#clip0)"/><text fill="#e4e9e6">lead</text></svg>`,
});
const file = (dashboard: Dashboard, more: Partial<FileInput> = {}) =>
  renderReport({ dashboard, nameOf: (_, id) => id, charts: [], demo: false, ...more });
const full = file(dashboardOf(1204), {
  charts: [chart('funnel'), chart('cohorts'), chart('flow:guide')],
  tracks: ['guide'],
  company: 'Acme',
  demo: true,
  link: 'https://trellis.example.com/performance?from=2026-10-01',
  experiments: [{ title: 'Brief or long', status: 'running', verdict: 'Not enough data yet.', lines: ['a'] }],
  opportunities: [{ title: 'Send earlier', evidence: '34 % moved on.', effect: 'About 12 leads a month.' }],
});
/** The text as a reader has it. */
const textOf = (html: string) =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\u00a0/g, ' ')
    .replace(/\s+/g, ' ');

describe('a report', () => {
  it('says of when and whom it is, as of when, and that the data are generated', () => {
    const text = textOf(full);
    expect(full).toContain('<title>Acme: Lead nurturing, 1 Oct 2026 to 31 Oct 2026</title>');
    expect(text).toContain('Compared with 31 Aug 2026 to 30 Sept 2026. As of 1 Nov 2026, 01:00 UTC.');
    expect(text).toContain(
      'Generated data are in these figures: the leads and deals of the demo company are not real.',
    );
    expect(textOf(file(dashboardOf(1204)))).not.toContain('Generated data');
    expect(textOf(file(dashboardOf(99, { filters: { track: 'Guide' }, backlog: true })))).toMatch(
      /track: Guide.*some of the past is still to be counted/,
    );
  });

  it('gives each figure with what it is of, its interval and the period before', () => {
    expect(textOf(full)).toContain(
      'Lead progression rate 34 % 409 of 1,204, likely 31 to 37 % before 31 %: 3 points more, better',
    );
  });

  it('calls better or worse only what differs clearly', () => {
    const text = textOf(full);
    expect(text).toContain('before 17 %: no clear difference');
    expect(text).toContain('before 6 %: 1.2 points less, worse');
    expect(text).toContain('before 0.17 %: 0.25 points more, worse');
    const unclear = dashboardOf(1204, { stages: [], overall: [] });
    unclear.deliverability.figures = [];
    expect(textOf(file(unclear)).replace(/How to read this.*/, '')).not.toMatch(/better|worse/);
  });

  it('explains every figure that it shows at its end, and no other', () => {
    const terms = new Set([...full.matchAll(/href="#(about-[a-z_]+)"/g)].map((match) => match[1]));
    const explained = [...full.matchAll(/<dt id="(about-[a-z_]+)"/g)].map((match) => match[1]);
    expect(explained).toEqual(expect.arrayContaining([...terms]));
    expect(explained).not.toContain('about-pieces');
  });

  it('says that there is not enough data where there is one lead, or none', () => {
    for (const dashboard of [dashboardOf(1), emptyDashboard()]) {
      const text = textOf(file(dashboard));
      expect(text).toContain('not enough data');
      expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
      expect(text.replace(/95 %/, '')).not.toMatch(/\d %/);
    }
    expect(textOf(file(emptyDashboard()))).toContain('No email was held or dropped.');
  });

  it('requests nothing: the only addresses in it are its own and the one of the installation', () => {
    const addresses = [...full.matchAll(/(?:src|href|srcset|action|data|poster)="([^"]*)"/g)].map(
      (match) => match[1],
    );
    expect(addresses.filter((address) => !address?.startsWith('#'))).toEqual([
      'https://trellis.example.com/performance?from=2026-10-01',
    ]);
    expect(full).not.toMatch(/<script|<link|<img|<iframe|<object|@import|url\((?!#)|https?:(?!\/\/trellis)/);
    expect(full).toContain(`content="default-src 'none'; style-src 'unsafe-inline'`);
  });

  it('takes every name for text', () => {
    const named = file(
      dashboardOf(1204, {
        filters: { industry: hostile },
        held: [{ what: 'hold', reason: hostile, sends: 1, leads: 1 }],
        notes: [hostile],
        stages: [{ stage: hostile, figures: [] }],
      }),
      {
        nameOf: () => hostile,
        company: hostile,
        link: `javascript:alert(1)`,
        experiments: [{ title: hostile, status: hostile, verdict: hostile, lines: [hostile] }],
        opportunities: [{ title: hostile, evidence: hostile, effect: hostile }],
      },
    );
    expect(named).not.toMatch(/<script|<img|<\/title><\/style>|href="javascript:/);
    expect(named.match(/<style>/g)).toHaveLength(1);
    // Every quote of an attribute is ours.
    expect(named).not.toMatch(/<[^>]*" onload="/);
  });

  it('draws each chart once for both grounds, each with ids of its own', () => {
    expect(full.match(/<svg/g)).toHaveLength(3);
    expect(full).toContain('.f1c2225{fill:#1c2225}');
    const ids = [...full.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of full.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id);
  });

  it('says what is said otherwise on a dark ground in both ways, and shows one', () => {
    const one = chart('funnel');
    const both = file(dashboardOf(99), {
      charts: [{ ...one, dark: one.dark.replace('lead<', 'other lead<') }],
    });
    expect(both).toContain('<tspan class="on-light">lead</tspan><tspan class="on-dark">other lead</tspan>');
    expect(both.match(/<svg/g)).toHaveLength(1);
  });

  it('carries both drawings where they are of another shape, and shows one', () => {
    const one = chart('funnel');
    const both = file(dashboardOf(99), {
      charts: [{ ...one, dark: one.dark.replace('<text', '<path/><text') }],
    });
    expect(both).toMatch(/<svg class="on-light".*<svg class="on-dark"/s);
  });

  it('is dark for every reader when that was asked for', () => {
    expect(file(dashboardOf(99), { dark: true })).toContain('@media screen{:root{color-scheme:dark');
    expect(full).toContain('@media screen and (prefers-color-scheme:dark){');
  });

  it('has one heading of the first order, tables with headings for rows and columns, and words for each picture', () => {
    expect(full.match(/<h1/g)).toHaveLength(1);
    for (const [table] of full.matchAll(/<table.*?<\/table>/gs)) {
      expect(table).toContain('<caption>');
      expect(table).toMatch(/<th scope="col">/);
      expect(table).toMatch(/<th scope="row">/);
      expect(table).not.toMatch(/<th>/);
    }
    for (const [svg] of full.matchAll(/<svg[^>]*>/g)) expect(svg).toMatch(/role="img" aria-label="[^"]+"/);
  });
});
