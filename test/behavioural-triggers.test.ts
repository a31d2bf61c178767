import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { laneOfLead } from '../db/lanes.ts';
import { verifyReplay } from '../engine/backtest/replay.ts';
import type { LeadState } from '../engine/core/types.ts';
import { behaviouralTriggers } from '../engine/program/templates/behavioural-triggers/index.ts';
import { stateOf } from '../engine/runtime/loaded-lead.ts';
import { loadItems } from '../knowledge/ingest/load.ts';
import { startServer, type TestServer } from './server.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Monday, 5 January 2026, 12:00 UTC: within the hours in which marketing email goes out. */
let now = 1_767_614_400_000;
let server: TestServer;
let writeKey: string;
let leads = 0;

beforeAll(async () => {
  server = await startServer({}, { clock: () => now });
  writeKey = readFileSync(join(server.home, 'write.key'), 'utf8').trim();
  const { db, engine, library } = server.installation;
  const items = await loadItems(fileURLToPath(new URL('../knowledge/demo-library', import.meta.url)));
  await library.add(items, { mayApprove: true, now });
  const refs = new Map<string, Awaited<ReturnType<typeof library.pin>>>();
  for (const { id } of items) refs.set(id, await library.pin(id));
  const sender = { name: 'Trellis', email: 'hello@mail.internal', postalAddress: '1 Garden Row' };
  const program = behaviouralTriggers((id) => {
    const ref = refs.get(id);
    if (ref === undefined) throw new TypeError(`the demo library has no ${id}`);
    return ref;
  });
  await db.transaction((tx) =>
    engine.activate(tx, { ...program, policies: { ...program.policies, sender } }, { changeId: null }),
  );
});

/** Every test begins at noon of a day of its own. */
beforeEach(() => {
  now = Math.floor(now / DAY) * DAY + DAY + 12 * HOUR;
});

/** A lead that may be written to. */
class Lead {
  readonly userId = `lead-${++leads}`;
  readonly email = `${this.userId}@leads.internal`;

  static async arrive(): Promise<Lead> {
    const lead = new Lead();
    await lead.#post('identify', { traits: { email: lead.email } });
    await lead.track('Consent Granted', { purpose: 'marketing', basis: 'consent', wording: 'Send me news' });
    return lead;
  }

  track(event: string, properties: object = {}): Promise<void> {
    return this.#post('track', { event, properties });
  }

  page(path: string, properties: object = {}): Promise<void> {
    return this.#post('page', { properties: { url: `https://www.example.com${path}`, ...properties } });
  }

  async #post(type: string, record: object): Promise<void> {
    const response = await fetch(`${server.url}/v1/${type}`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${writeKey}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ userId: this.userId, ...record }),
    });
    expect(await response.json()).toMatchObject({ success: true, accepted: 1 });
    await work();
  }

  async state(): Promise<LeadState> {
    const [row] = await server.installation.db.query<{ state: string; fields: unknown }>(
      `select state, fields from leads where fields ->> 'email' = $1`,
      [this.email],
    );
    if (row === undefined) throw new TypeError(`there is no ${this.email}`);
    return stateOf(row);
  }

  /** What was observed: points, tracks that the lead is on, emails in the mailbox, tasks and notices. */
  async observed() {
    const { id, scores, enrolments } = await this.state();
    const { mailbox } = await server.installation.email();
    const told = await server.installation.db.query<{ audience: string; text: string }>(
      'select audience, text from notifications where lane = $1 and lead_id = $2 order by created_at, effect',
      [laneOfLead(id), id],
    );
    return {
      points: scores.engagement ?? 0,
      tracks: Object.keys(enrolments)
        .filter((track) => enrolments[track]?.status === 'active')
        .sort(),
      emails: (await mailbox.list({ leadId: id })).map(({ item }) => item).reverse(),
      told: told.map(({ audience, text }) => `${audience}: ${text}`),
    };
  }

  /** The page behind the unsubscribe link of the lead's last email. */
  async unsubscribeUrl(): Promise<string> {
    const { mailbox } = await server.installation.email();
    const [mail] = await mailbox.list({ leadId: (await this.state()).id });
    const html = (await mailbox.get(mail?.id ?? ''))?.html ?? '';
    return `${server.url}/u/${/\/u\/([\w-]+)/.exec(html)?.[1]}`;
  }
}

const nothing = { points: 0, tracks: [], emails: [], told: [] };

/** What the worker's loop does, until nothing is left to do. */
async function work(): Promise<void> {
  const { engine, senders } = server.installation;
  while ((await engine.runDue()) + (await engine.dispatch(senders)) > 0);
}

async function pass(ms: number): Promise<void> {
  now += ms;
  await work();
}

describe('website', () => {
  it('answers a pricing page visit at once with 25 points and the pricing track', async () => {
    const lead = await Lead.arrive();
    await lead.page('/blog/repricing-contracts');
    expect(await lead.observed()).toEqual(nothing);
    await lead.page('/pricing?plan=team');
    expect(await lead.observed()).toEqual({
      ...nothing,
      points: 25,
      tracks: ['pricing-nurture'],
      emails: ['pricing-1-value'],
    });
  });

  it('answers a demo request at once with 50 points, a task for sales and the preparation email', async () => {
    const lead = await Lead.arrive();
    await lead.page('/demo');
    await lead.track('Form Submitted', { form_type: 'newsletter' });
    expect(await lead.observed()).toEqual(nothing);
    await lead.track('Form Submitted', { form_type: 'demo_request' });
    expect(await lead.observed()).toEqual({
      points: 50,
      tracks: ['demo-preparation'],
      emails: ['demo-preparation'],
      told: ['sales: Qualify and schedule the demo'],
    });
    expect(await lead.state()).toMatchObject({ journey: 'decision', lifecycle: 'mql' });
  });

  it('answers a comparison page visit with the competitive series', async () => {
    const lead = await Lead.arrive();
    await lead.page('/blog/how-to-compare-notes');
    expect(await lead.observed()).toEqual(nothing);
    await lead.page('/compare/other-product');
    expect(await lead.observed()).toMatchObject({
      tracks: ['competitive-differentiation'],
      emails: ['enterprise-consideration-2-vendor-matrix'],
    });
  });

  it('answers a case study download with success stories', async () => {
    const lead = await Lead.arrive();
    await lead.page('/case-studies/intake');
    await lead.track('Content Downloaded', { item: 'short-guide', content_type: 'guide' });
    expect(await lead.observed()).toEqual(nothing);
    await lead.track('Content Downloaded', { item: 'intake', content_type: 'case-study' });
    expect(await lead.observed()).toMatchObject({
      points: 15,
      tracks: ['success-stories'],
      emails: ['consultancy-handover-case-study'],
    });
  });

  it('answers the third session within two weeks with the accelerated track', async () => {
    const [reader, visitor] = [await Lead.arrive(), await Lead.arrive()];
    for (const path of ['/', '/product', '/about', '/team']) await reader.page(path, { session_id: 'one' });
    expect(await reader.observed()).toEqual(nothing);
    for (const session_id of ['one', 'two']) await visitor.page('/', { session_id });
    expect(await visitor.observed()).toEqual(nothing);
    await visitor.page('/', { session_id: 'three' });
    expect(await visitor.observed()).toMatchObject({
      points: 10,
      tracks: ['accelerated-consideration'],
      emails: ['product-tour-video'],
    });
    // The same told by silence instead of ids: each of these visits is hours after the last.
    for (let n = 0; n < 3; n++) {
      now += HOUR;
      await reader.page('/');
    }
    expect((await reader.observed()).tracks).toEqual(['accelerated-consideration']);
  });
});

describe('content', () => {
  it('answers a whitepaper download two hours later with the series on its topic', async () => {
    const lead = await Lead.arrive();
    await lead.track('Content Downloaded', { item: 'five-signs', content_type: 'infographic' });
    expect(await lead.observed()).toEqual(nothing);
    await lead.track('Whitepaper Downloaded', { content_type: 'whitepaper', topic: 'security' });
    await pass(2 * HOUR - 1);
    expect(await lead.observed()).toEqual({ ...nothing, points: 15 });
    await pass(1);
    expect(await lead.observed()).toMatchObject({ points: 15, emails: ['security-compliance-guide'] });
    expect((await lead.state()).enrolments['topic-education']).toMatchObject({
      by: 'trigger:whitepaper-download',
    });
  });

  it('answers webinar attendance with advanced content and then a consultation', async () => {
    const lead = await Lead.arrive();
    await lead.track('Webinar Registered', { item: 'best-practice-webinar' });
    await lead.track('Webinar Attended', { item: 'best-practice-webinar', minutes: 5 });
    expect(await lead.observed()).toEqual(nothing);
    await lead.track('Webinar Attended', { item: 'best-practice-webinar', minutes: 45 });
    expect(await lead.observed()).toMatchObject({ tracks: ['webinar-follow-up'] });
    await pass(3 * DAY);
    expect((await lead.observed()).emails).toEqual(['implementation-90-day-plan', 'consultation-offer']);
  });

  it('answers the third blog post within two weeks with related content', async () => {
    const lead = await Lead.arrive();
    for (const path of ['/blog/one', '/product', '/about', '/blog/two']) await lead.page(path);
    expect(await lead.observed()).toEqual(nothing);
    await lead.page('/blog/three');
    expect(await lead.observed()).toMatchObject({
      tracks: ['related-content'],
      emails: ['state-of-operations-report'],
    });
  });

  it('answers the use of a tool with the education on it', async () => {
    const lead = await Lead.arrive();
    await lead.page('/tools/roi-calculator');
    expect(await lead.observed()).toEqual(nothing);
    await lead.track('Tool Used', { tool: 'roi-calculator', completed: false });
    expect(await lead.observed()).toMatchObject({
      tracks: ['tool-education'],
      emails: ['product-tour-video'],
    });
  });

  it('answers a link clicked in an email with content on what it was about', async () => {
    const lead = await Lead.arrive();
    await lead.track('Email Opened');
    expect(await lead.observed()).toEqual(nothing);
    await lead.track('Email Link Clicked', { link_url: 'https://www.example.com/security' });
    expect(await lead.observed()).toEqual({ ...nothing, tracks: ['interest-content'] });
    await pass(DAY);
    expect((await lead.observed()).emails).toEqual(['security-compliance-guide']);
  });

  it('quickens the pace after three opens, from the next scheduled send', async () => {
    const lead = await Lead.arrive();
    await lead.page('/compare/other-product');
    for (const _ of [1, 2]) await lead.track('Email Opened');
    expect((await lead.state()).delayed).toEqual({});
    await lead.track('Email Opened');
    expect(await lead.state()).toMatchObject({ scores: { engagement: 10 } });
    expect((await lead.state()).cadence).toBeUndefined();
    await pass(4 * DAY);
    expect((await lead.observed()).emails).toHaveLength(2);
    expect((await lead.state()).cadence).toMatchObject({ id: 'eager' });
  });
});

describe('sales', () => {
  it('moves who replies to the sales-qualified track', async () => {
    const lead = await Lead.arrive();
    await lead.track('Email Replied', { text: 'Automatic reply: I am OUT OF OFFICE until Monday.' });
    expect(await lead.observed()).toEqual(nothing);
    await lead.track('Email Replied', { text: 'Sounds good, call me.' });
    expect(await lead.observed()).toMatchObject({
      tracks: ['sales-qualified'],
      told: ['sales: A lead has replied.', 'sales: Answer the reply'],
    });
    expect((await lead.state()).lifecycle).toBe('sql');
  });

  it.each([
    ['a meeting', 'Meeting Cancelled', 'Meeting Scheduled', 'meeting-preparation', 'meeting-preparation'],
    [
      'a proposal',
      'Proposal Viewed',
      'Proposal Sent',
      'decision-support',
      'enterprise-decision-1-business-case',
    ],
    [
      'a contract negotiation',
      'Contract Viewed',
      'Contract Negotiation Started',
      'implementation-planning',
      'implementation-90-day-plan',
    ],
  ])('answers %s with what prepares for it', async (_, alike, event, track, item) => {
    const lead = await Lead.arrive();
    await lead.track(alike);
    expect(await lead.observed()).toEqual(nothing);
    await lead.track(event);
    expect(await lead.observed()).toMatchObject({ tracks: [track], emails: [item] });
  });

  it('answers a deal that is won with onboarding, and ends what led to it', async () => {
    const lead = await Lead.arrive();
    await lead.track('Deal Closed', { won: false });
    expect(await lead.observed()).toEqual(nothing);
    await lead.track('Proposal Sent', { amount: 1000 });
    await pass(31 * DAY);
    await lead.track('Deal Closed', { won: true, amount: 1000 });
    expect(await lead.observed()).toMatchObject({ tracks: ['onboarding-expansion'] });
    expect((await lead.observed()).emails).toContain('onboarding-video-series');
    expect(await lead.state()).toMatchObject({ lifecycle: 'customer', journey: 'implementation' });
  });
});

describe('against us', () => {
  it('offers who unsubscribes the exit survey and fewer emails', async () => {
    const lead = await Lead.arrive();
    await lead.page('/pricing');
    const url = await lead.unsubscribeUrl();
    const post = (path: string, fields: Record<string, string>) =>
      fetch(`${url}${path}`, { method: 'POST', body: new URLSearchParams(fields) });
    // Scanners open the link: that is no unsubscribe.
    expect(await (await fetch(url)).text()).toContain('choose how often');
    expect((await lead.observed()).told).toEqual([]);
    const left = await (await post('', { 'List-Unsubscribe': 'One-Click' })).text();
    expect(left).toContain('Would you tell us why?');
    await work();
    expect(await lead.state()).toMatchObject({ suppressed: { reason: 'unsubscribe' } });
    expect((await lead.observed()).told).toEqual(['marketing: A lead has unsubscribed; the page asks why.']);

    expect((await post('/survey', { reason: 'too_many', text: 'Every day!' })).status).toBe(200);
    await work();
    expect((await lead.observed()).told).toContain('marketing: A lead has told why it left.');

    now += 1000;
    expect((await post('/preferences', { frequency: 'fewer', again: 'yes' })).status).toBe(200);
    expect(await lead.state()).toMatchObject({ suppressed: null, cadence: { id: 'asked-fewer' } });
  });

  it('reminds who has not visited for 30 days', async () => {
    const [visitor, stranger] = [await Lead.arrive(), await Lead.arrive()];
    await visitor.page('/');
    await pass(29 * DAY);
    expect(await visitor.observed()).toEqual(nothing);
    await pass(DAY);
    expect(await visitor.observed()).toMatchObject({
      tracks: ['re-engagement'],
      emails: ['re-engagement-value'],
    });
    expect(await stranger.observed()).toEqual(nothing);
  });

  it('slows down and refreshes for who has stopped opening', async () => {
    const [reader, occasional] = [await Lead.arrive(), await Lead.arrive()];
    for (const _ of [1, 2, 3]) await reader.track('Email Opened');
    for (const _ of [1, 2]) await occasional.track('Email Opened');
    await pass(20 * DAY);
    expect((await reader.observed()).tracks).toEqual([]);
    await pass(DAY);
    expect(await reader.observed()).toMatchObject({
      tracks: ['content-refresh'],
      emails: ['peer-benchmark-report'],
    });
    expect((await reader.state()).cadence).toMatchObject({ id: 'relaxed' });
    expect((await occasional.observed()).tracks).toEqual([]);
    expect((await occasional.state()).cadence).toBeUndefined();
  });

  it('answers research into a competitor with the difference, and tells sales', async () => {
    const lead = await Lead.arrive();
    await lead.page('/', { referrer: 'https://competitor.example/' });
    expect(await lead.observed()).toEqual(nothing);
    await lead.track('Competitor Research', { competitor: 'Other Product' });
    expect(await lead.observed()).toMatchObject({
      tracks: ['competitive-differentiation'],
      told: ['sales: A lead is looking into a competitor.'],
    });
  });

  it.each([
    ['Email Replied', { text: 'Honestly, it is TOO\nEXPENSIVE for us.' }],
    ['Email Replied', { text: 'We are over budget; what about pricing?' }],
    ['Email Replied', { text: 'We can’t afford that.' }],
    ['Sales Objection', { topic: 'pricing' }],
  ])('answers an objection to the price with its value: %s %j', async (event, properties) => {
    const lead = await Lead.arrive();
    await lead.track(event, properties);
    expect(await lead.observed()).toMatchObject({ tracks: ['value-selling'], emails: ['enterprise-6-roi'] });
    expect((await lead.observed()).told).toContain('sales: Answer the objection to the price');
  });

  it('does not take other words for an objection', async () => {
    const lead = await Lead.arrive();
    await lead.track('Email Replied', {
      text: 'Your repricing module looks inexpensive, let us talk budgets.',
    });
    await lead.track('Sales Objection', { topic: 'security' });
    await lead.page('/pricing-objections-handbook-preview');
    expect((await lead.observed()).told).not.toContain('sales: Answer the objection to the price');
    expect((await lead.observed()).tracks).not.toContain('value-selling');
  });
});

it('is replayed byte for byte from the log', async () => {
  const report = await verifyReplay(server.installation.db);
  expect(report.mismatches).toEqual([]);
  expect(report).toMatchObject({ leads, skipped: 0 });
});
