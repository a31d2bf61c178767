import { explainAll } from '../bench/plans/explain-all.ts';
import { verifyReplay } from '../engine/backtest/replay.ts';
import { letHistoryGo } from '../engine/backtest/retention.ts';
import { takeSnapshots } from '../engine/backtest/snapshots.ts';
import { createEngine, type Delivered, type Engine } from '../engine/runtime/engine.ts';
import { consentOf, DAY, eventOf, HOUR, PERSON, sampleProgram, type World } from './runtime-world.ts';

/** Does everything that the engine does for leads, on `world.db`: each of its statements runs at least once. */
export async function doEverything(world: World, emails: readonly string[]): Promise<void> {
  const { db } = world;
  const engine = createEngine({ db, clock: () => world.now, log: () => {} });
  const settle = async () => {
    while ((await engine.runDue()) > 0);
  };
  await comeAndVisit(engine, world, emails);
  await settle();
  await sendWithEveryOutcome(engine, world);

  // A count with a window and one without must be found in the log.
  const counting = (when: string) => ({ segments: { visitors: { title: 'V', when } } });
  for (const when of ['page_visits >= 3 IN last_20_days', 'page_visits >= 3']) {
    await db.transaction((tx) => engine.activate(tx, sampleProgram(counting(when)), { changeId: null }));
    await settle();
  }
  const id = (await engine.findLead(emails[0] as string)) as string;
  await engine.findLead(id);
  await engine.command(id, { do: 'set_fields', fields: { region: 'EU' } }, PERSON);
  await explainAll(db, await engine.program(), id, world.now);
  await engine.halt('*', PERSON, 'to be looked at');
  await engine.halts();
  world.now += 10 * DAY;
  await settle();
  await engine.maintain();
  await verifyReplay(db);
  await takeSnapshots(db, { now: world.now, before: world.now });
  await verifyReplay(db, { fromStart: true });
  world.now += 90 * DAY;
  await letHistoryGo(db, { now: world.now, months: 1 });
}

/** Twice, so that leads are met that are known; the second word of an account wakes those who did not bring it. */
async function comeAndVisit(engine: Engine, world: World, emails: readonly string[]): Promise<void> {
  for (const round of [1, 2, 3]) {
    await engine.ingest(
      emails.flatMap((email, n) => [
        consentOf(world, email, { anonymousId: `${email} ${n}` }),
        ...(round < 3 || n === 0
          ? [eventOf(world, email, 'page_visit', { account: { id: 'all.example', fields: { round } } })]
          : []),
      ]),
    );
    world.now += HOUR;
  }
}

async function sendWithEveryOutcome(engine: Engine, world: World): Promise<void> {
  const outcomes: Delivered[] = [
    { status: 'sent', messageId: 'x' },
    { status: 'retry', reason: 'later' },
    { status: 'failed', reason: 'gone', bounce: 'hard' },
  ];
  let sent = 0;
  const send = async () => outcomes[sent++ % outcomes.length] as Delivered;
  await engine.dispatch([{ kind: 'email', send }]);
  // What was being sent when its process died.
  await world.db.query(
    `update outbox set status = 'sending', lease_until = $1 where lane >= 0 and status = 'queued'`,
    [new Date(world.now)],
  );
  world.now += HOUR;
  await engine.dispatch([{ kind: 'email', send }]);
}
