import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Models } from '../agent/models/types.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase } from '../db/open-database.ts';
import { createDemo } from '../demo/seed.ts';
import type { Edit, Program } from '../engine/program/schema.ts';
import type { Person, Role } from '../engine/runtime/changes/types.ts';
import { compose } from '../server/compose.ts';
import { parseConfig } from '../server/config.ts';
import type { Installation } from '../server/installation.ts';
import { type Rewindable, rewindable } from './rewindable.ts';

const dayMs = 24 * 3_600_000;

/** When every task takes place: Wednesday, 18 March 2026, noon UTC. */
export const worldNow = Date.UTC(2026, 2, 18, 12);
/** The demo company, from 18 December 2025 on. */
const company = { leads: 400, accounts: 70, days: 90 } as const;
/** Version 2 came into force on 18 February 2026. */
const secondVersionOn = 62;

/** Of 400, in the backtest of a plan, which takes most of the time of a proposal; no task asks for its figures. */
const planLeads = 40;

export type Who = 'marketer' | 'manager' | 'developer';
export const rolesOf: Readonly<Record<Who, Role>> = {
  marketer: 'marketer',
  manager: 'viewer',
  developer: 'marketer',
};

const person = (n: number, name: string, role: Role): Person => ({
  id: `00000000-0000-4000-8000-00000000000${n}`,
  name,
  email: `${name.split(' ')[0]?.toLowerCase()}@fernhollow.example`,
  role,
});
export const people: Readonly<Record<Who | 'approver', Person>> = {
  marketer: person(1, 'Mara Lind', rolesOf.marketer),
  manager: person(2, 'Max Orban', rolesOf.manager),
  developer: person(3, 'Devi Rao', rolesOf.developer),
  approver: person(4, 'Aino Salo', 'approver'),
};

/** What Mara proposed three hours ago and Aino asked about; nobody has settled it. */
export const openChange = {
  title: 'At most two emails a week',
  edits: [{ op: 'put', path: 'policies/cap', value: { count: 2, days: 7 } }] satisfies Edit[],
  comment: 'Does this hold back the emails of the decision track too?',
};

/** From version 1 to 2: evenings begin earlier, and a look at the pricing page counts for more. */
function secondVersion(program: Program): Program {
  const next = structuredClone(program);
  next.policies.quietHours = { from: 20, to: 8 };
  const visit = next.scoring.rules['pricing-visit'];
  if (visit) Object.assign(visit, { points: 15, cap: { points: 30, per: 'week' } });
  return next;
}

export interface World {
  installation: Installation;
  /** What answers in it. */
  models: Models;
  /** Runs the body as if nothing had been asked before, and leaves nothing of what it did. One at a time. */
  apart<T>(body: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Makes the world in an empty folder; about ten seconds. The same world every time. */
export async function makeWorld(home: string): Promise<void> {
  let now = worldNow - 3 * 3_600_000;
  const db = await openDatabase({ home });
  await migrate(db);
  const { library, changes, close } = await composed(rewindable(db), () => now);
  await createDemo({
    db,
    library,
    now: worldNow,
    ...company,
    change: { day: secondVersionOn, make: secondVersion },
  });
  await library.tend();
  for (const { id, name, email, role } of Object.values(people))
    await db.query(
      'insert into people (id, name, email, role, created_at) values ($1, $2, $3, $4, to_timestamp($5::float8 / 1000))',
      [id, name, email, role, worldNow - company.days * dayMs],
    );
  const { title, edits, comment } = openChange;
  const change = await changes.propose({ title, edits, author: people.marketer, via: 'console' });
  now = worldNow - 3_600_000;
  await changes.comment(change.id, people.approver, comment, 'slack');
  await close();
}

/** What the world is answered by: TRELLIS_MODEL with its keys and addresses; nothing is the embedded interpreter. */
export type ModelEnv = Readonly<Record<string, string | undefined>>;

/** Opens a copy of the world that was made in `home`; closing it removes the copy. */
export async function openWorld(home: string, modelEnv: ModelEnv = {}): Promise<World> {
  const copy = mkdtempSync(join(tmpdir(), 'trellis-evals-'));
  cpSync(join(home, 'database'), join(copy, 'database'), { recursive: true });
  const db = rewindable(await openDatabase({ home: copy }));
  const installation = await composed(db, () => worldNow, modelEnv, planLeads);
  // What is made once for a process must not be made within a task, which is taken back.
  await installation.email();
  return {
    installation,
    models: await installation.models(),
    apart: db.rewound,
    async close() {
      await installation.close();
      rmSync(copy, { recursive: true, force: true });
    },
  };
}

function composed(
  db: Rewindable,
  clock: () => number,
  modelEnv: ModelEnv = {},
  planLeads?: number,
): Promise<Installation> {
  const home = mkdtempSync(join(tmpdir(), 'trellis-evals-keys-'));
  return compose(
    parseConfig({ ...modelEnv, TRELLIS_HOME: home, PUBLIC_URL: 'http://trellis.test', LOG_LEVEL: 'silent' }),
    { db, clock, ...(planLeads && { planLeads }) },
  ).finally(() => rmSync(home, { recursive: true, force: true }));
}
