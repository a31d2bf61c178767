import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLoginToken } from '../../server/auth/login-links.ts';
import { DAY, factsByHand } from '../performance-world.ts';
import { startServer, type TestServer } from '../server.ts';

/** What a manager sees of performance on a phone and on a desk. */
let server: TestServer;
let browser: Browser;
let page: Page;
const refused: string[] = [];
const long = 'Donaudampfschifffahrtsgesellschaft'.repeat(4);

beforeAll(async () => {
  server = await startServer();
  const { db, localAdmin } = server.installation;
  const facts = factsByHand(db);
  const at = (daysAgo: number) => Date.now() - daysAgo * DAY;
  for (let n = 1; n <= 40; n++) {
    await facts.lead(n, [`industry:${long}`], { first_name: long });
    await facts.stay(n, 'journey', at(10), 'awareness');
    await facts.email(n, at(5), { item: long.toLowerCase(), ...(n <= 9 && { clicked_at: at(4) }) });
  }
  await facts.hold(1, at(3), 'quiet_hours');
  await facts.done(Date.now());
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  page = await browser.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') refused.push(message.text());
  });
  await page.goto(`${server.url}/login/${await createLoginToken(db, localAdmin.id, Date.now())}`);
  await page.waitForURL(`${server.url}/`);
});
afterAll(() => browser?.close());

const fits = () =>
  page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth');

describe('performance in a real browser', () => {
  it('fits a phone and a desk on every page of it', async () => {
    for (const width of [360, 1200]) {
      await page.setViewportSize({ width, height: 800 });
      for (const path of [
        '/performance',
        `/performance?industry=${long}`,
        '/performance/leads?metric=click&of=denominator',
        '/experiments',
        '/opportunities',
      ]) {
        await page.goto(server.url + path);
        expect([width, path, await fits()]).toEqual([width, path, true]);
      }
    }
  });

  it('shows the charts as images that load, and is narrowed by its form', async () => {
    await page.goto(`${server.url}/performance`);
    await page.fill('[name=period]', 'last 7 days');
    await page.click('button:has-text("Show")');
    await page.waitForLoadState();
    expect(page.url()).toContain('period=last+7+days');
    const trend = page.locator('img[src*="kind=trend"]');
    await trend.scrollIntoViewIfNeeded();
    await expect
      .poll(() => trend.evaluate((image) => (image as { naturalWidth?: number }).naturalWidth))
      .toBeGreaterThan(300);
    expect(await trend.getAttribute('alt')).toMatch(/^Trend\. Click rate/);
  });

  it('leads from a number to the leads behind it', async () => {
    await page.goto(`${server.url}/performance`);
    await page.click('a[href*="metric=click&"], a[href$="metric=click"]');
    await page.waitForLoadState();
    expect(await page.textContent('main')).toContain('9 counted');
  });

  it('gives a file that fits a phone, follows the device into the dark, and asks for nothing', async () => {
    const [, file = ''] =
      /href="(\/api\/report[^"]*)"/.exec(
        (await (await page.goto(`${server.url}/performance`))?.text()) ?? '',
      ) ?? [];
    const answer = await page.request.get(server.url + file.replaceAll('&amp;', '&'));
    const path = join(server.home, 'report.html');
    writeFileSync(path, await answer.body());
    const context = await browser.newContext({ viewport: { width: 360, height: 800 }, colorScheme: 'dark' });
    const reader = await context.newPage();
    const asked: string[] = [];
    reader.on('request', (request) => asked.push(request.url()));
    reader.on('console', (message) => refused.push(message.text()));
    await reader.goto(pathToFileURL(path).href);
    expect(asked).toEqual([pathToFileURL(path).href]);
    expect(
      await reader.evaluate(
        '[document.documentElement.scrollWidth, getComputedStyle(document.documentElement).backgroundColor]',
      ),
    ).toEqual([360, 'rgb(20, 24, 26)']);
    await reader.emulateMedia({ media: 'print' });
    expect(await reader.evaluate('getComputedStyle(document.body).color')).toBe('rgb(27, 36, 32)');
    await context.close();
  });

  it('broke no rule of its own policy', () => {
    expect(refused).toEqual([]);
  });
});
