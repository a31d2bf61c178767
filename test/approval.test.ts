import { beforeAll, describe, expect, it } from 'vitest';
import type { Edit, Policies } from '../engine/program/schema.ts';
import { localAdminEmail } from '../engine/runtime/changes/approval/second-person.ts';
import { planWords } from '../engine/runtime/changes/plan/plan-words.ts';
import type { Change } from '../engine/runtime/changes/types.ts';
import { type ChangeWorld, changeWorld, highRisk, lowRisk } from './change-world.ts';

let world: ChangeWorld;
beforeAll(async () => {
  world = await changeWorld();
});
const withPolicy = (approval: Policies['approval']) =>
  world.begin({ policies: { timeZone: 'UTC', ...(approval && { approval }) } });
const words = ({ plan }: Change) =>
  planWords(plan).find(({ heading }) => heading === 'Who must approve it')?.lines;
const policy = (value: Policies['approval']): Edit => ({
  op: 'put',
  path: 'policies/approval',
  value: value ?? null,
});

describe('who must approve a change', () => {
  it('is one approver for low risk, another than the author where there is one for more, when no policy says', async () => {
    await withPolicy(undefined);
    const ada = await world.person('approver');
    const low = await world.propose(ada, lowRisk());
    const high = await world.propose(ada, highRisk());
    expect(words(low)).toEqual(['An approver must approve it; that may be the author.']);
    expect(words(high)).toEqual(['Another approver than the author must approve it, where there is one.']);
    expect(await world.approve(low.id, ada)).toBe('applied');
    expect(await world.approve(high.id, ada)).toBe('applied');
    const bob = await world.person('approver');
    const next = await world.propose(ada, highRisk());
    expect(await world.approve(next.id, ada)).toBe('change.four_eyes');
    expect(await world.approve(next.id, bob)).toBe('applied');
  });

  it('is one approver at any risk where the policy says one', async () => {
    await withPolicy({ high: 'one' });
    const [ada] = [await world.person('approver'), await world.person('approver')];
    const change = await world.propose(ada, highRisk());
    expect(words(change)).toEqual([
      'An approver must approve it; that may be the author.',
      'The approval policy asks for one approver at high risk.',
    ]);
    expect(await world.approve(change.id, ada)).toBe('applied');
  });

  it('is nobody while four eyes are demanded and there is no second approver, which the plan says', async () => {
    await withPolicy({ low: 'four_eyes' });
    const ada = await world.person('admin');
    const local = await world.person('admin', { email: localAdminEmail });
    const change = await world.propose(ada, lowRisk());
    expect(words(change)).toEqual([
      'Another approver than the author must approve it.',
      'The approval policy asks for four eyes at low risk.',
      'Nobody could when this was planned; an administrator adds one: trellis people add EMAIL --name NAME --role approver',
    ]);
    expect(await world.approve(change.id, ada)).toBe('change.four_eyes');
    expect(await world.approve(change.id, local)).toBe('change.four_eyes');
    const { editHash, planHash } = change;
    await expect(world.changes.approve(change.id, ada, { editHash, planHash })).rejects.toThrow(
      'You proposed this low-risk change yourself; another approver must approve it. There is no other approver',
    );
    expect(await world.approve(change.id, await world.person('approver'))).toBe('applied');
  });

  it('is a principal where the policy says so, as the database knows them at that moment', async () => {
    await withPolicy({ high: 'principal' });
    const mo = await world.person('marketer');
    const ada = await world.person('admin');
    const change = await world.propose(mo, highRisk());
    expect(change.plan.approval?.nobody).toBe(true);
    expect(await world.approve(change.id, { ...ada, principal: true })).toBe('change.principal');
    const pia = await world.person('approver', { principal: true });
    expect(await world.approve(change.id, pia)).toBe('applied');
  });

  it('lets the only principal approve what they proposed, and not once there is another one', async () => {
    await withPolicy({ high: 'principal' });
    await world.person('approver');
    const pia = await world.person('approver', { principal: true });
    expect(await world.approve((await world.propose(pia, highRisk())).id, pia)).toBe('applied');
    const pat = await world.person('approver', { principal: true });
    const next = await world.propose(pia, highRisk());
    expect(await world.approve(next.id, pia)).toBe('change.four_eyes');
    expect(await world.approve(next.id, pat)).toBe('applied');
  });

  it('is the most that any change needs for a change of the policy itself, so that it is no way around it', async () => {
    await withPolicy({ low: 'principal', high: 'one' });
    const ada = await world.person('approver');
    const change = await world.propose(ada, policy({ low: 'one' }));
    expect(change.plan.risk.reasons).toEqual(['It changes who must approve changes.']);
    expect(change.plan.approval).toMatchObject({ eyes: 'second', principal: true });
    expect(await world.approve(change.id, ada)).toBe('change.principal');
    await world.person('approver', { principal: true });
    expect(change.plan.diff).toEqual([
      'Policy: a low-risk change needs one approver (was: a low-risk change needs a principal; a high-risk change needs one approver)',
    ]);
  });

  it('follows the policy that is in force when it is approved, not the one it was planned under', async () => {
    await withPolicy(undefined);
    const [ada, bob] = [await world.person('approver'), await world.person('approver')];
    const waiting = await world.propose(ada, lowRisk());
    const stricter = await world.propose(ada, policy({ low: 'four_eyes' }));
    expect(await world.approve(stricter.id, bob)).toBe('applied');
    const { editHash, planHash } = waiting;
    await expect(world.changes.approve(waiting.id, ada, { editHash, planHash })).rejects.toThrow(
      'Look at this change again before you approve it: who must approve it is another now: Another approver than the author must approve it. The approval policy asks for four eyes at low risk.',
    );
    expect(await world.approve(waiting.id, ada)).toBe('change.four_eyes');
    expect(await world.approve(waiting.id, bob)).toBe('applied');

    await withPolicy(undefined);
    const sole = await world.person('approver');
    const theirs = await world.propose(sole, lowRisk());
    const strict = await world.propose(sole, policy({ low: 'four_eyes' }));
    expect(await world.approve(strict.id, sole)).toBe('applied');
    expect(await world.approve(theirs.id, sole)).toBe('change.stale');
    expect((await world.changes.get(theirs.id)).plan.approval?.nobody).toBe(true);

    await withPolicy(undefined);
    const [ann, ben] = [await world.person('approver'), await world.person('approver')];
    const open = await world.propose(ann, lowRisk());
    const principals = await world.propose(ann, policy({ low: 'principal' }));
    expect(await world.approve(principals.id, ben)).toBe('applied');
    expect(await world.approve(open.id, ben)).toBe('change.stale');
    expect(await world.approve(open.id, ben)).toBe('change.principal');
  });
});

describe('two approvals at the same moment', () => {
  it('end with one that wins and one that is told who did', async () => {
    await withPolicy(undefined);
    const people = [await world.person('approver'), await world.person('approver')] as const;
    for (let round = 0; round < 3; round++) {
      const { id, editHash, planHash } = await world.propose(await world.person('marketer'), lowRisk());
      const { version } = await world.engine.program();
      const [one, other] = await Promise.allSettled(
        people.map((person) => world.changes.approve(id, person, { editHash, planHash })),
      );
      const won = one?.status === 'fulfilled' ? people[0] : people[1];
      const lost = one?.status === 'fulfilled' ? other : one;
      expect([one?.status, other?.status].sort()).toEqual(['fulfilled', 'rejected']);
      expect(lost).toMatchObject({
        reason: {
          code: 'change.settled',
          message: `Change ${id.slice(0, 8)} is already applied by ${won.name}.`,
        },
      });
      expect((await world.engine.program()).version).toBe(version + 1);
      expect((await world.changes.get(id)).resolvedBy?.id).toBe(won.id);
    }
  });
});
