import { join } from 'node:path';
import type { Database } from '../db/connection.ts';
import { TrellisError } from '../db/errors.ts';
import { rollUp } from '../engine/analytics/facts/roll-up.ts';
import type { Program } from '../engine/program/schema.ts';
import { demoProgram, demoSender, type Pin } from '../engine/program/templates/enterprise-smb.ts';
import { createEngine } from '../engine/runtime/engine.ts';
import { ensureParts } from '../engine/runtime/history/history-parts.ts';
import { loadItems } from '../knowledge/ingest/load.ts';
import type { Added, Library } from '../knowledge/library.ts';
import { dayMs, hourMs } from './happening.ts';
import { toEvent } from './joining.ts';
import { createMailRecorder } from './mail-recorder.ts';
import { createNoticeRecorder } from './notice-recorder.ts';
import { createRandom } from './random.ts';
import { createStory } from './story.ts';

export { removeDemo } from './remove.ts';

export interface DemoOptions {
  db: Database;
  library: Library;
  /** Where the demo's history ends, milliseconds since the epoch. */
  now: number;
  /** The same seed and the same `now` give the same demo, byte for byte. */
  seed?: number;
  leads?: number;
  accounts?: number;
  days?: number;
  /** Makes another program version on a day of the history, counted from its beginning (0). */
  change?: { day: number; make: (program: Program) => Program };
  /** Told the share done, 0 to 1. */
  progress?: (share: number) => void;
}

export interface DemoSummary {
  seed: number;
  from: number;
  to: number;
  leads: number;
  accounts: number;
  /** Content items. */
  items: number;
  events: number;
  emails: number;
  /** Events whose lead could not be decided; 0 when all is well. */
  parked: number;
}

/**
 * Virtual time passes in steps of about this length: what happens within one is decided at its end. They are uneven,
 * as otherwise all emails would leave on the hour.
 */
const stepMs = 12 * hourMs;
const unevenMs = 4 * hourMs;
/** More than is ever due within a step. */
const limit = 10_000;

/**
 * Generates the demo company by living its last days through the real engine: leads join and visit, the engine
 * decides, its emails are recorded in the mailbox, and what the leads do about them comes back as events. Throws
 * `demo.not_empty` when the database already holds leads or a program.
 */
export async function createDemo(options: DemoOptions): Promise<DemoSummary> {
  const { db, library, now, seed = 1, leads = 2_000, days = 120, change, progress } = options;
  const accounts = options.accounts ?? Math.max(1, Math.round((leads * 300) / 2_000));
  await assertEmpty(db);
  const start = now - days * dayMs;
  let time = start;
  const clock = () => time;
  await ensureParts(db, start, now);
  const engine = createEngine({ db, clock, sendAtOnce: 500 });

  const items = await loadItems(join(import.meta.dirname, '../knowledge/demo-library'));
  const program = demoProgram(pinsOf(await library.add(items, { mayApprove: true, now: start, demo: true })));
  await db.transaction((tx) => engine.activate(tx, program, { changeId: null }));

  const story = createStory({ seed, start, end: now, accounts, leads });
  const mail = createMailRecorder({ db, items, from: demoSender, clock, personaOf: story.personaOf });
  const notices = createNoticeRecorder(db, clock);
  const senders = [mail, ...notices.senders];
  const summary: DemoSummary = {
    seed,
    from: start,
    to: now,
    leads,
    accounts,
    items: items.length,
    events: 0,
    emails: 0,
    parked: 0,
  };

  const steps = createRandom(seed, 'steps');
  while (time < now) {
    const before = time;
    time = Math.min(now, time + stepMs + Math.round((steps.next() - 0.5) * unevenMs));
    const changedAt = change === undefined ? now : start + change.day * dayMs;
    if (change && before <= changedAt && changedAt < time)
      await db.transaction((tx) => engine.activate(tx, change.make(program), { changeId: null }));
    const { accepted, parked } = await engine.ingest(story.takeUntil(time).map(toEvent), { demo: true });
    summary.events += accepted;
    summary.parked += parked;
    await engine.runDue(limit);
    await engine.dispatch(senders, limit);
    for (const { persona, email } of await mail.flush()) {
      story.sent(persona, email);
      summary.emails++;
    }
    await notices.flush();
    progress?.((time - start) / (now - start));
  }
  await rollUp(db, { now });
  // The embedded database does not do it by itself; without it later questions are planned as if all were empty.
  await db.exec('vacuum analyze');
  return summary;
}

async function assertEmpty(db: Database): Promise<void> {
  const [found] = await db.query<{ filled: boolean }>(
    'select exists (select from leads) or exists (select from programs) as filled',
  );
  if (found?.filled) {
    throw new TrellisError(
      'demo.not_empty',
      'There are leads or a program already: the demo company is created in an empty installation only.',
    );
  }
}

/** The versions that the library has just been given. */
function pinsOf(added: readonly Added[]): Pin {
  const refs = new Map(added.map(({ id, version, hash }) => [id, { item: id, version, hash }]));
  return (id) => {
    const ref = refs.get(id);
    if (ref === undefined) throw new TypeError(`the demo's library has no ${id}`);
    return ref;
  };
}
