import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../engine/runtime/changes/types.ts';
import { createLoginToken } from '../server/auth/login-links.ts';
import { savePerson } from '../server/auth/people.ts';
import { compose } from '../server/compose.ts';
import { parseConfig } from '../server/config.ts';
import type { Telling } from '../server/posts/telling.ts';
import type { OutgoingPost, PostOutcome, SlackPort } from '../server/posts/types.ts';
import { afterwards } from './afterwards.ts';
import { DAY, factsByHand } from './performance-world.ts';
import { cookieOf, startServer, type TestServer } from './server.ts';

const hour = 3_600_000;
const minute = 60_000;
/** A Friday. */
let now = Date.UTC(2026, 9, 30, 12);
const at = (daysAgo: number) => Date.UTC(2026, 9, 30, 12) - daysAgo * DAY;
const never = new AbortController().signal;

let server: TestServer;
let mails: ParsedMail[] = [];
/** What the mail server answers to the next message. */
let refusals: number[] = [];
/** Of another process on the same database. */
let other: Telling;
let ada: Person;
let eve: Person;

beforeAll(async () => {
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _, done) {
      const responseCode = refusals.shift();
      simpleParser(stream, { keepCidLinks: true }).then((mail) => {
        if (responseCode) return done(Object.assign(new Error('not now'), { responseCode }));
        mails.push(mail);
        done();
      }, done);
    },
  });
  const port = await new Promise<number>((resolve) => {
    const listening = smtp.listen(0, '127.0.0.1', () =>
      resolve((listening.address() as { port: number }).port),
    );
  });
  afterwards(() => new Promise<void>((resolve) => smtp.close(() => resolve())));
  const env = { SMTP_URL: `smtp://127.0.0.1:${port}` };
  server = await startServer(env, { clock: () => now });
  const { db } = server.installation;
  const { telling } = await compose(parseConfig({ ...server.env, ...env }), { db, clock: () => now });
  other = telling;
  ada = await savePerson(
    db,
    { name: 'Ada', email: 'ada@people.example', role: 'marketer', timeZone: 'Europe/Vienna' },
    now,
  );
  eve = await savePerson(db, { name: 'Eve', email: 'eve@people.example', role: 'viewer' }, now);
  const facts = factsByHand(db);
  for (let n = 1; n <= 60; n++) {
    await facts.lead(n);
    const moved = { left_at: at(1), next_stage: 'consideration', forward: true };
    await facts.stay(n, 'journey', at(3), 'awareness', n <= 24 ? moved : {});
    await facts.email(n, at(10));
    await facts.email(n, at(3), n <= 12 ? { clicked_at: at(2) } : {});
  }
  await facts.done(now);
});

/** In a session of their own: those of before are over by now. */
async function sessionOf(person: Person): Promise<string> {
  const token = await createLoginToken(server.installation.db, person.id, now);
  return cookieOf(await fetch(`${server.url}/login/${token}`, { redirect: 'manual' }));
}
async function ask(text: string, person = ada): Promise<string> {
  const response = await fetch(`${server.url}/api/chat`, {
    method: 'POST',
    headers: { cookie: await sessionOf(person), 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  });
  const body = await response.text();
  return response.ok ? JSON.parse(body).text : body;
}
const get = async (path: string, person = ada) =>
  fetch(server.url + path, { headers: { cookie: await sessionOf(person) }, redirect: 'manual' });
const page = async (path: string, person = ada) => (await get(path, person)).text();
/** Both processes at once; what one of them queued after the other had sent goes with the next look. */
const run = async () => {
  await Promise.all([server.installation.telling.run(never), other.run(never)]);
  await server.installation.telling.run(never);
};
const until = (instant: number) => {
  now = instant;
  return run();
};

describe('a digest', () => {
  it('is ordered in words and comes once a week by the clock of its person, from however many processes', async () => {
    expect(await ask('send me a digest evry monday at 9')).toBe(
      [
        'Set, digest 1: every Monday at 09:00 (Europe/Vienna), by email to you.',
        'The next one comes 2 Nov 2026, 09:00 (Europe/Vienna). It tells how nurturing did, with a chart and what waits for an approval.',
        '“Stop digest 1” ends it.',
      ].join('\n'),
    );
    await until(Date.UTC(2026, 10, 2, 7, 59));
    expect(mails).toEqual([]);
    await until(Date.UTC(2026, 10, 2, 8));
    await until(Date.UTC(2026, 10, 2, 9));
    expect(mails.map(({ subject }) => subject)).toEqual(['Weekly digest, 26 Oct 2026 to 1 Nov 2026']);
    const [mail] = mails;
    expect(mail?.to).toMatchObject({ text: expect.stringContaining('ada@people.example') });
    expect(mail?.text).toContain('12 of 60');
    expect(mail?.text).toMatch(/not enough data|nothing to compare/);
    expect(mail?.text).toContain('Nothing waits for an approval.');
    expect(mail?.text).toContain('/performance?from=2026-10-26&to=2026-11-02');
    expect(mail?.html).toContain('cid:chart@trellis');
    expect(mail?.attachments[0]).toMatchObject({ contentType: 'image/png', cid: 'chart@trellis' });
    expect(mail?.attachments[0]?.content.subarray(1, 4).toString()).toBe('PNG');
    const shown = await page('/digests');
    expect(shown).toContain('every Monday at 09:00 (Europe/Vienna), by email to you');
    const [, key = ''] = /\/digests\/sent\/([^"]+)"/.exec(shown) ?? [];
    expect(await page(`/digests/sent/${key}`)).toContain('12 of 60');
    expect((await get(`/digests/sent/${key}/chart.png`)).headers.get('content-type')).toBe('image/png');
    expect(await page(`/digests/sent/${key}`, eve)).not.toContain('12 of 60');
    expect(await page('/digests', eve)).not.toContain('every Monday at 09:00');
  });

  it('of which several fell due while nothing ran comes once, for the last', async () => {
    mails = [];
    await until(Date.UTC(2026, 10, 24, 12));
    expect(mails.map(({ subject }) => subject)).toEqual(['Weekly digest, 16 Nov 2026 to 22 Nov 2026']);
  });

  it('is tried again when the mail server says not now, and is in doubt when a process died in the middle', async () => {
    mails = [];
    refusals = [451];
    await until(Date.UTC(2026, 10, 30, 8));
    expect(mails).toEqual([]);
    await until(now + minute);
    expect(mails).toHaveLength(1);
    const { db } = server.installation;
    await until(Date.UTC(2026, 11, 7, 7, 59));
    // As a process leaves it that dies after it has begun to send.
    await db.query(
      `insert into posts (key, place, owner, content, not_before, status, attempts, lease_until, created_at)
       select 'digest:1:dead', place, owner, content, now(), 'sending', 1, to_timestamp($1::float8 / 1000), now() from posts where content is not null limit 1`,
      [now - 1],
    );
    await run();
    expect(mails).toHaveLength(1);
    expect(await page('/digests')).toContain('it is not sent again by itself');
  });

  it('is stopped in words by who has it, and not by a program', async () => {
    const owner = JSON.parse(readFileSync(join(server.home, 'owner.json'), 'utf8'));
    const asProgram = (text: string) =>
      fetch(`${server.url}/api/chat`, {
        method: 'POST',
        headers: { authorization: `Bearer ${owner.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ text }),
      }).then((response) => response.text());
    expect(await asProgram('send me a weekly digest')).toContain('auth.person_needed');
    expect(await ask('post a monthly digest in #marketing')).toContain('digest.no_slack');
    expect(await ask('which digests are there?')).toBe(
      'Digests:\n- 1: every Monday at 09:00 (Europe/Vienna), by email to you',
    );
    expect(await ask('stop the weekly one')).toBe(
      'Stopped, digest 1: every Monday at 09:00 (Europe/Vienna), by email to you.',
    );
    expect(await ask('stop digest 1')).toContain('There is none like that. No digest is set.');
    await ask('how is the welcome track doing?');
    expect(await ask('send me this on the 1st of every month')).toContain(
      'digest 2: on the 1st of every month at 09:00',
    );
    expect(await ask('stop the monthly digest')).toContain('Stopped, digest 2');
    mails = [];
    await until(Date.UTC(2026, 11, 7, 8));
    expect(mails).toEqual([]);
  });
});

/** A Slack that keeps what it is sent, and fails as told. */
function slackOf(): SlackPort & { posts: OutgoingPost[]; next: PostOutcome[] } {
  const posts: OutgoingPost[] = [];
  const next: PostOutcome[] = [];
  return {
    posts,
    next,
    async send(post) {
      const outcome = next.shift() ?? { status: 'sent' as const };
      if (outcome.status === 'sent') posts.push(post);
      return outcome;
    },
    arrived: async ({ key }) => posts.some((post) => post.key === key),
    channel: async (name) => (name === 'marketing' ? { id: 'C1', name } : undefined),
    refusal: async () => undefined,
    ping: async () => {},
  };
}

describe('an alert', () => {
  const slack = slackOf();
  const told = () =>
    slack.posts
      .splice(0)
      .map(
        ({ content }) =>
          `${content.kind === 'alert' ? content.state : ''} ${content.title}: ${content.sentences.join(' ')}`,
      );

  it('is set for a channel by who may, and says once that it began and once that it has recovered', async () => {
    const { telling, db } = server.installation;
    afterwards(telling.connectSlack(slack));
    expect(await ask('alert #marketing when leads are stuck', eve)).toContain('digest.forbidden');
    expect(await ask('alert #sales when leads are stuck')).toContain('digest.channel_unknown');
    expect(await ask('alert #marketing when leads are stuck')).toContain(
      'Set, alert 1: when a lead is stuck, in #marketing, not between 20:00 and 07:00 (Europe/Vienna).',
    );
    // To set it anew would end what somebody else has set.
    const max = await savePerson(db, { name: 'Max', email: 'max@people.example', role: 'marketer' }, now);
    expect(await ask('alert #marketing when leads are stuck, day and night', max)).toContain('Ada set this');
    now = Date.UTC(2026, 11, 8, 12);
    await run();
    expect(told()).toEqual([]);
    await db.query(
      `update leads set fault = 'it broke' where id = (select id from leads order by id limit 1)`,
    );
    for (let n = 0; n < 3; n++) await until(now + 10 * minute);
    expect(told()).toEqual([
      'began Leads are stuck: 1 lead went no further because deciding for them failed.',
    ]);
    await db.query('update leads set fault = null');
    for (let n = 0; n < 3; n++) await until(now + 10 * minute);
    expect(told()).toEqual([
      'recovered Leads go on again: No lead is stuck any more. It was so from 8 Dec 2026, 13:10 (Europe/Vienna) to 8 Dec 2026, 13:40 (Europe/Vienna).',
    ]);
  });

  it('keeps quiet at night, and what was over by the morning is one message', async () => {
    const { db } = server.installation;
    await until(Date.UTC(2026, 11, 8, 22));
    await db.query(
      `update leads set fault = 'it broke' where id = (select id from leads order by id limit 1)`,
    );
    await until(now + 10 * minute);
    await db.query('update leads set fault = null');
    await until(now + hour);
    expect(told()).toEqual([]);
    await until(Date.UTC(2026, 11, 9, 6));
    expect(told()).toEqual([
      'over Leads go on again: 1 lead went no further because deciding for them failed. No lead is stuck any more. It was so from 8 Dec 2026, 23:10 (Europe/Vienna) to 9 Dec 2026, 00:10 (Europe/Vienna).',
    ]);
  });

  it('that was on its way when a process died is looked for, and its end waits for its beginning', async () => {
    const { db } = server.installation;
    now = Date.UTC(2026, 11, 9, 12);
    slack.next.push({ status: 'retry', reason: 'slow' });
    await db.query(
      `update leads set fault = 'it broke' where id = (select id from leads order by id limit 1)`,
    );
    await run();
    await db.query(
      `update posts set status = 'sending', lease_until = to_timestamp($1::float8 / 1000) where status = 'queued'`,
      [now + 30 * minute],
    );
    await db.query('update leads set fault = null');
    await until(now + 15 * minute);
    expect(told()).toEqual([]);
    await until(now + 20 * minute);
    expect(told().map((said) => said.split(' ')[0])).toEqual(['began', 'recovered']);
  });

  it('of clicks comes when they fell and it is no chance, and of a connector that is down', async () => {
    const { db } = server.installation;
    expect(await ask('alert #marketing when clicks drop by a third, day and night')).toContain('33 %');
    expect(await ask('alert #marketing when a connector is down, day and night')).toContain('Set, alert');
    now = Date.UTC(2027, 1, 1, 12);
    const facts = factsByHand(db);
    for (let n = 1001; n <= 1400; n++) {
      await facts.lead(n);
      const before = now - 15 * DAY;
      await facts.email(n, before, n <= 1080 ? { clicked_at: before + hour } : {});
      if (n > 1200) continue;
      const later = now - 4 * DAY;
      await facts.email(n, later, n <= 1016 ? { clicked_at: later + hour } : {});
      // These have had no time yet, and prove nothing.
      await facts.email(n, now - hour);
    }
    slack.ping = () => Promise.reject(new Error('xoxb-secret'));
    await run();
    await until(now + 2 * minute);
    await until(now + 2 * minute);
    expect(told()).toEqual([
      'began Fewer emails are clicked: Of the emails delivered in the week up to two days ago 16 of 200 were clicked within two days; in the four weeks before it were 80 of 400. That is 60 % fewer, and hardly chance: the share fell by 6.1 to 17 points (95 % interval, p 0.0002).',
      'began Slack is down: Slack does not answer as it should: it cannot be reached or does not accept us.',
    ]);
    expect(await ask('list alerts')).toContain('it is so now');
    slack.ping = async () => {};
    await until(now + 2 * minute);
    expect(told().map((said) => said.split(':')[0])).toEqual(['recovered Slack is back']);
    expect(await ask('remove all alerts')).toContain('Stopped, alert 3');
  });

  it('goes to a channel only as long as whoever ordered it may have it sent there', async () => {
    const { db } = server.installation;
    expect(await ask('post a weekly digest in #marketing')).toContain('in #marketing');
    const max = await savePerson(db, { name: 'Max', email: 'max@people.example', role: 'marketer' }, now);
    expect(await ask('post a weekly digest in #marketing', max)).toContain('Ada set this');
    await savePerson(db, { ...ada, timeZone: 'Europe/Vienna', role: 'viewer' }, now);
    await until(now + 7 * DAY);
    expect(slack.posts).toEqual([]);
    expect(await page('/digests')).toContain('Ada may no longer have it sent there');
  });
});
