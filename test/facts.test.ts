import { beforeAll, describe, expect, it } from 'vitest';
import { askForRebuild, rollUp } from '../engine/analytics/facts/roll-up.ts';
import { lifecycleStages } from '../engine/program/schema.ts';
import { createLife, livelyProgram } from './facts-life.ts';
import { expectedEmails, expectedExposures } from './facts-oracle.ts';
import { countedFacts, emptyFacts, factsOf } from './facts-world.ts';
import { createWorld, type World } from './runtime-world.ts';

// Another seed gives another history; this one has something of everything.
describe.each([1])('facts of a random history (seed %i)', (seed) => {
  let world: World;
  let made: Record<string, string[]>;
  beforeAll(async () => {
    world = await createWorld(livelyProgram());
    const life = createLife(world, seed);
    for (let step = 0; step < 50; step++) {
      await life.step();
      if (step % 7 === 0) await rollUp(world.db, { now: world.now, most: 1 + (step % 4) });
    }
    await rollUp(world.db, { now: world.now });
    made = await factsOf(world.db);
  });

  it('have something of everything', () => {
    for (const rows of Object.values(made)) expect(rows.length).toBeGreaterThan(0);
    expect(made.email_facts?.length).toBeGreaterThan(10);
  });

  it('give to each sending what a plain reading of the log gives it', async () => {
    const found = await world.db.query<Record<string, number | null>>(
      `select lead_id, from_id, seq, ordinal, sent_at, stage, bounced_at, opened_at, clicked_at, replied_at, unsubscribed_at,
              complained_at, progressed_at from email_facts order by lead_id, from_id, seq, ordinal`,
    );
    expect(found).toEqual(await expectedEmails(world.db));
    const told = ['opened_at', 'clicked_at', 'replied_at', 'progressed_at'] as const;
    for (const what of told) expect(found.some((row) => row[what] !== null)).toBe(true);
  });

  it('know each arm from the first time that a lead was given it', async () => {
    const found = await world.db.query(
      'select lead_id, experiment, arm, at from exposure_facts order by 1, 2',
    );
    expect(found).toEqual(await expectedExposures(world.db));
  });

  it('tell of a lead how far it has got and when sales accepted it, as its stays do', async () => {
    const stays = await world.db.query<{
      lead_id: string;
      stage: string;
      entered_at: number;
      furthest: string | null;
      accepted_at: number | null;
    }>(
      `select lead_id, stage, entered_at, furthest, accepted_at from stay_facts where kind = 'lifecycle' order by n`,
    );
    for (const of of Map.groupBy(stays, ({ lead_id }) => lead_id).values()) {
      const [first, ...more] = of;
      const accepted = of.find(({ stage }) => ['sql', 'opportunity', 'customer'].includes(stage));
      const places = of.map(({ stage }) => (lifecycleStages as readonly string[]).indexOf(stage));
      expect(first).toMatchObject({
        furthest: lifecycleStages[Math.max(...places)],
        accepted_at: accepted?.entered_at ?? null,
      });
      for (const stay of more) expect(stay).toMatchObject({ furthest: null, accepted_at: null });
    }
    expect(new Set(stays.map(({ furthest }) => furthest)).size).toBeGreaterThan(2);
    expect(stays.some(({ accepted_at }) => accepted_at !== null)).toBe(true);
  });

  it('made bit by bit are those that are made from nothing', async () => {
    await emptyFacts(world.db);
    await rollUp(world.db, { now: world.now });
    expect(await factsOf(world.db)).toEqual(made);
  });

  it('are the same when they are asked for anew, and sums that were wrong are right again', async () => {
    await world.db.exec(
      'update daily_emails set sent = sent + 1; update daily_stays set entered = 0 where dim = 0',
    );
    await askForRebuild(world.db, world.now);
    await rollUp(world.db, { now: world.now });
    expect(await factsOf(world.db)).toEqual(made);
  });

  it('are what the cubes count, for every counter', async () => {
    const { daily_emails, daily_stays } = made;
    expect(await countedFacts(world.db)).toEqual({ daily_emails, daily_stays });
  });
});
