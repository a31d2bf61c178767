import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLoginToken } from '../../server/auth/login-links.ts';
import { startServer, type TestServer } from '../server.ts';

/** What a person does with a mouse and a keyboard; the other tests send the requests a browser would send, or not. */
let server: TestServer;
let browser: Browser;
let page: Page;
const refused: string[] = [];

beforeAll(async () => {
  server = await startServer();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  page = await browser.newPage({ timezoneId: 'Asia/Tokyo' });
  page.on('console', (message) => {
    if (message.type() === 'error') refused.push(message.text());
  });
});
afterAll(() => browser?.close());

describe('in a real browser', () => {
  it('a sign-in link opens the chat', async () => {
    const { db, localAdmin } = server.installation;
    await page.goto(`${server.url}/login/${await createLoginToken(db, localAdmin.id, Date.now())}`);
    await page.waitForURL(`${server.url}/`);
    expect(await page.textContent('body')).toContain(localAdmin.name);
  });

  it('the browser has told its time zone, and what is to be remembered is on the page of the person', async () => {
    await page.fill('textarea', 'remember that our year starts in April');
    await page.keyboard.press('Enter');
    await page.waitForSelector('article.answer:has-text("Kept as note 1")');
    await page.click('.self');
    await page.waitForLoadState();
    expect(await page.textContent('main')).toContain('Answers say times in Asia/Tokyo');
    await page.click('li:has-text("our year starts in April") >> button:has-text("Forget")');
    await page.waitForLoadState();
    expect(await page.textContent('main')).toContain('Nothing yet.');
    await page.goto(server.url);
  });

  it('a wish in chat becomes a change that a click approves', async () => {
    await page.fill('textarea', 'give 25 points for a pricing page visit');
    await page.keyboard.press('Enter');
    await page.click('article.answer:has-text("pricing") >> a[href*="/changes/"]');
    await page.click('button:has-text("Approve")');
    await page.waitForLoadState();
    expect(await page.textContent('body')).toContain('applied by');
    const { program } = await server.installation.engine.program();
    expect(Object.values(program.scoring.rules).map(({ points }) => points)).toEqual([25]);
  });

  it('a change is rejected with its reason, and a conversation begins anew', async () => {
    await page.goto(server.url);
    await page.fill('textarea', 'give 10 points for a webinar registration');
    await page.keyboard.press('Enter');
    await page.click('article.answer:has-text("webinar") >> a[href*="/changes/"]');
    await page.fill('[name=reason]', 'Not this quarter');
    await page.click('button:has-text("Reject")');
    await page.waitForLoadState();
    expect(await page.textContent('body')).toContain('Not this quarter');
    await page.goto(server.url);
    await page.click('button:has-text("New conversation")');
    await page.waitForLoadState();
    expect(await page.textContent('body')).not.toContain('webinar registration');
  });

  it('the calendar of a change shows its form and fits a phone', async () => {
    const [change] = await server.installation.changes.list();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${server.url}/changes/${change?.id}/calendar`);
    await page.selectOption('[name=behaviour]', 'everything');
    await page.click('button:has-text("Show")');
    await page.waitForLoadState();
    expect(page.url()).toContain('behaviour=everything');
    expect(await page.textContent('body')).toContain("alters nobody's calendar");
    expect(
      await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'),
    ).toBe(true);
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  it('signing out ends the session, and the pages broke no rule of their own policy', async () => {
    await page.click('button:has-text("Sign out")');
    await page.waitForLoadState();
    await page.goto(`${server.url}/changes`);
    expect(await page.textContent('body')).toContain('Sign in');
    expect(refused.filter((text) => !text.includes('401'))).toEqual([]);
  });
});
