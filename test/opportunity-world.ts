import { parseProgram } from '../engine/program/parse.ts';
import { startServer, type TestServer } from './server.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 5, 1, 12);

export interface OpportunityWorld {
  server: TestServer;
  /** 300 leads got three emails each; after the second 30 left, after the others 4. */
  loseLeadsAtStepTwo(): Promise<void>;
  /** Versions of the program so far. */
  versions(): Promise<number>;
}

/** A server with a track of three emails and another of one, five approved items of which one is sent by nobody, and no leads. */
export async function opportunityWorld(): Promise<OpportunityWorld> {
  const server = await startServer({}, { clock: () => now });
  const { db, engine, library } = server.installation;
  const items = ['one', 'two', 'three', 'elsewhere', 'unused'];
  await library.add(
    items.map((id) => ({
      id,
      title: `Title of ${id}`,
      kind: 'email',
      subject: `About ${id}`,
      stages: ['awareness'],
      topics: ['operations'],
      summary: `What ${id} says.`,
      cta: { label: 'Read', url: `https://example.com/${id}` },
      body: `The words of ${id}.`,
      approvedBy: 'the editors',
    })),
    { mayApprove: true, now: now - 200 * day },
  );
  const email = async (id: string) => ({ id, kind: 'email', content: await library.pin(id, 1) });
  const wait = (id: string) => ({ id, kind: 'wait', for: '3 days' });
  const program = parseProgram({
    schema: 1,
    tracks: {
      welcome: {
        title: 'Welcome',
        stage: 'awareness',
        entry: { when: 'page_visits >= 1 IN last_7_days' },
        steps: [await email('one'), wait('w1'), await email('two'), wait('w2'), await email('three')],
      },
      other: {
        title: 'Other',
        stage: 'awareness',
        entry: { when: 'demo_requests >= 1 IN last_7_days' },
        steps: [await email('elsewhere')],
      },
    },
  });
  await db.transaction((tx) => engine.activate(tx, program, { changeId: null }));
  return {
    server,
    versions: async () => (await db.query('select version from programs')).length,
    async loseLeadsAtStepTwo() {
      await engine.ingest(
        Array.from({ length: 300 }, (_, n) => ({
          messageId: `lead-${n}`,
          source: 'test',
          userId: `lead-${n}`,
          name: 'identify',
          occurredAt: now - 100 * day,
          properties: {},
        })),
      );
      const leads = await db.query<{ lane: number; id: string }>('select lane, id from leads order by id');
      await db.query(
        `insert into email_facts (lane, lead_id, from_id, seq, ordinal, sent_at, track, step, enrolment, item, version,
           stage, purpose, unsubscribed_at, dims)
         select lane, id, id, e.n, 0, to_timestamp($3::float8 / 1000) + e.n * interval '3 days', 'welcome', e.item, 1, e.item,
                1, 'awareness', 'marketing',
                case when l.n <= e.lost then to_timestamp($3::float8 / 1000) + interval '20 days' end, '{}'
         from unnest($1::smallint[], $2::uuid[]) with ordinality as l (lane, id, n),
              (values (1, 'one', 2), (2, 'two', 30), (3, 'three', 2)) as e (n, item, lost)`,
        [leads.map(({ lane }) => lane), leads.map(({ id }) => id), now - 60 * day],
      );
    },
  };
}
