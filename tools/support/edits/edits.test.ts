import { describe, expect, it } from 'vitest';
import { diffPrograms } from '../../../engine/program/diff.ts';
import { applyEdits } from '../../../engine/program/edits.ts';
import type { Edit, Program } from '../../../engine/program/schema.ts';
import { demoProgram } from '../../../engine/program/templates/enterprise-smb.ts';
import { addEmail, moveEmail, sendInstead, swapEmails, takeEmailOut } from './emails.ts';
import { expandEdits } from './expand.ts';
import { type Made, trackOf } from './made.ts';
import {
  addHolidays,
  removePolicy,
  setApproval,
  setCap,
  setSendWindow,
  suppressDomains,
} from './policies.ts';
import { createThreshold, removeDecay, setDecay, setFit } from './scores.ts';
import { setSendTime } from './send-times.ts';
import { addAction, addBranch, addWaitFor } from './track-steps.ts';
import { addExit, copyTrack, removeExit, setEntry } from './tracks.ts';
import { createTrigger } from './triggers.ts';
import { tryContent } from './try-content.ts';
import { tryGaps, trySendTimes } from './try-timing.ts';
import { moveEmailToDay, setWait, setWaitBefore, spaceEmails } from './waits.ts';

const refOf = (item: string) => ({ item, version: 1, hash: 'a'.repeat(64) });
const program = demoProgram(refOf);
const of = (id: string) => trackOf(program, id) ?? expect.fail(id);
const smb = of('smb-fast-track');
const item = { id: 'roi-guide', title: 'ROI guide' };

/** The program that a made change leads to, valid as a whole. */
async function applied(made: Made, from: Program = program): Promise<Program> {
  if ('problem' in made) expect.fail(made.problem);
  const edits = await expandEdits(from, made.edits, async (id) => ({ ref: refOf(id), title: id }));
  return applyEdits(from, edits as Edit[]);
}
const steps = async (made: Made, id = 'smb-fast-track') => (await applied(made)).tracks[id]?.steps ?? [];
const diff = async (made: Made) => diffPrograms(program, await applied(made)).map(({ text }) => text);
const sent = async (made: Made) =>
  (await steps(made)).flatMap((step) => (step.kind === 'email' ? [step.content.item.slice(4, 5)] : []));
const problemOf = (made: Made) => ('problem' in made ? made.problem : 'none');

describe('the emails of a track', () => {
  it('are taken out, and what led to one leads to the next', async () => {
    expect(await sent(takeEmailOut(smb, 3))).toEqual(['1', '2', '4', '5', '6']);
    expect((await steps(takeEmailOut(smb, 6))).find(({ id }) => id === 'after-three')).toMatchObject({
      cases: [{ goto: 'until-day-22' }],
    });
    expect(problemOf(takeEmailOut(smb, 9))).toContain('has 6 emails');
  });

  it('change places and keep their days', async () => {
    expect(await sent(swapEmails(smb, 2, 3))).toEqual(['1', '3', '2', '4', '5', '6']);
    expect(await sent(moveEmail(smb, 5, 2))).toEqual(['1', '5', '2', '3', '4', '6']);
    expect((await steps(swapEmails(smb, 2, 3))).map(({ id }) => id)).toEqual(
      smb.track.steps.map(({ id }) => id),
    );
  });

  it('send another item', async () => {
    expect((await steps(sendInstead(smb, 2, item)))[2]).toMatchObject({ content: refOf('roi-guide') });
    expect(problemOf(sendInstead(smb, 2, { id: 'smb-2-cost-of-waiting', title: 'Cost' }))).toContain(
      'already',
    );
  });

  it.each([
    [{ day: 9 }, 'day 9', 22],
    [{ after: 3 }, 'day 9', 22],
    [{ after: 6 }, 'day 22', 26],
  ] as const)('get one more at %j', async (at, day, end) => {
    const made = addEmail(smb, item, at);
    expect(await sent(made)).toHaveLength(7);
    expect((await diff(made)).join(' ')).toContain(`sent on ${day}`);
    expect((await steps(made)).find(({ id }) => id === 'until-day-22')).toMatchObject({ untilDay: end });
    expect(await steps(made)).toHaveLength(smb.track.steps.length + 2);
  });

  it('get none where there is no day for it', () => {
    expect(problemOf(addEmail(smb, item, { after: 0 }))).toContain('no day before it');
    expect(problemOf(addEmail(smb, item, { after: 7 }))).toContain('no email 7');
  });
});

describe('the times of a track', () => {
  const days = async (made: Made) =>
    (await steps(made)).flatMap((step) => (step.kind === 'wait' ? [step.untilDay ?? step.for] : []));

  it('are set for one wait; later days move only when they must', async () => {
    expect(await days(setWaitBefore(smb, 3, '5 days'))).toEqual([4, 9, 11, 14, 17, 18, 22]);
    expect(await days(setWaitBefore(smb, 2, '2 weeks'))).toEqual([15, 18, 22, 25, 28, 29, 33]);
    expect(await days(setWaitBefore(smb, 3, '12 hours'))).toEqual([4, '12 hours', 11, 14, 17, 18, 22]);
    expect(await days(setWait(smb, 1, '2 days'))).toEqual([3, 7, 11, 14, 17, 18, 22]);
    expect(await days(setWaitBefore(smb, 1, '1 day'))).toEqual(['1 day', 4, 7, 11, 14, 17, 18, 22]);
  });

  it('are set for all emails', async () => {
    expect(await days(spaceEmails(smb, 5))).toEqual([6, 11, 16, 21, 25, 26, 30]);
  });

  it('move one email to another day, and no further than its neighbours', async () => {
    expect(await days(moveEmailToDay(smb, 2, 5))).toEqual([5, 7, 11, 14, 17, 18, 22]);
    expect(await days(moveEmailToDay(smb, 1, 2))).toEqual([2, 4, 7, 11, 14, 17, 18, 22]);
    expect(problemOf(moveEmailToDay(smb, 2, 9))).toContain('(day 7)');
  });

  it('are times of day and weekdays, also behind jumps', async () => {
    const made = setSendTime(smb, 'all', { time: '10:00', weekday: ['tue'] });
    const found = await steps(made);
    expect(found.filter(({ id }) => id.startsWith('time-of-'))).toHaveLength(6);
    expect(found.find(({ id }) => id === 'after-three')).toMatchObject({
      cases: [{ goto: 'time-of-email-6' }],
    });
    const again = setSendTime({ id: smb.id, track: { ...smb.track, steps: found } }, 2, { weekday: ['thu'] });
    expect(again).toMatchObject({ edits: [{ value: { until: { weekday: ['thu'] } } }] });
  });
});

describe('other steps and fields of a track', () => {
  const task = { do: 'task', queue: 'sales', title: 'Call', within: '2 days' } as const;

  it('are added where they were said', async () => {
    expect((await steps(addAction(smb, task, { after: 2 })))[3]).toMatchObject({ action: task });
    expect((await steps(addAction(smb, task, 'end'))).at(-2)).toMatchObject({ action: task });
    const waiting = await steps(addWaitFor(smb, { when: 'email_click', within: '3 days' }, { before: 6 }));
    expect(waiting[waiting.findIndex(({ id }) => id === 'email-6') - 1]).toMatchObject({ kind: 'wait-for' });
  });

  it.each([[{ email: 5 }], [{ skip: 3 }], [{ act: task }], ['end']] as const)('branch to %j', async (to) => {
    for (const number of [2, 6])
      if (to === 'end' || 'act' in to || number === 2)
        expect((await diff(addBranch(smb, 'email_clicks >= 1', to, number))).length).toBeGreaterThan(0);
  });

  it('are changed alone', async () => {
    expect((await applied(setEntry(smb, null))).tracks['smb-fast-track']).not.toHaveProperty('entry');
    const exits = async (made: Made) =>
      Object.keys((await applied(made)).tracks['smb-fast-track']?.exits ?? {});
    expect(await exits(addExit(smb, 'unsubscribed', 'unsubscribes >= 1'))).toEqual([
      'customer',
      'unsubscribed',
    ]);
    expect(await exits(removeExit(smb, 'customer'))).toEqual([]);
  });

  it('are copied for others', async () => {
    const made = copyTrack(program, smb, { title: 'Mid-market fast track', entry: 'IN SEGMENT mid-market' });
    expect((await applied(made)).tracks['mid-market-fast-track']?.steps).toEqual(smb.track.steps);
  });
});

describe('experiments', () => {
  it.each([
    ['weekdays', trySendTimes(program, smb, 'all', [{ weekday: 'tue' }, { weekday: 'thu' }]), 'weekday'],
    ['times', trySendTimes(program, smb, 6, [{ time: '09:00' }, { time: '14:00' }]), 'send-time'],
    ['gaps', tryGaps(program, smb, 3, [3, 5]), 'frequency'],
    [
      'content',
      tryContent(program, smb, 6, { now: { id: 'smb-6-next-step', title: 'Next step' }, other: item }),
      'content-format',
    ],
  ])('of %s are declared with their splits and validate', async (_, made, element) => {
    const { experiments = {} } = await applied(made);
    const [begun] = Object.values(experiments).filter(({ title }) => title.startsWith('SMB fast track: '));
    expect(begun).toMatchObject({ element, metric: 'click', leadsPerArm: 500 });
  });
});

describe('everything beside tracks', () => {
  it.each([
    ['cap', setCap('lead', { count: 2, days: 7 }), { cap: { count: 2, days: 7 } }],
    [
      'window',
      setSendWindow(program, { days: ['mon'], from: '09:00' }),
      { sendWindow: { days: ['mon'], from: '09:00' } },
    ],
    ['approval', setApproval(program, ['high'], 'four_eyes'), { approval: { high: 'four_eyes' } }],
    ['holiday', addHolidays(program, ['2026-12-24']), { holidays: [{ date: '2026-12-24' }] }],
    ['domain', suppressDomains(program, ['rival.example']), { suppressedDomains: ['rival.example'] }],
  ])('policy: %s', async (_, made, policies) => {
    expect((await applied(made)).policies).toMatchObject(policies);
  });

  it('is taken away only where it is', async () => {
    expect((await applied(removePolicy(program, 'quietHours', 'quiet hours'))).policies).not.toHaveProperty(
      'quietHours',
    );
    expect(problemOf(removePolicy(program, 'holdout', 'hold-out'))).toBe('There is no hold-out.');
  });

  it('scores decay and thresholds move', async () => {
    const decaying = await applied(setDecay(program, 'engagement', { percent: 10, every: '4 weeks' }));
    expect(decaying.scoring.models).toMatchObject({ engagement: { decay: { percent: 10 } } });
    expect((await applied(removeDecay(decaying, 'engagement'), decaying)).scoring.models).toBeUndefined();
    const threshold = { title: 'Call', at: 100, actions: [{ do: 'lifecycle', stage: 'sql' } as const] };
    expect((await applied(createThreshold(program, threshold))).scoring.thresholds.call).toEqual(threshold);
    const fit = { title: 'Large', when: 'company_size = "enterprise"', points: 20 };
    const fitting = await applied(setFit(program, fit));
    expect(setFit(fitting, { ...fit, points: 5 })).toMatchObject({
      edits: [{ op: 'patch', value: { points: 5 } }],
    });
  });

  it('a trigger is new once', async () => {
    const trigger = { when: 'email_reply', actions: [{ do: 'enrol', track: 'smb-decision' } as const] };
    const made = createTrigger(program, trigger);
    const next = await applied(made);
    expect(Object.values(next.triggers)).toContainEqual({
      title: 'email_reply: enrol in smb-decision',
      ...trigger,
    });
    expect(problemOf(createTrigger(next, trigger))).toContain('already');
  });
});
