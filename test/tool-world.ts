import { randomUUID } from 'node:crypto';
import type { Program } from '../engine/program/schema.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import type { Changes, Person, Role } from '../engine/runtime/changes/types.ts';
import { createEngine, type Engine, type IncomingEvent } from '../engine/runtime/engine.ts';
import { createLibrary } from '../knowledge/library.ts';
import { callTool, type ToolFailure, type ToolResult } from '../tools/call.ts';
import { tools } from '../tools/registry.ts';
import type { ToolContext } from '../tools/tool.ts';
import { testDatabase } from './database.ts';
import { DAY, sampleProgram, T0 } from './runtime-world.ts';
import { noEmail } from './support/no-email.ts';

const HOUR = DAY / 24;
const person = { id: randomUUID(), name: 'Mara', email: 'mara@example.com', role: 'marketer' as const };

/** Five leads of three accounts, three of whom visited within the last hour; seven content items. */
export interface ToolWorld {
  /** Milliseconds since the epoch. */
  now: number;
  personId: string;
  /** Somebody else. */
  person(role: Role): Promise<Person>;
  engine: Engine;
  changes: Changes;
  /** Makes the program the next version. */
  activate(program: Program): Promise<unknown>;
  context(role?: ToolContext['person']['role']): ToolContext;
  call(name: string, input: unknown, from?: ToolContext): Promise<ToolResult<unknown>>;
  /** The output, as tests read it. */
  output<T>(name: string, input: unknown, from?: ToolContext): Promise<T>;
  failure(name: string, input: unknown, from?: ToolContext): Promise<ToolFailure>;
}

const identify = (n: number, size: string, industry: string): IncomingEvent => ({
  messageId: `id-${n}`,
  source: 'test',
  userId: `u${n}`,
  email: `lead${n}@example.com`,
  name: 'identify',
  occurredAt: T0,
  properties: {},
  traits: { email: `lead${n}@example.com`, first_name: `First${n}`, last_name: 'Last' },
  account: {
    id: `acme-${size}-${industry}`,
    fields: { account_name: `Acme ${size}`, company_size: size, industry },
  },
});
const visit = (n: number, url: string, at: number): IncomingEvent => ({
  messageId: `visit-${n}-${url}-${at}`,
  source: 'test',
  userId: `u${n}`,
  name: 'page_visit',
  occurredAt: at,
  properties: { page_url: url },
});

const item = (id: string, rest: object = {}) => ({
  id,
  title: `Title of ${id}`,
  kind: 'guide',
  stages: ['awareness'],
  topics: ['operations'],
  summary: `What ${id} says.`,
  cta: { label: 'Read', url: `https://example.com/${id}` },
  body: `## About ${id}\n\nThe words of ${id}.`,
  approvedBy: 'the editors',
  ...rest,
});

export async function toolWorld(): Promise<ToolWorld> {
  const db = await testDatabase();
  await db.query(
    `insert into people (id, name, email, role, created_at) values ($1::uuid, $2, $3, $4, now())`,
    [person.id, person.name, person.email, person.role],
  );
  let now = T0;
  const engine = createEngine({ db, clock: () => now });
  const changes = createChanges({ db, engine, clock: () => now });
  const library = createLibrary(db);
  await library.add(
    [
      item('for-all'),
      item('for-all-too', { kind: 'checklist' }),
      item('for-fintech', { industries: ['fintech'] }),
      item('for-healthcare', { industries: ['healthcare'] }),
      item('for-enterprise', { companySizes: ['enterprise'] }),
      item('not-approved', { approvedBy: undefined }),
      item('for-decision', { stages: ['decision'] }),
    ],
    { mayApprove: true, now },
  );
  await db.transaction((tx) => engine.activate(tx, sampleProgram(), { changeId: null }));
  await engine.ingest([
    identify(1, 'enterprise', 'healthcare'),
    identify(2, 'enterprise', 'healthcare'),
    identify(3, 'enterprise', 'fintech'),
    identify(4, 'smb', 'fintech'),
    identify(5, 'smb', 'fintech'),
  ]);
  now += 40 * DAY;
  await engine.ingest([
    visit(1, 'https://x.example/pricing', now - HOUR),
    visit(2, 'https://x.example/blog', now - HOUR),
  ]);
  await engine.ingest([visit(3, 'https://x.example/pricing', now - HOUR)]);

  const services = {
    db,
    engine,
    library,
    changes,
    changeUrl: (id: string) => `http://trellis.test/changes/${id}`,
    ...noEmail,
  };
  const world: ToolWorld = {
    now,
    personId: person.id,
    person: async (role) => {
      const id = randomUUID();
      const other = { id, name: `The ${role}`, email: `${id}@example.com`, role };
      await db.query(
        `insert into people (id, name, email, role, created_at) values ($1::uuid, $2, $3, $4, now())`,
        [other.id, other.name, other.email, other.role],
      );
      return other;
    },
    engine,
    changes,
    activate: (program) => db.transaction((tx) => engine.activate(tx, program, { changeId: null })),
    context: (role = 'marketer') => ({ person: { ...person, role }, via: 'api', now, tainted: [], services }),
    call(name, input, from = world.context()) {
      const tool = tools.find((known) => known.name === name);
      if (!tool) throw new Error(`There is no tool ${name}.`);
      return callTool(tool, input, from);
    },
    async output<T>(name: string, input: unknown, from?: ToolContext) {
      const result = await world.call(name, input, from);
      if (!result.ok) throw new Error(JSON.stringify(result.error));
      return result.output as T;
    },
    async failure(name, input, from) {
      const result = await world.call(name, input, from);
      if (result.ok) throw new Error('It should have failed.');
      return result.error;
    },
  };
  return world;
}
