import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expiryMs } from '../engine/runtime/changes/index.ts';
import { LostRace } from '../engine/runtime/lost-race.ts';
import { type ChangeWorld, changeWorld, highRisk, lowRisk } from './change-world.ts';

let world: ChangeWorld;
beforeAll(async () => {
  world = await changeWorld();
});
beforeEach(() => world.begin());

const hour = 3_600_000;
const actions = async (change: string) =>
  (
    await world.db.query<{ action: string }>(
      `select action from audit where details->>'change' = $1 order by n`,
      [change],
    )
  ).map(({ action }) => action);

describe('a change with a time', () => {
  it('is applied when it is due, once, by whichever worker comes first', async () => {
    const ada = await world.person('approver');
    const { id } = await world.propose(await world.person('marketer'), lowRisk());
    const { version } = await world.engine.program();
    expect(await world.approve(id, ada, world.now + hour)).toBe('scheduled');
    expect(await world.changes.get(id)).toMatchObject({
      status: 'scheduled',
      schedule: { at: world.now + hour, by: { id: ada.id, name: ada.name }, since: world.now },
    });
    expect(await world.changes.runDue()).toBe(0);
    expect((await world.engine.program()).version).toBe(version);

    world.now += hour;
    const workers = await Promise.all([world.changes.runDue(), world.changes.runDue()]);
    expect(workers.reduce((sum, n) => sum + n)).toBe(1);
    expect((await world.engine.program()).version).toBe(version + 1);
    expect(await world.changes.get(id)).toMatchObject({
      status: 'applied',
      appliedVersion: version + 1,
      resolvedBy: { id: ada.id },
      resolvedAt: world.now,
      schedule: { at: world.now },
    });
    expect(await actions(id)).toEqual(['propose', 'schedule', 'apply']);
  });

  it('is taken by one worker of many, and each of those that are due once', async () => {
    const [ada, mo] = [await world.person('approver'), await world.person('marketer')];
    const ids: string[] = [];
    for (let n = 0; n < 4; n++) {
      const { id } = await world.propose(mo, lowRisk());
      await world.approve(id, ada, world.now + hour);
      ids.push(id);
    }
    const { version } = await world.engine.program();
    world.now += hour;
    const workers = await Promise.all(Array.from({ length: 3 }, () => world.changes.runDue()));
    expect(workers.reduce((sum, n) => sum + n)).toBe(4);
    const applied = await Promise.all(ids.map(async (id) => (await world.changes.get(id)).appliedVersion));
    expect(applied.sort()).toEqual([1, 2, 3, 4].map((n) => version + n));
    for (const id of ids) expect(await actions(id)).toEqual(['propose', 'schedule', 'apply']);
  });

  it('is settled for everybody else, who are told by whom and for when', async () => {
    const [ada, bob] = [await world.person('approver'), await world.person('approver')];
    const change = await world.propose(await world.person('marketer'), lowRisk());
    await world.approve(change.id, ada, Date.UTC(2026, 0, 6, 18));
    await expect(world.changes.approve(change.id, bob, change)).rejects.toMatchObject({
      code: 'change.settled',
      message: `Change ${change.id.slice(0, 8)} is already scheduled for 2026-01-06 18:00 UTC by ${ada.name}.`,
    });
  });

  it('needs a time to come, within 90 days', async () => {
    const ada = await world.person('approver');
    const { id } = await world.propose(ada, lowRisk());
    for (const at of [world.now, world.now - 1, world.now + 90 * 24 * hour + 1, Number.NaN]) {
      expect(await world.approve(id, ada, at)).toBe('change.time');
    }
    expect((await world.changes.get(id)).status).toBe('proposed');
  });

  it('is open again when an approver takes the time back, and nobody below can', async () => {
    const ada = await world.person('approver');
    const mo = await world.person('marketer');
    const { id } = await world.propose(mo, lowRisk());
    await expect(world.changes.cancel(id, ada)).rejects.toMatchObject({ code: 'change.not_scheduled' });
    await world.approve(id, ada, world.now + hour);
    await expect(world.changes.cancel(id, mo)).rejects.toMatchObject({ code: 'change.forbidden' });
    const open = await world.changes.cancel(id, await world.person('approver'));
    expect([open.status, open.schedule]).toEqual(['proposed', undefined]);
    world.now += hour;
    expect(await world.changes.runDue()).toBe(0);
    expect(await actions(id)).toEqual(['propose', 'schedule', 'unschedule']);
  });

  it('can be withdrawn by its author while it waits', async () => {
    const mo = await world.person('marketer');
    const { id } = await world.propose(mo, lowRisk());
    await world.approve(id, await world.person('approver'), world.now + hour);
    expect((await world.changes.reject(id, mo, 'not now')).status).toBe('rejected');
    world.now += hour;
    expect(await world.changes.runDue()).toBe(0);
  });

  it('comes back with a fresh plan and the reason when its effect is another by then', async () => {
    const [ada, mo] = [await world.person('approver'), await world.person('marketer')];
    const value = {
      title: 'Fintech',
      objective: 'o',
      stage: 'awareness',
      entry: { when: 'industry = "fintech"' },
      reentry: 'never',
      exits: {},
      steps: [{ id: 'w', kind: 'wait', for: '1 day' }],
    } as const;
    const shown = await world.propose(mo, { op: 'put', path: 'tracks/fintech', value: value as never });
    await world.approve(shown.id, ada, world.now + hour);
    world.now += hour;
    await world.engine.ingest(
      ['a', 'b', 'c'].map((userId) => ({
        messageId: userId,
        source: 'test',
        userId,
        name: 'identify',
        occurredAt: world.now,
        properties: {},
        account: { id: userId, fields: { industry: 'fintech' } },
      })),
    );
    const { version } = await world.engine.program();
    expect(await world.changes.runDue()).toBe(1);
    expect((await world.engine.program()).version).toBe(version);
    const back = await world.changes.get(shown.id);
    expect(back).toMatchObject({
      status: 'proposed',
      returned: {
        to: { id: ada.id },
        reason: 'Its effect is another than what was approved: leads entering fintech: 0 when shown, 3 now.',
      },
      plan: { population: { entering: { fintech: 3 } } },
      expiresAt: world.now + expiryMs,
    });
    expect(back.schedule).toBeUndefined();
    expect(back.planHash).not.toBe(shown.planHash);
    expect(await actions(shown.id)).toEqual(['propose', 'schedule', 'apply_failed', 'replan']);
    expect(await world.approve(shown.id, ada)).toBe('applied');
    expect((await world.changes.get(shown.id)).returned).toBeUndefined();
  });

  it('comes back when its approver may not approve it any more', async () => {
    const ada = await world.person('approver');
    const { id } = await world.propose(await world.person('marketer'), lowRisk());
    await world.approve(id, ada, world.now + hour);
    await world.db.query(`update people set role = 'viewer' where id = $1::uuid`, [ada.id]);
    world.now += hour;
    const { version } = await world.engine.program();
    expect(await world.changes.runDue()).toBe(1);
    expect((await world.engine.program()).version).toBe(version);
    expect((await world.changes.get(id)).returned?.reason).toContain(
      `The approval of ${ada.name} is not enough`,
    );
  });

  it('comes back when the policy asks for more by then than it did', async () => {
    const [ada, mo] = [await world.person('approver'), await world.person('marketer')];
    const { id } = await world.propose(mo, lowRisk());
    await world.approve(id, ada, world.now + hour);
    const policy = { op: 'put' as const, path: 'policies/approval', value: { low: 'principal' as const } };
    expect(await world.approve((await world.propose(mo, policy)).id, ada)).toBe('applied');
    world.now += hour;
    expect(await world.changes.runDue()).toBe(1);
    expect(await world.changes.get(id)).toMatchObject({
      status: 'proposed',
      returned: { to: { id: ada.id } },
    });
  });

  it('does not expire while it waits', async () => {
    const { id } = await world.propose(await world.person('marketer'), lowRisk());
    await world.approve(id, await world.person('approver'), world.now + 2 * expiryMs);
    world.now += expiryMs + hour;
    await world.changes.runDue();
    expect((await world.changes.get(id)).status).toBe('scheduled');
  });

  it('goes stale when another change has touched the same part', async () => {
    const [ada, bob] = [await world.person('approver'), await world.person('approver')];
    const mo = await world.person('marketer');
    const waiting = await world.propose(mo, highRisk());
    const sooner = await world.propose(mo, highRisk());
    expect(await world.approve(waiting.id, ada, world.now + hour)).toBe('scheduled');
    expect(await world.approve(sooner.id, bob)).toBe('applied');
    world.now += hour;
    expect(await world.changes.runDue()).toBe(1);
    expect(await world.changes.get(waiting.id)).toMatchObject({
      status: 'stale',
      resolution: expect.stringContaining('changed policies/cap as well'),
    });
  });

  it('that fails leaves everything as it was, says why, and does not keep the next one from its turn', async () => {
    let content: 'approved' | 'unapproved' = 'approved';
    const logged: string[] = [];
    world.given = {
      contentKnown: async () => {
        if (logged.includes('break')) throw new Error('the disk is gone');
        return content;
      },
      log: (line) => logged.push(line),
    };
    const [ada, mo] = [await world.person('approver'), await world.person('marketer')];
    const track = (id: string) => ({
      op: 'put' as const,
      path: `tracks/${id}`,
      value: {
        title: id,
        objective: 'o',
        stage: 'awareness',
        entry: { when: 'industry = "fintech"' },
        reentry: 'never',
        exits: {},
        steps: [
          {
            id: 'e',
            kind: 'email',
            content: { item: 'news', version: 1, hash: 'a'.repeat(64) },
            purpose: 'marketing',
          },
        ],
      } as never,
    });
    const first = await world.propose(mo, track('first'));
    const second = await world.propose(mo, track('second'));
    const last = await world.propose(mo, lowRisk());
    await world.approve(first.id, ada, world.now + 1);
    await world.approve(last.id, ada, world.now + hour);
    const { version } = await world.engine.program();
    content = 'unapproved';
    world.now += 1;
    expect(await world.changes.runDue()).toBe(1);
    expect(await world.changes.get(first.id)).toMatchObject({
      returned: { reason: expect.stringContaining('not approved') },
      expiresAt: world.now + expiryMs,
    });
    content = 'approved';
    await world.approve(second.id, ada, world.now + 1);
    world.now += 1;
    logged.push('break');
    expect(await world.changes.runDue()).toBe(1);
    expect((await world.changes.get(second.id)).returned?.reason).toContain('because of a fault of ours');
    expect(logged).toContain('a scheduled change could not be applied');
    expect((await world.engine.program()).version).toBe(version);
    world.now += hour;
    expect(await world.changes.runDue()).toBe(1);
    expect((await world.changes.get(last.id)).status).toBe('applied');
  });
});

it('a change that loses a race while it is applied is applied all the same, at once and when it is due', async () => {
  await world.begin();
  const [ada, mo] = [await world.person('approver'), await world.person('marketer')];
  const [now, later] = [await world.propose(mo, lowRisk()), await world.propose(mo, lowRisk())];
  await world.approve(later.id, ada, world.now + 1);
  const loseOnce = () => {
    world.given.activated = () => {
      world.given.activated = undefined;
      throw new LostRace('another was first');
    };
  };
  loseOnce();
  expect(await world.approve(now.id, ada)).toBe('applied');
  world.now += 1;
  loseOnce();
  expect(await world.changes.runDue()).toBe(1);
  expect((await world.changes.get(later.id)).status).toBe('applied');
});

it('a change that fails while it is applied leaves no version, no lifted halt and no entry of it', async () => {
  await world.begin();
  const [ada, mo] = [await world.person('approver'), await world.person('marketer')];
  await world.engine.halt('*', ada.id, 'wait');
  const change = await world.propose(mo, { op: 'remove', path: 'halts/*' }, lowRisk());
  await world.approve(change.id, ada, world.now + 1);
  const everything = () =>
    Promise.all(
      [
        'select * from programs order by version',
        'select * from halts',
        'select * from settings order by key',
      ].map((sql) => world.db.query(sql)),
    );
  const before = await everything();
  world.now += 1;
  world.given.activated = () => {
    throw new Error('the power is gone');
  };
  expect(await world.changes.runDue()).toBe(1);
  expect(await everything()).toEqual(before);
  expect(await world.changes.get(change.id)).toMatchObject({
    status: 'proposed',
    planHash: change.planHash,
    returned: { reason: expect.stringContaining('a fault of ours') },
  });
  expect(await actions(change.id)).toEqual(['propose', 'schedule', 'apply_failed']);
  world.given.activated = undefined;
  expect(await world.approve(change.id, ada)).toBe('applied');
});

describe('the sweep', () => {
  it('ends what nobody settled in time, so that lists are true', async () => {
    const mo = await world.person('marketer');
    const old = await world.propose(mo, lowRisk());
    world.now += expiryMs - 1;
    const young = await world.propose(mo, lowRisk());
    expect(await world.changes.runDue()).toBe(0);
    world.now += 1;
    expect(await world.changes.runDue()).toBe(1);
    expect((await world.changes.list({ status: 'proposed' })).map(({ id }) => id)).toEqual([young.id]);
    expect((await world.changes.get(old.id)).status).toBe('expired');
    expect(await actions(old.id)).toEqual(['propose', 'expire']);
  });
});

describe('comments', () => {
  it('of anybody stand with the change in their order, settled or not, and change nothing of what is approved', async () => {
    const [vera, ada] = [await world.person('viewer'), await world.person('approver')];
    const change = await world.propose(ada, lowRisk());
    await world.changes.comment(change.id, vera, '  Why only one point? ', 'console');
    world.now += 1000;
    expect(await world.approve(change.id, ada)).toBe('applied');
    const after = await world.changes.comment(change.id.slice(0, 8), ada, 'Let us see.', 'cli');
    expect(after.comments).toEqual([
      { by: vera, via: 'console', at: world.now - 1000, text: 'Why only one point?' },
      { by: ada, via: 'cli', at: world.now, text: 'Let us see.' },
    ]);
    expect((await world.changes.get(change.id)).planHash).toBe(change.planHash);
    expect(await actions(change.id)).toEqual(['propose', 'comment', 'approve', 'apply', 'comment']);
  });

  it('that say nothing or too much are refused', async () => {
    const vera = await world.person('viewer');
    const { id } = await world.propose(await world.person('marketer'), lowRisk());
    for (const text of ['  \n', 'x'.repeat(2_001)]) {
      await expect(world.changes.comment(id, vera, text, 'api')).rejects.toMatchObject({
        code: 'change.comment',
      });
    }
    const fill = (n: number) =>
      world.db.query(
        `insert into change_comments (change_id, by, via, at, text)
         select $1::uuid, $2::uuid, 'api', now(), 'again' from generate_series(1, $3::int)`,
        [id, vera.id, n],
      );
    await fill(499);
    expect((await world.changes.comment(id, vera, 'The last one.', 'api')).comments).toHaveLength(500);
    await expect(world.changes.comment(id, vera, 'One more.', 'api')).rejects.toThrow('no more fit');
  });
});
