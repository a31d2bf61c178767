import type { Database } from '../db/connection.ts';
import { parseProgram } from '../engine/program/parse.ts';
import type { Program } from '../engine/program/schema.ts';
import { createEngine, type Engine, type IncomingEvent } from '../engine/runtime/engine.ts';
import { testDatabase } from './database.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Monday, 5 January 2026, 12:00 UTC. */
export const T0 = 1_767_614_400_000;
export const PERSON = '11111111-1111-4111-8111-111111111111';

const content = (item: string) => ({ item, version: 1, hash: 'a'.repeat(64) });

/** A small program that uses most of the language: one track entered by visitors, scoring, a trigger, a threshold. */
export function sampleProgram(parts: Readonly<Record<string, unknown>> = {}): Program {
  return parseProgram({
    schema: 1,
    segments: { visitors: { title: 'Visitors', when: 'page_visits >= 2 IN last_7_days' } },
    scoring: {
      rules: {
        visit: { title: 'A visit', when: 'page_visit', points: 5 },
        pricing: { title: 'A pricing visit', when: 'page_visit AND page_url CONTAINS "pricing"', points: 20 },
      },
      thresholds: {
        warm: { title: 'Warm', at: 50, actions: [{ do: 'lifecycle', stage: 'mql' }] },
      },
    },
    triggers: {
      demo: {
        title: 'Asked for a demo',
        when: 'demo_request',
        actions: [
          { do: 'task', queue: 'sales', title: 'Call about the demo', within: '2 hours' },
          { do: 'notify', audience: 'sales', text: 'A demo was asked for' },
        ],
      },
    },
    tracks: {
      welcome: {
        title: 'Welcome',
        stage: 'awareness',
        entry: { when: 'IN SEGMENT visitors' },
        goal: 'lifecycle_stage = "sql"',
        steps: [
          { id: 'hello', kind: 'email', content: content('hello') },
          { id: 'pause', kind: 'wait', for: '3 days' },
          { id: 'again', kind: 'email', content: content('again') },
        ],
      },
    },
    ...parts,
  });
}

export interface World {
  db: Database;
  engine: Engine;
  /** Milliseconds since 1970; move it forward by hand. */
  now: number;
  /** Lines the engine logged. */
  logged: string[];
  /** Another engine on the same database, as another process would have. */
  another(batchSize?: number): Engine;
  /** Makes the program the next version. */
  activate(program: Program): Promise<number>;
  /** Calls runDue until nothing is due. */
  settle(): Promise<void>;
}

/** A fresh database with an engine whose clock stands still, and a person. */
export async function createWorld(program: Program = sampleProgram()): Promise<World> {
  const db = await testDatabase();
  const logged: string[] = [];
  const create = (batchSize?: number) =>
    createEngine({
      db,
      clock: () => world.now,
      log: (line) => void logged.push(line),
      ...(batchSize !== undefined && { batchSize }),
    });
  const world: World = {
    db,
    engine: undefined as unknown as Engine,
    now: T0,
    logged,
    another: create,
    activate: (next) => db.transaction((tx) => world.engine.activate(tx, next, { changeId: null })),
    settle: async () => {
      while ((await world.engine.runDue()) > 0);
    },
  };
  world.engine = create();
  await db.query(
    `insert into people (id, name, email, role, created_at) values ($1, 'Ada', 'ada@trellis.example', 'admin', $2)`,
    [PERSON, new Date(T0)],
  );
  await world.activate(program);
  return world;
}

let made = 0;

/** An event now, of a lead known by its email. */
export function eventOf(
  world: World,
  email: string,
  name: string,
  parts: Partial<IncomingEvent> = {},
): IncomingEvent {
  return {
    messageId: `m${++made}`,
    source: 'test',
    email,
    name,
    occurredAt: world.now,
    properties: {},
    ...parts,
  };
}

/** Consent to marketing, without which no email goes out. */
export function consentOf(world: World, email: string, parts: Partial<IncomingEvent> = {}): IncomingEvent {
  return eventOf(world, email, 'consent_granted', {
    properties: { purpose: 'marketing', basis: 'consent', wording: 'Send me news' },
    ...parts,
  });
}
