import { beforeAll, describe, expect, it } from 'vitest';
import { type ToolWorld, toolWorld } from './tool-world.ts';

let world: ToolWorld;
beforeAll(async () => {
  world = await toolWorld();
});

const track = { title: 'T', stage: 'awareness', audience: 'lead_score >= 1', weeks: 2 };
const edit = (path: string, value?: unknown) => ({
  title: 'x',
  edits: [value === undefined ? { op: 'remove', path } : { op: 'put', path, value }],
});

describe('what a tool answers to a call that it cannot do', () => {
  it.each<[string, unknown, RegExp]>([
    ['query_leads', { where: 'contry = "DE"' }, /column 1\b.*Did you mean country\?/],
    ['query_leads', { where: 'country = ' }, /column 11\b.*a text in quotes/],
    ['query_leads', { where: { op: 'feld' } }, /op: it has to be one of .*Did you mean field\?/],
    ['query_leads', { where: 'IN SEGMENT visitor' }, /Did you mean visitors\?/],
    ['query_leads', { breakdown_by: 'contry' }, /Did you mean country\?/],
    ['query_leads', { wher: 'x' }, /wher: .*Did you mean where\?/],
    ['query_leads', { as_of: 'yesterday' }, /as_of: a date is 2026-03-18/],
    ['query_leads', { cursor: 'two' }, /cursor is the next of the page before/],
    ['show_program', { track: 'welcom' }, /Tracks like it: Welcome/],
    ['show_program', { parts: ['track'] }, /Did you mean tracks\?/],
    ['analyse_performance', { segment: 'visitor' }, /Segments like it: Visitors/],
    ['analyse_performance', { about: 'funel' }, /Did you mean funnel\?/],
    ['analyse_performance', { item: 'for-al' }, /Did you mean for-all\b/],
    ['analyse_performance', { period: 'last moon' }, /Say it like/],
    ['explain_lead', { lead: 'nobody@example.com', about: 'score' }, /give an email address/],
    ['search_content', { query: 'x', kind: 'gide' }, /Did you mean guide\?/],
    ['draft_email', { item: 'for-al' }, /Did you mean for-all\b/],
    ['propose_track', { ...track, stage: 'awarenes' }, /Did you mean awareness\?/],
    ['propose_track', { ...track, goal: 'lifecycle = "x"' }, /column 1\b.*lifecycle_stage/],
    ['propose_track', { ...track, emails: [{ day: 1, content: 'for-al' }] }, /Did you mean for-all\b/],
    ['propose_change', {}, /exactly one of/],
    ['propose_change', edit('track/welcome', {}), /edits\/0\/path: a path is segments\/ID/],
    ['propose_change', edit('segments/visitor'), /Did you mean visitors\?/],
    ['propose_change', edit('tracks/welcome/steps/paus'), /Did you mean pause\?/],
    ['propose_change', edit('tracks/welcom/steps/pause', { id: 'pause' }), /Did you mean welcome\?/],
    ['propose_change', edit('segments/s', { titel: 'S', when: 'page_visit' }), /Did you mean title\?/],
    ['propose_change', edit('segments/s', { title: 'S', when: 'contry = "x"' }), /Did you mean country\?/],
    ['propose_change', { scoring: { remove_rules: ['visitt'] } }, /Like it: visit/],
    ['show_changes', { id: 'ffff' }, /list the changes/],
    ['halt_sending', { target: 'welcom', reason: 'x' }, /Tracks like it: Welcome/],
    ['read_experiments', { plan: { metric: 'clik' } }, /Did you mean click\?/],
  ])('%s %j says how to mend it', async (name, input, words) => {
    const { code, message, faults } = await world.failure(name, input);
    expect(code).not.toBe('tool.failed');
    expect([message, ...faults.map((fault) => `${fault.path}: ${fault.message}`)].join('\n')).toMatch(words);
  });
});

describe('a list that is cut', () => {
  it('of leads goes on where the page before ended, each once', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await world.output<{ leads: { id: string }[]; next?: string; count: number }>(
        'query_leads',
        {
          sample: 2,
          ...(cursor && { cursor }),
        },
      );
      seen.push(...page.leads.map(({ id }) => id));
      cursor = page.next;
      pages++;
    } while (cursor !== undefined && pages < 9);
    expect([new Set(seen).size, seen.length]).toEqual([5, 5]);
  });

  it('of changes does too, newest first', async () => {
    for (const points of [1, 2, 3])
      await world.output('propose_change', {
        scoring: { put_rules: [{ id: `p${points}`, title: `Points ${points}`, when: 'page_visit', points }] },
      });
    type Page = { changes: { id: string }[]; next?: string };
    const all = (await world.output<Page>('show_changes', {})).changes.map(({ id }) => id);
    const first = await world.output<Page>('show_changes', { limit: 2 });
    const second = await world.output<Page>('show_changes', { limit: 2, cursor: first.next });
    expect([...first.changes, ...second.changes].map(({ id }) => id)).toEqual(all);
    expect(second.next).toBeUndefined();
  });
});
