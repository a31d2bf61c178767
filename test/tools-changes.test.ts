import { beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../engine/runtime/changes/types.ts';
import { sampleProgram } from './runtime-world.ts';
import { type ToolWorld, toolWorld } from './tool-world.ts';

/** Changes that are said in edits: a pause, a step, leads by name, an earlier version. */
let world: ToolWorld;
beforeAll(async () => {
  world = await toolWorld();
});
const filed = async (input: object): Promise<Change> => {
  const { change } = await world.output<{ change: { id: string } }>('propose_change', input);
  return world.changes.get(change.id);
};

describe('propose_change', () => {
  it('pauses a track by a change', async () => {
    const pause = { op: 'put', path: 'halts/welcome', value: { reason: 'the offer has ended' } };
    const change = await filed({ title: 'Pause the welcome', edits: [pause] });
    expect(change).toMatchObject({ status: 'proposed', edits: [pause], via: 'api' });
    expect(change.plan.diff.join()).toContain('the offer has ended');
    expect(await world.engine.halts()).toEqual([]);
  });

  it('edits a single step', async () => {
    const step = {
      op: 'put',
      path: 'tracks/welcome/steps/pause',
      value: { id: 'pause', kind: 'wait', for: '5 days' },
    };
    expect((await filed({ title: 'Wait longer', edits: [step] })).plan.diff.join()).toContain('day 6');
  });

  it('enrols leads by name, id or address', async () => {
    const change = await filed({ enrol: { track: 'Welcome', leads: ['first1 last', 'lead2@example.com'] } });
    expect(change.title).toBe('Put 2 leads on Welcome');
    const [edit] = change.edits;
    const ids = await Promise.all([1, 2].map((n) => world.engine.findLead(`lead${n}@example.com`)));
    expect(edit).toEqual({ op: 'enrol', path: 'enrolments/welcome', leads: expect.arrayContaining(ids) });
  });

  it('asks which lead is meant where several have the name, and counts their words as read', async () => {
    const from = world.context();
    const failure = await world.failure(
      'propose_change',
      { enrol: { track: 'welcome', leads: ['LAST'] } },
      from,
    );
    expect(failure).toMatchObject({
      code: 'lead.ambiguous',
      message: expect.stringMatching(/First1 Last, lead1@example.com, Acme enterprise; .*by email address/),
    });
    expect(from.tainted).toHaveLength(5);
  });

  it('goes back to an earlier version', async () => {
    const next = sampleProgram({
      segments: { visitors: { title: 'More', when: 'page_visits >= 9 IN last_7_days' } },
    });
    await world.activate(next);
    const change = await filed({ roll_back_to: 1 });
    expect(change.title).toBe('Roll back to version 1');
    expect(change.edits).toEqual([
      { op: 'put', path: 'segments/visitors', value: sampleProgram().segments.visitors },
    ]);
    expect(await world.failure('propose_change', { roll_back_to: 99 })).toMatchObject({
      code: expect.stringContaining('program'),
    });
  });

  it('files nothing of what it cannot read, and says where', async () => {
    const before = await world.changes.list();
    expect(await world.failure('propose_change', {})).toMatchObject({ code: 'input.invalid' });
    expect(
      await world.failure('propose_change', {
        roll_back_to: 1,
        title: 'x',
        edits: [{ op: 'remove', path: 'tracks/welcome' }],
      }),
    ).toMatchObject({ code: 'input.invalid' });
    const wrong = { title: 'x', edits: [{ op: 'put', path: 'people/ada', value: { role: 'admin' } }] };
    expect(await world.failure('propose_change', wrong)).toMatchObject({
      code: 'input.invalid',
      faults: [{ path: 'edits/0/path', message: expect.stringContaining('a path is') }],
    });
    expect(await world.failure('propose_change', { roll_back_to: 1 }, world.context('viewer'))).toMatchObject(
      {
        code: 'role.forbidden',
      },
    );
    expect(await world.changes.list()).toEqual(before);
  });
});
