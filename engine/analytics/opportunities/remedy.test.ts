import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../program/edits.ts';
import type { ContentRef } from '../../program/schema.ts';
import { choose } from './choose.ts';
import type { Remedy } from './opportunity.ts';
import { type ContentPort, prefill } from './remedy.ts';
import { drawWorld, smallProgram, type Truth } from './testing/world.ts';

const contentOf = (item: string): ContentRef => ({ item, version: 2, hash: 'a'.repeat(64) });
const full: ContentPort = {
  contentFor: async ({ except, count }) =>
    ['fresh', 'newer', 'why']
      .filter((item) => !except.includes(item))
      .slice(0, count)
      .map((item) => ({
        content: contentOf(item),
        title: `The ${item} one`,
        words: 'among all leads, taken up by 40',
        isKnown: true,
      })),
};
const empty: ContentPort = { contentFor: async () => [] };

/** What is to be done about the one thing that is true, of the first seed at which it is found. */
function remedyOf(kind: string, truth: Truth): Remedy {
  for (let seed = 1; seed < 10; seed++) {
    const { chosen } = choose(drawWorld(seed, { leads: 1_200, ...truth }));
    const one = chosen.find((found) => found.kind === kind);
    if (one) return one.found.remedy;
  }
  throw new Error(`No ${kind} was found.`);
}

describe('what is prefilled', () => {
  const truths: [string, Truth][] = [
    ['losing-step', { leaves: ({ item }) => (item === 'cost' ? 0.06 : 0.006) }],
    ['weak-email', { clicks: ({ item }) => (item === 'matrix' ? 0.02 : 0.1) }],
    ['send-time', { clicks: ({ hour }) => (hour >= 9 && hour < 12 ? 0.16 : 0.08) }],
    ['send-time', { clicks: ({ weekday }) => (weekday === 2 ? 0.16 : 0.08) }],
    ['threshold', { converts: (score) => (score < 60 ? 0.03 : 0.3) }],
    ['threshold', { near: 0.4 }],
    ['held-sends', { held: 0.7 }],
    ['goal-unreached', { goal: 0.001, moves: 0.3 }],
    ['waiting-leads', { waiting: 700 }],
  ];
  it.each(truths)('for %s is a change that the program in force takes', async (kind, truth) => {
    const { change, note } = await prefill(smallProgram, remedyOf(kind, truth), full);
    expect(change?.title, note).toMatch(/\w/);
    expect(applyEdits(smallProgram, change?.edits ?? [])).not.toEqual(smallProgram);
  });

  it('has half of the leads wait for the time that is tried, before each email of the track', async () => {
    const clicks: Truth['clicks'] = ({ hour }) => (hour >= 9 && hour < 12 ? 0.16 : 0.08);
    const { change, note } = await prefill(smallProgram, remedyOf('send-time', { clicks }), full);
    const { tracks, experiments } = applyEdits(smallProgram, change?.edits ?? []);
    expect(Object.values(experiments ?? {})).toMatchObject([{ element: 'send-time', control: 'as-it-was' }]);
    const steps = tracks.learn?.steps ?? [];
    for (const [n, step] of steps.entries()) {
      if (step.kind !== 'email') continue;
      const arms = [{ goto: step.id }, { goto: steps[n - 1]?.id }];
      expect(steps[n - 2]).toMatchObject({ kind: 'split', arms });
      expect(steps[n - 1]).toMatchObject({ kind: 'wait', until: { time: '09:00' } });
    }
    expect(steps.filter(({ kind }) => kind === 'split').length).toBe(5);
    expect(note).toMatch(/leads an arm, about \d+ weeks? of leads/);
  });

  it('sends what the track does not send yet in the place of what loses leads', async () => {
    const swap = {
      do: 'swap',
      track: 'learn',
      step: 'email-3',
      stage: 'awareness',
      item: 'cost',
      orTakeOut: true,
    } as const;
    const { change } = await prefill(smallProgram, swap, full);
    expect(applyEdits(smallProgram, change?.edits ?? []).tracks.learn?.steps[4]).toMatchObject({
      id: 'email-3',
      content: contentOf('fresh'),
    });
  });

  it('is an experiment where nothing is known of what would be sent instead', async () => {
    const clicks: Truth['clicks'] = ({ item }) => (item === 'matrix' ? 0.02 : 0.1);
    const unknown: ContentPort = {
      contentFor: async (asked) => (await full.contentFor(asked)).map((one) => ({ ...one, isKnown: false })),
    };
    const remedy = remedyOf('weak-email', { clicks });
    const { change, note } = await prefill(smallProgram, remedy, unknown);
    expect(note).toMatch(/^Nothing is known of how “The fresh one” does, so try it: .* leads an arm/);
    const { tracks, experiments } = applyEdits(smallProgram, change?.edits ?? []);
    const [id] = Object.keys(experiments ?? {});
    const was = smallProgram.tracks.choose?.steps ?? [];
    const at = was.findIndex((step) => step.kind === 'email' && step.content.item === 'matrix');
    const next = was[at + 1]?.id;
    expect(tracks.choose?.steps.slice(at, at + 5)).toMatchObject([
      { kind: 'split', experiment: id, arms: [{ goto: was[at]?.id }, { goto: `${was[at]?.id}-tried` }] },
      { id: was[at]?.id },
      { kind: 'branch', cases: [{ when: 'experiment_content_choose = "as-it-was"', goto: next }] },
      { kind: 'email', content: contentOf('fresh') },
      { id: next },
    ]);
    const tried = applyEdits(smallProgram, change?.edits ?? []);
    expect(await prefill(tried, remedy, unknown)).toMatchObject({
      change: null,
      note: expect.stringContaining('arm of an experiment'),
    });

    const slow = { ...remedy, trial: { rate: 0.02, effect: 0.001, leadsPerMonth: 10 } } as Remedy;
    const said = await prefill(smallProgram, slow, unknown);
    expect(said.note).toMatch(/Nothing is known of how it does, and to find out it would take \d+ months/);
  });

  it('leaves the email out where the library has nothing else', async () => {
    const swap = {
      do: 'swap',
      track: 'learn',
      step: 'email-3',
      stage: 'awareness',
      item: 'cost',
      orTakeOut: true,
    } as const;
    const { change } = await prefill(smallProgram, swap, empty);
    expect(change?.edits).toEqual([{ op: 'remove', path: 'tracks/learn/steps/email-3' }]);
    expect(await prefill(smallProgram, { ...swap, orTakeOut: false }, empty)).toMatchObject({
      change: null,
      draft: { stage: 'awareness' },
    });
  });

  it('is left out, and said, where the program would not take it', async () => {
    const edits = [{ op: 'remove', path: 'segments/none' }] as const;
    const { change, note } = await prefill(smallProgram, { do: 'edits', title: 'X', edits }, full);
    expect(change).toBeNull();
    expect(note).toContain('there is nothing here to remove');
  });
});
