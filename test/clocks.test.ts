import { describe, expect, it } from 'vitest';
import { verifyReplay } from '../engine/backtest/replay.ts';
import type { Delivery } from '../engine/runtime/engine.ts';
import { consentOf, createWorld, DAY, eventOf, HOUR, sampleProgram, type World } from './runtime-world.ts';

const content = { item: 'hello', version: 1, hash: 'a'.repeat(64) };
const email = (id: string) => ({ id, kind: 'email', content });
/** An email a day for four days. */
const daily = (title: string) => ({
  title,
  stage: 'awareness',
  entry: { when: 'IN SEGMENT visitors' },
  steps: [
    email('day-1'),
    ...[2, 3, 4].flatMap((day) => [{ id: `until-${day}`, kind: 'wait', untilDay: day }, email(`day-${day}`)]),
  ],
});
const cap = { count: 2, days: 7 };
const quietHours = { from: 21, to: 8 };
const program = sampleProgram({
  tracks: { first: daily('First'), second: daily('Second') },
  policies: { timeZone: 'UTC', cap, quietHours },
});

interface Sent {
  lead: string;
  what: string;
  at: number;
}

const leads = 5;
/** Some leads on both tracks, and what is sent to them from then on. */
async function begun(name: string): Promise<{ world: World; sent: Sent[]; work(): Promise<void> }> {
  const world = await createWorld(program);
  const sent: Sent[] = [];
  const send = async ({ leadId, effect }: Delivery) => {
    if (effect.kind === 'email')
      sent.push({ lead: leadId, what: `${effect.track}/${effect.step}`, at: world.now });
    return { status: 'sent' as const, messageId: 'x' };
  };
  const work = async () => {
    await world.settle();
    await world.engine.dispatch([{ kind: 'email', send }]);
    await world.settle();
  };
  const emails = Array.from({ length: leads }, (_, n) => `${name}${n}@lead.example`);
  await world.engine.ingest(
    emails.flatMap((address) => [
      consentOf(world, address),
      eventOf(world, address, 'page_visit'),
      eventOf(world, address, 'page_visit'),
    ]),
  );
  await work();
  return { world, sent, work };
}

async function workOn({ world, work }: Awaited<ReturnType<typeof begun>>, days: number): Promise<void> {
  for (let hour = 0; hour < days * 24; hour += 6) {
    world.now += 6 * HOUR;
    await work();
  }
}

const everything = ['first', 'second'].flatMap((track) => [1, 2, 3, 4].map((day) => `${track}/day-${day}`));

function expectWithinPolicies(sent: readonly Sent[]): void {
  for (const [lead, ofLead] of Map.groupBy(sent, (one) => one.lead)) {
    for (const { at } of ofLead) {
      const inWindow = ofLead.filter((one) => one.at > at - cap.days * DAY && one.at <= at);
      expect(inWindow.length, `${lead} in the ${cap.days} days up to ${at}`).toBeLessThanOrEqual(cap.count);
      const hour = new Date(at).getUTCHours();
      expect(hour >= quietHours.to && hour < quietHours.from, `${lead} at ${hour} o'clock`).toBe(true);
    }
  }
}

/** Each lead got each email once, in the order of its track. */
function expectNothingLost(sent: readonly Sent[]): void {
  const byLead = Map.groupBy(sent, (one) => one.lead);
  expect(byLead.size).toBe(leads);
  for (const ofLead of byLead.values()) {
    const what = ofLead.map((one) => one.what);
    expect(what.toSorted()).toEqual(everything);
    for (const track of ['first', 'second']) {
      const own = what.filter((one) => one.startsWith(track));
      expect(own).toEqual(own.toSorted());
    }
  }
}

async function expectSound({ db }: World): Promise<void> {
  expect(
    await db.query(
      `select l.id from leads l where l.seq <> (select count(*) from inputs i where i.lane = l.lane and i.lead_id = l.id)`,
    ),
  ).toEqual([]);
  expect(
    await db.query(
      `select from (select at < lag(at) over (partition by lead_id order by seq) as back from inputs) i where back`,
    ),
  ).toEqual([]);
  expect((await verifyReplay(db)).mismatches).toEqual([]);
}

describe('time that does not pass evenly', () => {
  it('a worker asleep through three days of timers sends no burst and loses no step', async () => {
    const scene = await begun('asleep');
    const { world, sent, work } = scene;
    expect(sent).toHaveLength(2 * leads);
    // Everything of days 2 to 4 falls due meanwhile; it wakes at night.
    world.now += 3 * DAY + 11 * HOUR;
    await work();
    expect(sent).toHaveLength(2 * leads);
    await workOn(scene, 35);
    expectWithinPolicies(sent);
    expectNothingLost(sent);
    await expectSound(world);
  });

  it('a dispatcher asleep while decisions went on sends no burst when it wakes', async () => {
    const scene = await begun('late');
    const { world, sent, work } = scene;
    // What is decided meanwhile keeps to the cap by its own instants, and waits.
    for (let hour = 0; hour < 21 * 24; hour += 6) {
      world.now += 6 * HOUR;
      await world.settle();
    }
    await work();
    expect(sent).toHaveLength(4 * leads);
    await workOn(scene, 30);
    expectWithinPolicies(sent);
    expectNothingLost(sent);
    await expectSound(world);
  });

  it('two workers that wake at once share what is due and send nothing twice', async () => {
    const scene = await begun('both');
    const { world, sent, work } = scene;
    world.now += 8 * DAY;
    const engines = [world.engine, world.another(), world.another()];
    const taken = await Promise.all(engines.map((engine) => engine.runDue()));
    expect(taken.reduce((sum, n) => sum + n)).toBeGreaterThanOrEqual(leads);
    await work();
    expect(sent).toHaveLength(4 * leads);
    await workOn(scene, 30);
    expectWithinPolicies(sent);
    expectNothingLost(sent);
    await expectSound(world);
  });

  it('a clock that jumps back an hour repeats nothing, and one that jumps a week forward skips nothing', async () => {
    const scene = await begun('jumping');
    const { world, sent, work } = scene;
    const visit = (n: number) =>
      world.engine.ingest([eventOf(world, `jumping${n % leads}@lead.example`, 'page_visit')]);
    for (let n = 0; n < 12; n++) {
      world.now += n % 3 === 2 ? 7 * DAY : -HOUR;
      await visit(n);
      await work();
      await visit(n);
    }
    await workOn(scene, 35);
    expectNothingLost(sent);
    await expectSound(world);
    const ats = Map.groupBy(
      await world.db.query<{ lead_id: string; at: number }>(
        `select o.lead_id, i.at from outbox o join inputs i using (lane, lead_id, seq) where o.kind = 'email' order by i.at`,
      ),
      (row) => row.lead_id,
    );
    // By the clock of the lead, which does not go back.
    for (const [lead, ofLead] of ats) expectWithinPolicies(ofLead.map(({ at }) => ({ lead, what: '', at })));
  });
});
