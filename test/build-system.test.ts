import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemWords } from '../agent/interpreter/wording/system.ts';
import { verifyReplay } from '../engine/backtest/replay.ts';
import type { LeadState } from '../engine/core/types.ts';
import type { Program } from '../engine/program/schema.ts';
import { stateOf } from '../engine/runtime/loaded-lead.ts';
import { loadItems } from '../knowledge/ingest/load.ts';
import { buildSystem } from '../tools/build-system.ts';
import { callTool, type ToolResult } from '../tools/call.ts';
import { startServer, type TestServer } from './server.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Monday, 5 January 2026, 12:00 UTC: within the hours in which marketing email goes out. */
const start = 1_767_614_400_000;
let now = start;
let server: TestServer;
let writeKey: string;

const brief = {
  product: 'payroll',
  model: ['b2b', 'enterprise', 'smb'],
  cycle: 'long',
  sources: ['events', 'paid'],
} as const;

interface Built {
  change: { id: string; diff: string[]; sections: { heading: string; lines: string[] }[] };
  tracks: { id: string; stage: string; weeks: number; emails: { day: number; item: string }[] }[];
  journey: { stage: string; tracks: string[] }[];
  segments: { id: string; family: string; reused: boolean }[];
  gaps: { audience: string; stage: string; kind: string; topic: string; track?: string }[];
  kept: string[];
  assumed: string[];
  missing: string[];
}

beforeAll(async () => {
  server = await startServer({}, { clock: () => now });
  writeKey = readFileSync(join(server.home, 'write.key'), 'utf8').trim();
});

async function build(input: object = brief): Promise<ToolResult<unknown>> {
  const { person } = await server.signIn('marketer');
  const { services } = server.installation;
  return callTool(buildSystem, input, { person, via: 'api', now, tainted: [], services } as never);
}

async function built(input?: object): Promise<Built> {
  const result = await build(input);
  if (!result.ok) throw new Error(`${result.error.message} ${JSON.stringify(result.error.faults)}`);
  return result.output as Built;
}

const program = async () => (await server.installation.engine.program()).program;

it('proposes nothing from an empty library, and names what to write', async () => {
  const result = await build();
  expect(result).toMatchObject({ ok: false, error: { code: 'content.none' } });
  expect(JSON.stringify(result)).toContain('; the hidden cost of the problem that Payroll solves; ');
  expect(await server.installation.changes.list()).toEqual([]);
});

describe('a system on an empty installation', () => {
  let proposal: Built;
  beforeAll(async () => {
    const { library } = server.installation;
    const items = await loadItems(fileURLToPath(new URL('../knowledge/demo-library', import.meta.url)));
    await library.add(items, { mayApprove: true, now });
    await activate({ sender: { name: 'Trellis', email: 'a@mail.internal', postalAddress: '1 Garden Row' } });
    proposal = await built();
  });

  it('is one change with tracks for each size and stage, in the pace of each', () => {
    expect(proposal.journey.map(({ stage, tracks }) => [stage, tracks.length])).toEqual([
      ['awareness', 2],
      ['consideration', 2],
      ['decision', 2],
      ['implementation', 2],
      ['advocacy', 2],
    ]);
    const days = (id: string) =>
      proposal.tracks.find((track) => track.id === id)?.emails.map(({ day }) => day);
    expect(days('payroll-enterprise-awareness')).toEqual([1, 7, 14, 28, 42, 70]);
    expect(days('payroll-smb-awareness')).toEqual([1, 8, 15, 22, 29, 36]);
    expect(new Set(proposal.segments.map(({ family }) => family))).toEqual(
      new Set(['demographic', 'behavioural', 'lifecycle', 'engagement']),
    );
    expect(proposal.change.sections[0]?.heading).toBe('Why');
    expect(proposal.assumed).toContainEqual(expect.stringContaining('SMB decides faster'));
    expect(proposal.missing).toContainEqual(expect.stringContaining('No lead has come by events so far'));
  });

  it('sends what suits, nothing twice on the way of one audience, and names what is missing', () => {
    for (const size of ['enterprise', 'smb']) {
      const items = proposal.tracks
        .filter(({ id }) => id.startsWith(`payroll-${size}`))
        .flatMap(({ emails }) => emails.map(({ item }) => item));
      expect(new Set(items).size).toBe(items.length);
      const other = size === 'smb' ? /^enterprise-/ : /^smb-/;
      expect(items.filter((item) => other.test(item))).toEqual([]);
    }
    expect(proposal.gaps).toContainEqual(
      expect.objectContaining({ stage: 'advocacy', kind: 'email', topic: 'telling others about Payroll' }),
    );
    expect(proposal.gaps.find(({ kind }) => kind === 'case-study')).toMatchObject({
      stage: 'consideration',
      topic: 'a company alike, and what it achieved with Payroll',
    });
  });

  it('is told in words, with what is missing', () => {
    const said = systemWords(proposal as never);
    expect(said).toContain('Payroll SMB awareness (6 emails in 6 weeks)');
    expect(said).toContain('- SMB advocacy, email: telling others about Payroll');
  });

  it('does nothing before a person approves it', async () => {
    expect((await program()).tracks).toEqual({});
  });

  it('nurtures for sixty days once it is approved', async () => {
    await approve(proposal.change.id);
    const reader = await Lead.arrive('reader', 'enterprise');
    const buyer = await Lead.arrive('buyer', 'smb');
    const other = await Lead.arrive('other', 'mid-market');
    expect(await told()).toEqual([]);
    await until(10);
    expect(await reader.emails()).toEqual(sentBy(proposal, 'payroll-enterprise-awareness').slice(0, 2));
    expect(await buyer.emails()).toEqual(sentBy(proposal, 'payroll-smb-awareness').slice(0, 2));

    await buyer.page('/pricing');
    expect(await buyer.state()).toMatchObject({ journey: 'consideration', score: 25 });
    expect(await buyer.tracks()).toEqual(['payroll-smb-consideration']);
    expect(await told()).toContain('sales: Reach out now: the lead looked at pricing');
    await until(20);
    await buyer.track('Form Submitted', { form_type: 'demo_request' });
    expect(await buyer.state()).toMatchObject({ journey: 'decision', lifecycle: 'sql', score: 75 });
    expect(await buyer.tracks()).toEqual(['payroll-smb-decision']);
    expect(await told()).toEqual(
      expect.arrayContaining([
        'sales: Qualify and schedule the demo',
        'sales: A lead is sales-qualified: its score reached 75.',
        'sales: Call while the interest is fresh',
      ]),
    );
    await until(40);
    await buyer.track('Deal Closed', { won: true, amount: 9000 });
    await until(60);
    expect(await buyer.state()).toMatchObject({ journey: 'implementation', lifecycle: 'customer' });
    expect(await buyer.tracks()).toEqual(['payroll-smb-implementation']);

    expect(await reader.emails()).toEqual(sentBy(proposal, 'payroll-enterprise-awareness').slice(0, 5));
    const got = await buyer.emails();
    expect(new Set(got).size).toBe(got.length);
    expect(got.slice(-2)).toEqual(sentBy(proposal, 'payroll-smb-implementation').slice(0, 2));
    expect(await other.emails()).toEqual([]);
  });

  it('is replayed to the byte', async () => {
    const { db } = server.installation;
    expect(await verifyReplay(db, {})).toMatchObject({ differing: 0 });
  });

  it('is not added a second time', async () => {
    const before = await server.installation.changes.list();
    const again = await build();
    expect(again).toMatchObject({ ok: false, error: { code: 'system.exists' } });
    expect(JSON.stringify(again)).toContain('tracks/payroll-smb-decision');
    expect(await server.installation.changes.list()).toEqual(before);
  });

  it('has another beside it, which changes nothing that is there', async () => {
    const before = await program();
    const beside = await built({ ...brief, product: 'expenses', cycle: 'committee' });
    expect(beside.segments.filter(({ reused }) => reused).map(({ id }) => id)).toContain('payroll-smb');
    expect(beside.kept).toEqual(
      expect.arrayContaining([
        'Asked for a demo: the trigger payroll-demo-request tells people of it already, so nobody is told twice.',
        'Looked at the prices: the rule payroll-pricing-page gives points for it already.',
        expect.stringContaining('the trigger payroll-tired sets a pace already.'),
        'The policy cap stays as it is.',
      ]),
    );
    expect(beside.tracks.map(({ id }) => id)).toContain('expenses-enterprise-decision-technical');
    await approve(beside.change.id);
    const after = await program();
    const { policies, ...rest } = before;
    expect(after).toMatchObject(rest);
    expect(after.policies).toMatchObject(policies);
    expect(after.tracks['expenses-smb-awareness']?.entry?.when).toBe(
      'IN SEGMENT payroll-smb AND journey_stage = "awareness" AND NOT IN SEGMENT expenses-on-other-tracks',
    );
  });
});

class Lead {
  readonly userId: string;
  constructor(userId: string) {
    this.userId = userId;
  }

  static async arrive(userId: string, size: string): Promise<Lead> {
    const lead = new Lead(userId);
    await lead.#post('identify', { traits: { email: `${userId}@leads.internal` } });
    await lead.#post('group', { groupId: `co-${userId}`, traits: { company_size: size } });
    await lead.track('Consent Granted', { purpose: 'marketing', basis: 'consent', wording: 'Send me news' });
    return lead;
  }

  track(event: string, properties: object = {}): Promise<void> {
    return this.#post('track', { event, properties });
  }

  page(path: string): Promise<void> {
    return this.#post('page', { properties: { url: `https://www.example.com${path}` } });
  }

  async #post(type: string, record: object): Promise<void> {
    const response = await fetch(`${server.url}/v1/${type}`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${writeKey}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ userId: this.userId, ...record }),
    });
    expect(await response.json()).toMatchObject({ success: true, accepted: 1 });
    await work();
  }

  async state(): Promise<LeadState> {
    const [row] = await server.installation.db.query<{ state: string; fields: unknown }>(
      `select state, fields from leads where fields ->> 'email' = $1`,
      [`${this.userId}@leads.internal`],
    );
    if (row === undefined) throw new TypeError(`there is no ${this.userId}`);
    return stateOf(row);
  }

  /** Those it is on. */
  async tracks(): Promise<string[]> {
    const { enrolments } = await this.state();
    return Object.keys(enrolments).filter((track) => enrolments[track]?.status === 'active');
  }

  /** Items, in the order in which they came. */
  async emails(): Promise<string[]> {
    const { mailbox } = await server.installation.email();
    return (await mailbox.list({ leadId: (await this.state()).id })).map(({ item }) => item).reverse();
  }
}

function sentBy({ tracks }: Built, id: string): string[] {
  return tracks.find((track) => track.id === id)?.emails.map(({ item }) => item) ?? [];
}

async function told(): Promise<string[]> {
  const rows = await server.installation.db.query<{ audience: string; text: string }>(
    'select audience, text from notifications',
  );
  return rows.map(({ audience, text }) => `${audience}: ${text}`);
}

async function approve(id: string): Promise<void> {
  const { changes } = server.installation;
  const { person } = await server.signIn('approver');
  expect(await changes.approve(id, person, await changes.get(id))).toMatchObject({ status: 'applied' });
  await work();
}

async function activate(policies: Partial<Program['policies']>): Promise<void> {
  const { db, engine } = server.installation;
  const document = { ...(await program()), policies: { timeZone: 'UTC', ...policies } };
  await db.transaction((tx) => engine.activate(tx, document, { changeId: null }));
}

/** What the worker's loop does, until nothing is left to do. */
async function work(): Promise<void> {
  const { engine, senders } = server.installation;
  while ((await engine.runDue()) + (await engine.dispatch(senders)) > 0);
}

/** From one timer that falls due to the next. */
async function until(day: number): Promise<void> {
  const end = start + day * DAY;
  while (now < end) {
    const [next] = await server.installation.db.query<{ at: number | null }>(
      'select (extract(epoch from min(next_due_at)) * 1000)::float8 as at from leads',
    );
    now = Math.min(end, Math.max(now + HOUR, next?.at ?? end));
    await work();
  }
}
