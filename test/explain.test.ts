import { beforeAll, expect, it } from 'vitest';
import { explainLead, type LeadExplanation } from '../engine/backtest/explain/lead.ts';
import { explainProfile } from '../engine/backtest/explain/profile.ts';
import { decisionWords, emailWords, whyNotWords } from '../engine/backtest/explain/words.ts';
import type { Outcome } from '../engine/core/types.ts';
import { consentOf, createWorld, DAY, eventOf, HOUR, PERSON, T0, type World } from './runtime-world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

async function explained(email: string): Promise<LeadExplanation> {
  const id = (await world.engine.findLead(email)) as string;
  const found = await explainLead(world.db, await world.engine.program(), id, world.now);
  if (!found) throw new Error(`no lead ${email}`);
  return found;
}
/** A lead with the welcome email queued. */
async function queueWelcome(email: string): Promise<void> {
  const visit = () => eventOf(world, email, 'page_visit');
  await world.engine.ingest([consentOf(world, email), visit(), visit()]);
}
const dispatch = (outcome: Outcome) => world.engine.dispatch([{ kind: 'email', send: async () => outcome }]);

it.each<[Outcome, words: string, reason?: string]>([
  [{ status: 'sent', messageId: 'x' }, 'sent 2026-01-05 12:00'],
  [{ status: 'failed', reason: 'smtp: 554 No' }, 'failed 2026-01-05 12:00: smtp: 554 No', 'smtp: 554 No'],
  [{ status: 'in_doubt' }, 'in doubt (its sender did not come back; it is not sent again) 2026-01-05 12:00'],
])(
  'an email whose outcome is %j says so, and so does the decision it came back to',
  async (outcome, words, reason) => {
    const email = `${outcome.status}@outcome.example`;
    await queueWelcome(email);
    await dispatch(outcome);
    const { emails, decisions } = await explained(email);
    expect(emails).toMatchObject([
      {
        effect: '3:0',
        decidedAt: T0,
        track: 'welcome',
        step: 'hello',
        item: 'hello',
        status: outcome.status,
      },
    ]);
    expect(emails[0]?.reason).toBe(reason);
    expect(emails.map(emailWords)).toEqual([words]);
    expect(decisions[0]).toMatchObject({ kind: 'outcome', outcome: { effect: '3:0', result: outcome } });
    expect(decisionWords(decisions[0] as LeadExplanation['decisions'][number])).toMatch(/^effect 3:0 /);
  },
);

it('an email that is refused at the last moment says why, before and after', async () => {
  const email = 'refused@outcome.example';
  await queueWelcome(email);
  await world.engine.ingest([eventOf(world, email, 'unsubscribe')]);
  expect((await explained(email)).emails[0]).toMatchObject({
    status: 'queued',
    waitsFor: { for: 'refusal', reason: 'suppressed' },
  });
  await dispatch({ status: 'sent', messageId: 'x' });
  const { emails, decisions } = await explained(email);
  expect(emails.map(emailWords)).toEqual(['refused 2026-01-05 12:00: suppressed']);
  expect(decisionWords(decisions[0] as LeadExplanation['decisions'][number])).toBe(
    'effect 3:0 refused: suppressed',
  );
});

it('an email that waits says what for', async () => {
  const email = 'waits@outcome.example';
  await queueWelcome(email);
  expect((await explained(email)).emails.map(emailWords)).toEqual([
    'waits: goes out with the next round of sending (not before 2026-01-05 12:00)',
  ]);
  await world.engine.halt('welcome', PERSON, 'test');
  expect((await explained(email)).emails).toMatchObject([
    { status: 'queued', notBefore: T0, waitsFor: { for: 'halt', target: 'welcome' } },
  ]);
  await world.db.query('delete from halts');
  await world.engine.halt('*', PERSON, 'test');
  expect((await explained(email)).emails).toMatchObject([{ waitsFor: { for: 'halt', target: '*' } }]);
  await world.db.query('delete from halts');
  const id = await world.engine.findLead(email);
  await world.db.query(`update leads set fault = 'broken' where id = $1`, [id]);
  expect((await explained(email)).emails).toMatchObject([{ waitsFor: { for: 'parked' } }]);
  await world.db.query('update leads set fault = null where id = $1', [id]);
});

it('an email that was put off says when it is tried again and why', async () => {
  const email = 'later@outcome.example';
  await queueWelcome(email);
  const reason = 'smtp: 451 Try later';
  await world.engine.dispatch([{ kind: 'email', send: async () => ({ status: 'retry', reason }) }]);
  const [putOff] = (await explained(email)).emails;
  expect(putOff).toMatchObject({ status: 'queued', attempts: 1, reason, waitsFor: { for: 'time' } });
  expect(emailWords(putOff as LeadExplanation['emails'][number])).toMatch(
    /^waits: its time comes 2026-01-05 12:\d\d .*smtp: 451 Try later\)$/,
  );
});

it('a lead on no track is told why, track by track', async () => {
  const visitor = 'visitor@why.example';
  await world.engine.ingest([eventOf(world, visitor, 'page_visit')]);
  expect((await explained(visitor)).notOn.map((answer) => whyNotWords(answer))).toEqual([
    'its entry does not hold: IN SEGMENT visitors',
  ]);
  const imported = 'imported@why.example';
  const visit = () => eventOf(world, imported, 'page_visit', { occurredAt: world.now - DAY - HOUR });
  await world.engine.ingest([visit(), visit()], { historic: true });
  expect((await explained(imported)).notOn).toEqual([
    { track: 'welcome', why: 'passed', afterEnrolment: false },
  ]);
});

it('instants in a trace are told as times', () => {
  const decision = {
    trace: [{ did: 'hold', track: 'welcome', step: 'again', reason: 'quiet_hours', until: T0 + HOUR }],
  } as unknown as LeadExplanation['decisions'][number];
  expect(decisionWords(decision)).toBe('welcome/again held: quiet hours until 2026-01-05 13:00');
});

it('a profile says who a lead is, where it stands and what it did, and no way to reach it', async () => {
  const email = 'someone@profile.example';
  await queueWelcome(email);
  await dispatch({ status: 'sent', messageId: 'y' });
  const lead = (await world.engine.findLead(email)) as string;
  const active = await world.engine.program();
  const { sentences, details } = await explainProfile({ db: world.db, active, lead, now: world.now });
  expect(sentences[0]).toMatch(/: awareness stage, \w+, score \d+\.$/);
  expect(sentences[1]).toMatch(
    /^It is (?:on “|on no track).*its newest email was email 1 .* on \d+ \w{3} \d{4}\.$/,
  );
  const lines = Object.fromEntries(details.map((detail) => [detail.heading, detail.lines]));
  expect(lines.Lately?.join('\n')).toContain('page visit');
  expect(lines['Newest emails']).toHaveLength(1);
  expect(JSON.stringify(lines)).not.toContain(email);
  await expect(
    explainProfile({ db: world.db, active, lead: '00000000-0000-4000-8000-000000000000', now: world.now }),
  ).rejects.toMatchObject({ code: 'lead.unknown' });
});
