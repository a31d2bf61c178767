import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { IncomingEvent } from '../engine/runtime/engine.ts';
import { createMailbox } from '../integrations/email/mailbox.ts';
import { createEmailSender } from '../integrations/email/sender.ts';
import { createTracking, INSTANT_MS, type Tracking } from '../integrations/email/tracking.ts';
import { createLibrary } from '../knowledge/library.ts';
import { consentOf, createWorld, DAY, eventOf, sampleProgram, type World } from './runtime-world.ts';

const settings = { secret: 'secret', publicUrl: 'https://app.example' };
const email = 'ana@oak.example';
let world: World;
let tracking: Tracking;
let links: { open: string; click: string; unsubscribe: string };
let failing = false;
let keeping = true;

/** A lead enters a track whose first email is delivered into the mailbox. */
beforeAll(async () => {
  world = await createWorld();
  const library = createLibrary(world.db);
  const item = {
    id: 'hello',
    title: 'Hello',
    kind: 'email',
    stages: ['awareness'],
    summary: 'Hello.',
    cta: { label: 'Read', url: 'https://www.fernhollow.example/read?a=1&b=2' },
    subject: 'Hello {{ lead.first_name | default: "there" }}',
    body: 'Hi.',
    approvedBy: 'Ana',
  };
  await library.add([item], { mayApprove: true, now: world.now });
  const content = await library.pin('hello');
  await world.activate(
    sampleProgram({
      scoring: { rules: { click: { title: 'A click', when: 'email_click', points: 7 } }, thresholds: {} },
      tracks: {
        welcome: {
          title: 'Welcome',
          stage: 'awareness',
          entry: { when: 'IN SEGMENT visitors' },
          steps: [
            { id: 'hello', kind: 'email', content },
            { id: 'pause', kind: 'wait', for: '3 days' },
            { id: 'again', kind: 'email', content },
          ],
        },
      },
    }),
  );
  await world.engine.ingest([
    consentOf(world, email, { userId: 'u1' }),
    eventOf(world, email, 'page_visit'),
    eventOf(world, email, 'page_visit'),
  ]);
  await world.settle();
  const parts = { db: world.db, library, clock: () => world.now, ...settings };
  const from = () => ({
    name: 'Fernhollow',
    email: 'hello@fernhollow.example',
    postalAddress: '12 Quarry Lane',
  });
  await world.engine.dispatch([createEmailSender({ ...parts, from })]);
  const mailbox = createMailbox(parts);
  const [mail] = await mailbox.list();
  const html = (await mailbox.get(mail?.id as string))?.html as string;
  const click = /\/t\/c\/([\w-]+)/.exec(html)?.[1] as string;
  const { createLinkSigner } = await import('../integrations/email/links.ts');
  const ref = { leadId: mail?.leadId as string, key: mail?.effect as string };
  const open = createLinkSigner(settings).open(ref).split('/').at(-1) as string;
  links = { open, click, unsubscribe: /\/u\/([\w-]+)/.exec(html)?.[1] as string };
  tracking = createTracking({
    ...parts,
    keepsPreferences: async () => keeping,
    ingest: (events: readonly IncomingEvent[]) =>
      failing ? Promise.reject(new Error('away')) : world.engine.ingest(events),
  });
});
beforeEach(() => {
  failing = false;
});

const eventsNamed = (name: string) =>
  world.db.query<{ properties: Record<string, string> }>('select properties from inputs where name = $1', [
    name,
  ]);
const score = async () => (await world.db.query<{ score: number }>('select score from leads'))[0]?.score;

test('what comes at once after sending, and what only asks for the headers, is not counted', async () => {
  expect(await tracking.onOpen(links.open, 'GET')).toMatchObject({ status: 200 });
  expect(await tracking.onClick(links.click, 'GET')).toMatchObject({ status: 302 });
  world.now += INSTANT_MS;
  expect(await tracking.onOpen(links.open, 'HEAD')).toMatchObject({ status: 200 });
  expect(await tracking.onClick(links.click, 'HEAD')).toMatchObject({ status: 302 });
  expect(await eventsNamed('email_open')).toEqual([]);
  expect(await eventsNamed('email_click')).toEqual([]);
});

test('an open gives a pixel and is counted once, with the track, step and item it is about', async () => {
  const response = await tracking.onOpen(links.open, 'GET');
  expect(response.headers['content-type']).toBe('image/gif');
  expect(Buffer.from(response.body as Uint8Array).toString('latin1')).toMatch(/^GIF89a/);
  await tracking.onOpen(links.open, 'GET');
  expect(await eventsNamed('email_open')).toEqual([
    { properties: { track: 'welcome', step: 'hello', item: 'hello' } },
  ]);
});

test('a click leads to the address in the pinned item, even when it cannot be counted', async () => {
  failing = true;
  expect((await tracking.onClick(links.click, 'GET')).headers.location).toBe(
    'https://www.fernhollow.example/read?a=1&b=2',
  );
});

test('a click is counted once and scores', async () => {
  await tracking.onClick(links.click, 'GET');
  await tracking.onClick(links.click, 'GET');
  expect(await eventsNamed('email_click')).toEqual([
    {
      properties: {
        track: 'welcome',
        step: 'hello',
        item: 'hello',
        link_url: 'https://www.fernhollow.example/read?a=1&b=2',
      },
    },
  ]);
  expect(await score()).toBe(7);
});

test('a token of another kind, and one that we did not sign, open nothing', async () => {
  for (const token of [links.open, links.unsubscribe, `${links.click.slice(0, -1)}_`, 'x', '']) {
    expect((await tracking.onClick(token, 'GET')).status).toBe(404);
  }
  for (const token of [links.click, links.open, 'x'])
    expect((await tracking.onUnsubscribe(token)).status).toBe(404);
  expect((await tracking.onOpen(links.click, 'GET')).status).toBe(404);
});

test('looking at the unsubscribe page changes nothing, and posting it stops the next email', async () => {
  const page = await tracking.unsubscribePage(links.unsubscribe);
  expect(page.body).toContain('<form method="post">');
  expect(await eventsNamed('unsubscribe')).toEqual([]);
  expect((await tracking.onUnsubscribe(links.unsubscribe)).body).toContain('You are unsubscribed');
  world.now += 4 * DAY;
  await world.settle();
  const [row] = await world.db.query<{ mailable: boolean }>('select mailable from leads');
  expect(row?.mailable).toBe(false);
  expect(await world.db.query('select 1 from outbox')).toHaveLength(1);
});

test('an unsubscribe that could not be recorded is not confirmed', async () => {
  failing = true;
  await expect(tracking.onUnsubscribe(links.unsubscribe)).rejects.toThrow('away');
});

const form = (fields: Record<string, string>) => new URLSearchParams(fields);

test('who left may say why, once for an email, in bounded words', async () => {
  const page = await tracking.onUnsubscribe(links.unsubscribe);
  expect(page.body).toContain(`action="/u/${links.unsubscribe}/survey"`);
  const text = `<script>\0 ${'x'.repeat(600)}`;
  expect((await tracking.onSurvey(links.unsubscribe, form({ reason: 'too_many', text }))).status).toBe(200);
  await tracking.onSurvey(links.unsubscribe, form({ reason: 'other' }));
  const [answer, ...more] = await eventsNamed('exit_survey');
  expect(more).toEqual([]);
  expect(answer?.properties).toMatchObject({ reason: 'too_many', item: 'hello' });
  expect(answer?.properties.text).toMatch(/^<script> x{491}$/);
});

test('the choice of how often is offered only where the program keeps to it', async () => {
  expect((await tracking.unsubscribePage(links.unsubscribe)).body).toContain('/preferences');
  keeping = false;
  expect((await tracking.unsubscribePage(links.unsubscribe)).body).not.toContain('/preferences');
  expect((await tracking.onUnsubscribe(links.unsubscribe)).body).not.toContain('/preferences');
  keeping = true;
});

test('an answer that the page does not offer is refused and changes nothing', async () => {
  for (const reason of ['', 'constructor', '<b>'])
    expect((await tracking.onSurvey(links.unsubscribe, form({ reason }))).status).toBe(400);
  expect((await tracking.onPreferences(links.unsubscribe, form({ frequency: 'hourly' }))).status).toBe(400);
  expect(await eventsNamed('preferences_updated')).toEqual([]);
  for (const token of [links.click, 'x'])
    expect((await tracking.onPreferences(token, form({ frequency: 'fewer' }))).status).toBe(404);
});

test('who chooses fewer emails after leaving is mailed again, by their own words', async () => {
  world.now += 1;
  const chosen = form({ frequency: 'fewer', again: 'yes' });
  expect((await tracking.onPreferences(links.unsubscribe, chosen)).body).toContain('Fewer emails');
  expect((await eventsNamed('preferences_updated'))[0]?.properties).toMatchObject({ frequency: 'fewer' });
  const [row] = await world.db.query<{ mailable: boolean }>('select mailable from leads');
  expect(row?.mailable).toBe(true);
});

test('a choice without that word lifts nothing', async () => {
  world.now += 1;
  await tracking.onUnsubscribe(links.unsubscribe);
  await tracking.onPreferences(links.unsubscribe, form({ frequency: 'monthly' }));
  const [row] = await world.db.query<{ mailable: boolean }>('select mailable from leads');
  expect(row?.mailable).toBe(false);
});
