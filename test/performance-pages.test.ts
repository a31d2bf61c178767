import { beforeAll, describe, expect, it } from 'vitest';
import { scopeOf } from '../engine/analytics/metrics/scope.ts';
import { readTrend } from '../engine/analytics/report/data/read-trend.ts';
import { countPassages } from '../engine/analytics/report/data/sql/count-passages.ts';
import { defaultVocabulary } from '../engine/program/vocabulary.ts';
import { DAY, factsByHand, leadId } from './performance-world.ts';
import { startServer, type TestServer } from './server.ts';

const now = Date.UTC(2026, 9, 31, 12);
const at = (daysAgo: number) => now - daysAgo * DAY;
/** An industry as somebody wrote it into a form. */
const hostile = `<script>alert(1)</script>" onload="x`;

let server: TestServer;
let viewer: string;
let marketer: string;
beforeAll(async () => {
  server = await startServer({}, { clock: () => now });
  viewer = (await server.signIn('viewer')).cookie;
  marketer = (await server.signIn('marketer')).cookie;
  const { db } = server.installation;
  const facts = factsByHand(db);
  for (let n = 1; n <= 60; n++) {
    await facts.lead(n, [`industry:${hostile}`], { first_name: `Ada${n}`, email: `ada${n}@world.example` });
    await facts.stay(
      n,
      'journey',
      at(10),
      'awareness',
      n <= 24 ? { left_at: at(5), next_stage: 'consideration', forward: true } : {},
    );
    await facts.email(n, at(3), n <= 12 ? { clicked_at: at(2) } : {});
  }
  await facts.done(now);
});

const get = (path: string, cookie = marketer) =>
  fetch(server.url + path, { headers: { cookie }, redirect: 'manual' });
const text = async (path: string, cookie?: string) => (await get(path, cookie)).text();

describe('the page of figures', () => {
  it('gives each number with the leads behind it, and takes what leads wrote for text', async () => {
    const page = await text('/performance');
    expect(page).toContain('40\u00a0%');
    expect(page).toContain('24 of 60, likely');
    const [, href = ''] = /href="([^"]*metric=progression[^"]*)"/.exec(page) ?? [];
    const leads = await text(href.replaceAll('&amp;', '&'));
    expect(leads).toContain('24 counted');
    expect(leads).toContain('60 in all');
    expect(page).toContain('&lt;script&gt;alert(1)');
    expect(page).not.toContain('<script>alert');
  });

  it('is narrowed by its form, and says beside it what cannot be read', async () => {
    const narrowed = await text('/performance?period=last+7+days&stage=awareness&track=&where=');
    expect(narrowed).toContain('stage: awareness');
    const wrong = await get('/performance?period=the+day+of+days');
    expect(wrong.status).toBe(404);
    expect(await wrong.text()).toMatch(/role="alert">That is no period.*/s);
    expect((await get('/performance', '')).status).toBe(401);
  });

  it('folds what the figures mean, which a file to print does not', async () => {
    expect(await text('/performance')).toMatch(/<details><summary>What each figure means<\/summary><dl/);
    expect(await text('/api/report')).toMatch(/<\/ul>\s*<dl class="notes">/);
  });

  it.each([
    ['/api/performance?from=0001-01-01&to=9999-12-31', 400],
    ['/api/performance?period=2026-01-01+to+9999-12-31', 400],
    ['/api/performance?stage=nonsense', 400],
    ['/api/performance?industry=a%00b', 400],
    ['/api/performance/chart?kind=flow', 404],
    ['/performance/chart.svg?kind=flow&of=__proto__', 404],
    ['/performance/chart.svg?kind=flow&of=nowhere', 404],
  ])('tells whoever asks at %s for what there is not', async (path, status) => {
    expect((await get(path)).status).toBe(status);
  });

  it('has its charts as images, the same ones not sent twice', async () => {
    const page = await text('/performance');
    const [, src = ''] = /<img src="([^"]*chart\.svg[^"]*kind=trend[^"]*)"/.exec(page) ?? [];
    expect(page).toMatch(/<img src="[^"]*kind=funnel[^"]*" alt="Funnel\. [^"]+"/);
    const image = await get(src.replaceAll('&amp;', '&'));
    expect(image.headers.get('content-type')).toBe('image/svg+xml');
    const again = await fetch(server.url + src.replaceAll('&amp;', '&'), {
      headers: { cookie: marketer, 'if-none-match': image.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });
});

describe('the leads behind a figure', () => {
  it('are shown by name to those who work with leads, and by id to those who only read', async () => {
    const path = '/performance/leads?metric=progression&of=numerator';
    expect(await text(path)).toContain('Ada24');
    const read = await text(path, viewer);
    expect(read).toContain(`Lead ${leadId(24).slice(0, 8)}`);
    expect(read).not.toMatch(/Ada\d|world\.example/);
  });

  it('are those of a figure that there is, and names like it are told of any other', async () => {
    for (const path of ['/performance/leads', '/api/performance/leads']) {
      const wrong = await get(`${path}?metric=progresion`);
      expect(wrong.status).toBe(404);
      expect(await wrong.text()).toContain('There is no figure of that name. Figures like it: progression');
      expect((await get(`${path}?metric=demo-request`)).status).toBe(200);
    }
  });

  it('come a page at a time', async () => {
    const first = await text('/performance/leads?metric=progression&of=denominator');
    const [, next = ''] = /<a href="([^"]*cursor=[^"]*)">More/.exec(first) ?? [];
    const second = await text(next.replaceAll('&amp;', '&'));
    const ids = (page: string) => [...page.matchAll(/href="\/leads\/([^"]+)"/g)].map((match) => match[1]);
    expect(new Set([...ids(first), ...ids(second)]).size).toBe(60);
    expect(ids(second)).toHaveLength(10);
  });
});

describe('the report', () => {
  it('is one file that asks for nothing and runs nothing', async () => {
    const response = await get('/api/report?company=%3Cb%3EAcme', viewer);
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="nurturing-2026-10-02-to-2026-10-31.html"',
    );
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await response.text();
    expect(html).toContain('<title>&lt;b&gt;Acme: Lead nurturing, 2 Oct 2026 to 31 Oct 2026</title>');
    expect(html.match(/<svg/g)?.length).toBeGreaterThanOrEqual(4);
    const addresses = [...html.matchAll(/(?:src|href|srcset)="([^"#][^"]*)"/g)].map((match) => match[1]);
    expect(
      addresses.every((address) => address?.startsWith(`${server.installation.publicUrl}/performance?`)),
    ).toBe(true);
    expect(html).not.toMatch(/Ada\d|world\.example/);
  });
});

describe('experiments and opportunities', () => {
  it('are pages of their own, and only those who may propose file a change from them', async () => {
    expect(await text('/experiments')).toContain('Nothing is being tried');
    expect((await get('/experiments/none')).status).toBe(404);
    expect(await text('/opportunities')).toContain('Opportunities');
    const post = (path: string, cookie: string) =>
      fetch(server.url + path, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie, origin: server.url, 'content-type': 'application/x-www-form-urlencoded' },
        body: 'arm=b',
      });
    for (const path of ['/opportunities/none/propose', '/experiments/none/decision']) {
      expect((await post(path, viewer)).status).toBe(403);
      expect((await post(path, marketer)).status).toBe(404);
    }
  });
});

describe('the data of charts', () => {
  const scope = async (parts = {}) => {
    const query = { from: now - 28 * DAY - (now % DAY) + DAY, to: now - (now % DAY) + DAY, ...parts };
    const context = { segments: {}, vocabulary: defaultVocabulary, now };
    return scopeOf(server.installation.db, query, context);
  };

  it('give a trend by week, with the weeks before', async () => {
    const { step, points, before } = await readTrend(server.installation.db, await scope(), 'click');
    expect(step).toBe('week');
    expect(points.map(({ value }) => value)).toEqual([null, null, null, 0.2]);
    expect(before).toHaveLength(4);
    const day = await scope({ from: now - (now % DAY) });
    expect((await readTrend(server.installation.db, day, 'click')).title).toBe(
      'Click rate by day, and the day before',
    );
  });

  it('tell passages through a track apart by what was decided and sent on the way', async () => {
    const { db } = server.installation;
    for (const n of [1, 2, 3]) {
      await db.query(
        `insert into enrolments (lane, lead_id, track, n, step, status, started_at, started_by, step_at, reason)
         values ($1, $2, 'welcome', 1, 'pause', $3, to_timestamp($4::float8 / 1000), 'entry', now(), $5)`,
        [n % 256, leadId(n), n === 3 ? 'ended' : 'active', at(11), n === 3 ? 'goal' : null],
      );
    }
    await factsByHand(db).hold(2, at(9), 'call', 'branch' as 'hold');
    const passages = await countPassages(db, await scope(), 'welcome');
    expect(
      passages.map(({ count, status, reason, decided, sent }) => [count, status, reason, decided, sent]),
    ).toEqual([
      [1, 'active', null, { hello: 'call' }, ['hello']],
      [1, 'active', null, {}, ['hello']],
      [1, 'ended', 'goal', {}, ['hello']],
    ]);
    expect(await countPassages(db, await scope({ from: now - DAY }), 'welcome')).toEqual([]);
  });
});
