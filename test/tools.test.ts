import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../db/connection.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import type { Changes } from '../engine/runtime/changes/types.ts';
import { createEngine, type Engine, type IncomingEvent } from '../engine/runtime/engine.ts';
import { createLibrary, type Library } from '../knowledge/library.ts';
import { callTool, type ToolResult } from '../tools/call.ts';
import { tools } from '../tools/registry.ts';
import type { ToolContext } from '../tools/tool.ts';
import { testDatabase } from './database.ts';
import { DAY, sampleProgram, T0 } from './runtime-world.ts';

const HOUR = DAY / 24;
let db: Database;
let engine: Engine;
let changes: Changes;
let library: Library;
let now = T0;
const person = { id: randomUUID(), name: 'Mara', email: 'mara@example.com', role: 'marketer' as const };

function context(role: ToolContext['person']['role'] = 'marketer'): ToolContext {
  const services = {
    db,
    engine,
    library,
    changes,
    changeUrl: (id: string) => `http://trellis.test/changes/${id}`,
  };
  return { person: { ...person, role }, via: 'api', now, tainted: [], services };
}

function call(name: string, input: unknown, from = context()): Promise<ToolResult<never>> {
  const tool = tools.find((known) => known.name === name);
  if (!tool) throw new Error(`There is no tool ${name}.`);
  return callTool(tool, input, from) as Promise<ToolResult<never>>;
}

/** The output, as tests read it. */
async function output<T>(name: string, input: unknown, from = context()): Promise<T> {
  const result = await call(name, input, from);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.output;
}

async function failure(name: string, input: unknown, from = context()) {
  const result = await call(name, input, from);
  if (result.ok) throw new Error('It should have failed.');
  return result.error;
}

const identify = (n: number, size: string, industry: string): IncomingEvent => ({
  messageId: `id-${n}`,
  source: 'test',
  userId: `u${n}`,
  email: `lead${n}@example.com`,
  name: 'identify',
  occurredAt: now,
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

beforeAll(async () => {
  db = await testDatabase();
  await db.query(
    `insert into people (id, name, email, role, created_at) values ($1::uuid, $2, $3, $4, now())`,
    [person.id, person.name, person.email, person.role],
  );
  engine = createEngine({ db, clock: () => now });
  changes = createChanges({ db, engine, clock: () => now });
  library = createLibrary(db);
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
    { now },
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
});

describe('query_leads', () => {
  it('counts by condition text and by its JSON form alike', async () => {
    const where =
      'company_size = "enterprise" AND page_visits >= 1 WHERE (page_url CONTAINS "pricing") IN last_30_days';
    expect(await output('query_leads', { where })).toMatchObject({ count: 2, total: 5, condition: where });
    const json = {
      op: 'and',
      of: [
        { op: 'field', field: 'company_size', is: '=', value: 'enterprise' },
        { op: 'field', field: 'industry', is: '=', value: 'healthcare' },
      ],
    };
    expect(await output('query_leads', { where: json })).toMatchObject({ count: 2 });
  });

  it('counts windows as of another time', async () => {
    const where = 'page_visits >= 1 IN last_30_days';
    const asOf = new Date(now - 2 * DAY).toISOString();
    expect(await output('query_leads', { where })).toMatchObject({ count: 3 });
    expect(await output('query_leads', { where, as_of: asOf })).toMatchObject({ count: 0, as_of: asOf });
  });

  it('breaks down by fields of lead, account and engine', async () => {
    expect(await output('query_leads', { breakdown_by: 'industry', sample: 0 })).toMatchObject({
      breakdown: [
        { value: 'fintech', count: 3 },
        { value: 'healthcare', count: 2 },
      ],
      leads: [],
    });
    expect(await output('query_leads', { breakdown_by: 'journey_stage', sample: 0 })).toMatchObject({
      breakdown: [{ value: 'awareness', count: 5 }],
    });
    expect(await output('query_leads', { breakdown_by: 'buyer_role', sample: 0 })).toMatchObject({
      breakdown: [{ value: null, count: 5 }],
    });
  });

  it('gives names of leads as foreign text, and says so', async () => {
    const from = context();
    const { leads } = await output<{ leads: { id: string; name: string; score: number }[] }>(
      'query_leads',
      { where: 'company_size = "enterprise"', sample: 2 },
      from,
    );
    expect(leads.map(({ score }) => score)).toEqual([25, 25]);
    expect(leads[0]?.name).toMatch(/^First\d Last$/);
    expect(from.tainted).toEqual(leads.map(({ id }) => `lead:${id}`));
    const counting = context();
    await output('query_leads', { where: 'company_size = "enterprise"', sample: 0 }, counting);
    expect(counting.tainted).toEqual([]);
  });

  it('tells how to mend a condition: nearest names, position', async () => {
    const unknown = await failure('query_leads', { where: 'industri = "healthcare"' });
    expect(unknown.code).toBe('condition.unknown_name');
    expect(JSON.stringify(unknown)).toContain('industry');
    const syntax = await failure('query_leads', { where: 'industry = ' });
    expect(syntax.code).toBe('condition.syntax');
    expect(syntax.faults[0]).toMatchObject({ line: 1 });
    expect((await failure('query_leads', { breakdown_by: 'shoe_size' })).code).toBe('leads.unknown_field');
    expect((await failure('query_leads', { sample: 1000 })).code).toBe('input.invalid');
  });

  it('takes nothing from input but values: text that looks like SQL counts nobody', async () => {
    const where = `industry = "x' OR '1'='1"`;
    expect(await output('query_leads', { where })).toMatchObject({ count: 0 });
    expect((await failure('query_leads', { breakdown_by: "x' from leads; drop table leads; --" })).code).toBe(
      'leads.unknown_field',
    );
  });
});

describe('the program', () => {
  it('is listed in brief, with the live vocabulary on demand', async () => {
    const brief = await output<Record<string, unknown>>('list_program', {});
    expect(brief).toMatchObject({
      version: 1,
      halted: [],
      tracks: [{ id: 'welcome', emails: 2, days: 3, entry: 'IN SEGMENT visitors' }],
      scoring: {
        rules: [
          { id: 'pricing', points: 20 },
          { id: 'visit', points: 5 },
        ],
      },
    });
    expect(brief).not.toHaveProperty('vocabulary');
    const from = context();
    const { vocabulary } = await output<{ vocabulary: { fields: { name: string; values?: string[] }[] } }>(
      'list_program',
      { parts: ['vocabulary'] },
      from,
    );
    expect(vocabulary.fields.find(({ name }) => name === 'industry')?.values).toEqual([
      'fintech',
      'healthcare',
    ]);
    expect(vocabulary.fields.find(({ name }) => name === 'email')).not.toHaveProperty('values');
    expect(from.tainted).toContain('field:industry');
  });

  it('shows a track by id or title, and the nearest names for a wrong one', async () => {
    expect(await output('show_track', { track: 'WELCOME' })).toMatchObject({
      id: 'welcome',
      steps: [
        { kind: 'email', day: 1 },
        { kind: 'wait', does: 'wait 3 days' },
        { kind: 'email', day: 4 },
      ],
    });
    expect((await failure('show_track', { track: 'wellcome' })).message).toContain('Welcome');
  });
});

describe('propose_track', () => {
  const brief = {
    title: 'SMB fintech start',
    stage: 'awareness',
    audience: 'company_size = "smb" AND industry = "fintech"',
    weeks: 2,
  };

  it('chooses approved content that suits stage and audience, and says when there is too little', async () => {
    const from = context();
    const { change, emails, warnings } = await output<{
      change: { id: string; url: string; population: { entering: Record<string, number> } };
      emails: { item: string; day: number }[];
      warnings: string[];
    }>('propose_track', brief, from);
    expect(emails.map(({ item }) => item)).toEqual(['for-fintech', 'for-all-too', 'for-all']);
    expect(emails.map(({ day }) => day)).toEqual([1, 5, 9]);
    expect(warnings).toEqual([expect.stringContaining('Only 3 approved items')]);
    expect(change.population.entering).toEqual({ 'smb-fintech-start': 2 });
    expect(change.url).toBe(`http://trellis.test/changes/${change.id}`);
    const filed = await changes.get(change.id);
    expect(filed).toMatchObject({ status: 'proposed', via: 'api', author: { id: person.id }, tainted: [] });
    expect(from.tainted).toEqual([]);
    expect((await engine.program()).program.tracks).not.toHaveProperty('smb-fintech-start');
  });

  it('keeps to the days and items that were asked for, and pins them by hash', async () => {
    const { change } = await output<{ change: { id: string } }>('propose_track', {
      ...brief,
      title: 'By hand',
      emails: [{ day: 8, content: 'for-enterprise' }, { day: 1 }],
      goal: 'demo_requests >= 1',
    });
    const edit = (await changes.get(change.id)).edits[0];
    expect(edit).toMatchObject({
      op: 'put',
      path: 'tracks/by-hand',
      value: {
        goal: 'demo_requests >= 1',
        steps: [
          {
            kind: 'email',
            content: { item: 'for-fintech', version: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
          },
          { kind: 'wait', untilDay: 8 },
          { kind: 'email', content: { item: 'for-enterprise' } },
          { kind: 'wait', untilDay: 15 },
        ],
      },
    });
  });

  it.each([
    [{ title: 'Welcome' }, 'track.exists'],
    [{ audience: 'shoe_size = 3' }, 'condition.unknown_name'],
    [{ audience: 'page_visit' }, 'condition.'],
    [{ emails: [{ day: 1, content: 'nowhere' }] }, 'content.unknown'],
    [{ emails: [{ day: 1, content: 'not-approved' }] }, 'content.not_approved'],
    [{ emails: [{ day: 20 }] }, 'track.too_long'],
    [{ stage: 'advocacy' }, 'content.none'],
    [{ weeks: 0 }, 'input.invalid'],
  ])('files nothing for %o', async (change, code) => {
    const before = await changes.list();
    expect((await failure('propose_track', { ...brief, ...change })).code).toContain(code);
    expect(await changes.list()).toEqual(before);
  });

  it('carries what the turn had seen before', async () => {
    const from = context();
    from.tainted.push('lead:somebody');
    const { change } = await output<{ change: { id: string; tainted: string[] } }>(
      'propose_track',
      { ...brief, title: 'Tainted' },
      from,
    );
    expect(change.tainted).toEqual(['lead:somebody']);
  });
});

describe('propose_scoring_change', () => {
  it('changes the rule that has the condition instead of adding a second one', async () => {
    const { change } = await output<{ change: { id: string; diff: string[] } }>('propose_scoring_change', {
      put_rules: [{ when: 'page_visit AND page_url CONTAINS "pricing"', points: 25 }],
    });
    expect((await changes.get(change.id)).edits).toMatchObject([
      { path: 'scoring/rules/pricing', value: { points: 25 } },
    ]);
    expect(change.diff.join(' ')).toContain('+25 (was +20)');
  });

  it('adds, removes and sets thresholds in one change', async () => {
    const { change } = await output<{ change: { id: string } }>('propose_scoring_change', {
      put_rules: [
        { title: 'Demo request', when: 'demo_request', points: 50, cap: { points: 50, per: 'ever' } },
      ],
      remove_rules: ['visit'],
      put_thresholds: [{ title: 'Warm', at: 60, actions: [{ do: 'lifecycle', stage: 'mql' }] }],
    });
    expect((await changes.get(change.id)).edits.map(({ op, path }) => [op, path])).toEqual([
      ['put', 'scoring/rules/demo-request'],
      ['put', 'scoring/thresholds/warm'],
      ['remove', 'scoring/rules/visit'],
    ]);
  });

  it.each([
    [{}, 'input.empty'],
    [{ remove_rules: ['pricin'] }, 'scoring.unknown'],
    [{ put_rules: [{ when: 'page_visit AND page_url CONTAINS "pricing"', points: 20 }] }, 'change.empty'],
    [{ put_thresholds: [{ title: 'X', at: 10, actions: [{ do: 'enrol' }] }] }, 'input.invalid'],
    [{ put_rules: [{ when: 'moonwalk', points: 20 }] }, 'condition.unknown_name'],
  ])('files nothing for %o', async (input, code) => {
    const before = await changes.list();
    expect((await failure('propose_scoring_change', input)).code).toBe(code);
    expect(await changes.list()).toEqual(before);
  });
});

describe('the other tools', () => {
  it('find passages by words and facets, as foreign text', async () => {
    const from = context();
    const { passages } = await output<{
      passages: { item: string; n: number; start: number; end: number }[];
    }>('search_content', { query: 'words of fintech', industry: 'fintech' }, from);
    expect(passages[0]).toMatchObject({ n: 1, item: 'for-fintech' });
    expect(passages.map(({ item: id }) => id)).not.toContain('for-healthcare');
    expect(from.tainted).toContain('content:for-fintech@1');
  });

  it('list and show changes with the place to approve, and nothing to approve with', async () => {
    const { changes: listed } = await output<{ changes: { id: string; url: string; status: string }[] }>(
      'list_changes',
      {
        status: 'proposed',
        limit: 2,
      },
    );
    expect(listed).toHaveLength(2);
    const id = listed[0]?.id as string;
    expect(await output('show_change', { id: id.slice(0, 8) })).toMatchObject({ id, url: listed[0]?.url });
    expect((await failure('show_change', { id: 'ffffffff' })).code).toBe('change.unknown');
  });

  it('report on a track with too little data without a rate', async () => {
    const report = await output<{ period: { emails: { opens: object } }; before: { to: string } }>(
      'track_performance',
      {
        track: 'welcome',
        from: '2026-02-01',
        to: '2026-03-01',
      },
    );
    expect(report.before).toMatchObject({ from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' });
    expect(report.period.emails.opens).toMatchObject({ denominator: 0, rate: null });
    expect(
      (await failure('track_performance', { track: 'welcome', from: '2026-03-01', to: '2026-03-01' })).code,
    ).toBe('period.empty');
  });

  it('halt once, and propose to resume only what is halted', async () => {
    expect((await failure('propose_resume', { target: 'welcome' })).code).toBe('halt.none');
    expect(await output('halt_sending', { target: 'Welcome', reason: 'a typo in email 1' })).toEqual({
      target: 'welcome',
      title: 'Welcome',
      already_halted: false,
    });
    expect(await output('halt_sending', { target: 'welcome', reason: 'again' })).toMatchObject({
      already_halted: true,
    });
    expect(await engine.halts()).toMatchObject([
      { target: 'welcome', by: person.id, reason: 'a typo in email 1' },
    ]);
    await output('propose_resume', { target: 'welcome' });
    expect(await engine.halts()).toHaveLength(1);
    expect((await failure('halt_sending', { target: 'nothing', reason: 'x' })).code).toBe('track.unknown');
  });

  it('let a viewer read and not write', async () => {
    for (const tool of tools.filter(({ annotations }) => !annotations.readOnlyHint)) {
      expect((await failure(tool.name, {}, context('viewer'))).code).toBe('role.forbidden');
    }
    expect(await call('query_leads', {}, context('viewer'))).toMatchObject({ ok: true });
  });
});
