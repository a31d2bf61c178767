import { beforeAll, describe, expect, it } from 'vitest';
import { type ToolWorld, toolWorld } from './tool-world.ts';

let world: ToolWorld;
beforeAll(async () => {
  world = await toolWorld();
});

describe('propose_track', () => {
  const brief = {
    title: 'SMB fintech start',
    stage: 'awareness',
    audience: 'company_size = "smb" AND industry = "fintech"',
    weeks: 2,
  };

  it('chooses approved content that suits stage and audience, and says when there is too little', async () => {
    const from = world.context();
    const { change, emails, warnings } = await world.output<{
      change: {
        id: string;
        url: string;
        population: { entering: Record<string, number> };
        sections: { heading: string; lines: string[] }[];
      };
      emails: { item: string; day: number }[];
      warnings: string[];
    }>('propose_track', brief, from);
    expect(emails.map(({ item }) => item)).toEqual(['for-fintech', 'for-all-too', 'for-all']);
    expect(emails.map(({ day }) => day)).toEqual([1, 5, 9]);
    expect(warnings).toEqual([expect.stringContaining('Only 3 approved items')]);
    expect(change.population.entering).toEqual({ 'smb-fintech-start': 2 });
    expect(change.sections[0]).toEqual({
      heading: 'Who is affected (of 5 leads)',
      lines: ['2 leads would enter “SMB fintech start” now, of 1 account'],
    });
    expect(change.url).toBe(`http://trellis.test/changes/${change.id}`);
    const filed = await world.changes.get(change.id);
    expect(filed).toMatchObject({
      status: 'proposed',
      via: 'api',
      author: { id: world.personId },
      tainted: [],
    });
    expect(from.tainted).toEqual([]);
    expect((await world.engine.program()).program.tracks).not.toHaveProperty('smb-fintech-start');
  });

  it('keeps to the days and items that were asked for, and pins them by hash', async () => {
    const { change } = await world.output<{ change: { id: string } }>('propose_track', {
      ...brief,
      title: 'By hand',
      emails: [{ day: 8, content: 'for-enterprise' }, { day: 1 }],
      goal: 'demo_requests >= 1',
    });
    const edit = (await world.changes.get(change.id)).edits[0];
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
    [{ emails: [{ day: 20 }] }, 'track.too_long'],
    [{ stage: 'advocacy' }, 'content.none'],
    [{ weeks: 0 }, 'input.invalid'],
  ])('files nothing for %o', async (change, code) => {
    const before = await world.changes.list();
    expect((await world.failure('propose_track', { ...brief, ...change })).code).toContain(code);
    expect(await world.changes.list()).toEqual(before);
  });

  it('carries a draft that somebody names, and says so', async () => {
    const emails = [{ day: 1, content: 'not-approved' }];
    const { warnings } = await world.output<{ warnings: string[] }>('propose_track', {
      ...brief,
      title: 'With a draft',
      emails,
    });
    expect(warnings).toContain('“Title of not-approved” is a draft: approving the change approves it too.');
  });

  it('carries what the turn had seen before', async () => {
    const from = world.context();
    from.tainted.push('lead:somebody');
    const { change } = await world.output<{ change: { id: string; tainted: string[] } }>(
      'propose_track',
      { ...brief, title: 'Tainted' },
      from,
    );
    expect(change.tainted).toEqual(['lead:somebody']);
  });

  it('takes what another track of the stage sends only when nothing else is left, and says so', async () => {
    const library = world.context().services.library;
    const active = await world.engine.program();
    const elsewhere = {
      ...active.program.tracks.welcome,
      title: 'Elsewhere',
      steps: [{ id: 'one', kind: 'email', content: await library.pin('for-fintech') }],
    };
    const admin = await world.person('admin');
    const { editHash, planHash, id } = await world.changes.propose({
      title: 'Elsewhere',
      edits: [{ op: 'put', path: 'tracks/elsewhere', value: elsewhere as never }],
      author: admin,
      via: 'api',
    });
    await world.changes.approve(id, admin, { editHash, planHash });

    type Proposed = { emails: { item: string }[]; warnings: string[] };
    const few = await world.output<Proposed>('propose_track', { ...brief, title: 'Few', email_count: 2 });
    expect(few.emails.map(({ item }) => item)).toEqual(['for-all', 'for-all-too']);
    expect(few.warnings).toEqual([]);
    const all = await world.output<Proposed>('propose_track', { ...brief, title: 'All', email_count: 3 });
    expect(all.emails.map(({ item }) => item)).toEqual(['for-all', 'for-all-too', 'for-fintech']);
    expect(all.warnings).toEqual([
      expect.stringContaining(
        'so these emails are what other tracks send already: “Title of for-fintech” (Elsewhere)',
      ),
    ]);
  });
});

describe('propose_change of scoring', () => {
  const propose = <T>(scoring: object) => world.output<T>('propose_change', { scoring });

  it('changes the rule that has the condition instead of adding a second one', async () => {
    const { change } = await propose<{ change: { id: string; diff: string[] } }>({
      put_rules: [{ when: 'page_visit AND page_url CONTAINS "pricing"', points: 25 }],
    });
    expect((await world.changes.get(change.id)).edits).toMatchObject([
      { path: 'scoring/rules/pricing', value: { points: 25 } },
    ]);
    expect(change.diff.join(' ')).toContain('+25 (was +20)');
  });

  it('adds, removes and sets thresholds in one change', async () => {
    const { change } = await propose<{ change: { id: string } }>({
      put_rules: [
        { title: 'Demo request', when: 'demo_request', points: 50, cap: { points: 50, per: 'ever' } },
      ],
      remove_rules: ['visit'],
      put_thresholds: [{ title: 'Warm', at: 60, actions: [{ do: 'lifecycle', stage: 'mql' }] }],
    });
    expect((await world.changes.get(change.id)).edits.map(({ op, path }) => [op, path])).toEqual([
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
    const before = await world.changes.list();
    expect((await world.failure('propose_change', { scoring: input })).code).toBe(code);
    expect(await world.changes.list()).toEqual(before);
  });
});
