import { beforeAll, describe, expect, it } from 'vitest';
import { DAY } from './runtime-world.ts';
import { type ToolWorld, toolWorld } from './tool-world.ts';

let world: ToolWorld;
beforeAll(async () => {
  world = await toolWorld();
});

describe('query_leads', () => {
  it('counts by condition text and by its JSON form alike', async () => {
    const where =
      'company_size = "enterprise" AND page_visits >= 1 WHERE (page_url CONTAINS "pricing") IN last_30_days';
    expect(await world.output('query_leads', { where })).toMatchObject({
      count: 2,
      total: 5,
      condition: where,
    });
    const json = {
      op: 'and',
      of: [
        { op: 'field', field: 'company_size', is: '=', value: 'enterprise' },
        { op: 'field', field: 'industry', is: '=', value: 'healthcare' },
      ],
    };
    expect(await world.output('query_leads', { where: json })).toMatchObject({ count: 2 });
  });

  it('counts windows as of another time', async () => {
    const where = 'page_visits >= 1 IN last_30_days';
    const asOf = new Date(world.now - 2 * DAY).toISOString();
    expect(await world.output('query_leads', { where })).toMatchObject({ count: 3 });
    expect(await world.output('query_leads', { where, as_of: asOf })).toMatchObject({
      count: 0,
      as_of: asOf,
    });
  });

  it('breaks down by fields of lead, account and engine', async () => {
    expect(await world.output('query_leads', { breakdown_by: 'industry', sample: 0 })).toMatchObject({
      breakdown: [
        { value: 'fintech', count: 3 },
        { value: 'healthcare', count: 2 },
      ],
      leads: [],
    });
    expect(await world.output('query_leads', { breakdown_by: 'journey_stage', sample: 0 })).toMatchObject({
      breakdown: [{ value: 'awareness', count: 5 }],
    });
    expect(await world.output('query_leads', { breakdown_by: 'buyer_role', sample: 0 })).toMatchObject({
      breakdown: [{ value: null, count: 5 }],
    });
  });

  it('gives names of leads as foreign text, and says so', async () => {
    const from = world.context();
    const { leads } = await world.output<{ leads: { id: string; name: string; score: number }[] }>(
      'query_leads',
      { where: 'company_size = "enterprise"', sample: 2 },
      from,
    );
    expect(leads.map(({ score }) => score)).toEqual([25, 25]);
    expect(leads[0]?.name).toMatch(/^First\d Last$/);
    expect(from.tainted).toEqual(leads.map(({ id }) => `lead:${id}`));
    const counting = world.context();
    await world.output('query_leads', { where: 'company_size = "enterprise"', sample: 0 }, counting);
    expect(counting.tainted).toEqual([]);
  });

  it('tells how to mend a condition: nearest names, position', async () => {
    const unknown = await world.failure('query_leads', { where: 'industri = "healthcare"' });
    expect(unknown.code).toBe('condition.unknown_name');
    expect(JSON.stringify(unknown)).toContain('industry');
    const syntax = await world.failure('query_leads', { where: 'industry = ' });
    expect(syntax.code).toBe('condition.syntax');
    expect(syntax.faults[0]).toMatchObject({ line: 1 });
    expect((await world.failure('query_leads', { breakdown_by: 'shoe_size' })).code).toBe(
      'leads.unknown_field',
    );
    expect((await world.failure('query_leads', { sample: 1000 })).code).toBe('input.invalid');
  });

  it('takes nothing from input but values: text that looks like SQL counts nobody', async () => {
    const where = `industry = "x' OR '1'='1"`;
    expect(await world.output('query_leads', { where })).toMatchObject({ count: 0 });
    expect(
      (await world.failure('query_leads', { breakdown_by: "x' from leads; drop table leads; --" })).code,
    ).toBe('leads.unknown_field');
  });
});

describe('the program', () => {
  it('is listed in brief, with the live vocabulary on demand', async () => {
    const brief = await world.output<Record<string, unknown>>('show_program', {});
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
    const from = world.context();
    const { vocabulary } = await world.output<{
      vocabulary: { fields: { name: string; values?: string[] }[] };
    }>('show_program', { parts: ['vocabulary'] }, from);
    expect(vocabulary.fields.find(({ name }) => name === 'industry')?.values).toEqual([
      'fintech',
      'healthcare',
    ]);
    expect(vocabulary.fields.find(({ name }) => name === 'email')).not.toHaveProperty('values');
    expect(from.tainted).toContain('field:industry');
  });

  it('shows a track by id or title, and the nearest names for a wrong one', async () => {
    expect(await world.output('show_program', { track: 'WELCOME' })).toMatchObject({
      version: 1,
      track: {
        id: 'welcome',
        steps: [
          { kind: 'email', day: 1 },
          { kind: 'wait', does: 'wait 3 days' },
          { kind: 'email', day: 4 },
        ],
      },
    });
    expect((await world.failure('show_program', { track: 'wellcome' })).message).toContain('Welcome');
  });
});
