import { beforeAll, describe, expect, it } from 'vitest';
import { type Analysis, analysisWords, comparisonWords } from '../agent/interpreter/wording/analysis.ts';
import { abouts } from '../tools/support/performance/schema.ts';
import { DAY, factsByHand } from './performance-world.ts';
import { type ToolWorld, toolWorld } from './tool-world.ts';

const march = Date.UTC(2026, 2, 1);
let world: ToolWorld;
const ask = (input: object, from?: Parameters<ToolWorld['output']>[2]) =>
  world.output<Analysis>('analyse_performance', { period: '2026-03', ...input }, from);
const figure = ({ groups = [] }: Analysis, metric: string, group = 0) =>
  groups[group]?.figures.find((one) => one.metric === metric);

/** 60 leads that came in March, 24 of whom moved on; 60 emails with 6 clicks and an item of the library. */
beforeAll(async () => {
  world = await toolWorld();
  const facts = factsByHand(world.context().services.db);
  for (let n = 1; n <= 60; n++) {
    await facts.lead(n, n <= 40 ? ['segment:visitors'] : []);
    await facts.stay(n, 'journey', march + DAY, 'awareness', {
      left_at: n <= 24 ? march + 5 * DAY : undefined,
      forward: n <= 24 ? true : null,
      dims: ['track:welcome'],
    });
    await facts.email(n, march + 2 * DAY, {
      item: n <= 30 ? 'for-all' : 'not-approved',
      clicked_at: n <= 6 ? march + 3 * DAY : undefined,
    });
  }
  await facts.hold(1, march + 3 * DAY, 'quiet_hours');
  await facts.done(Date.UTC(2026, 3, 20));
});

describe('analyse_performance', () => {
  it('gives each figure with what it is of, its interval, and the leads behind it', async () => {
    const answer = await ask({});
    expect(figure(answer, 'progression')).toMatchObject({
      title: 'Lead progression rate',
      value: 0.4,
      numerator: 24,
      denominator: 60,
      unit: 'share',
      // Exact enough to be said as the sentences say it.
      low: expect.closeTo(0.2856949, 6),
      high: expect.closeTo(0.5263395, 6),
      leads: '/performance/leads?from=2026-03-01&to=2026-04-01&of=numerator&metric=progression',
    });
    expect(answer).toMatchObject({
      about: 'overview',
      period: { from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z', words: 'March 2026' },
      filters: {},
    });
    expect(answer.summary).toHaveLength(3);
    expect(answer.summary[0]).toContain('40 % (24 of 60;');
  });

  it('says of fewer than thirty that there is not enough data', async () => {
    const few = await ask({ where: 'country = "AT"' });
    expect(figure(few, 'progression')).toMatchObject({ value: null, low: null });
    expect(few.filters).toEqual({ where: 'country = "AT"' });
  });

  it('narrows by title as by id, and names the nearest where there is none', async () => {
    expect(await ask({ track: 'WELCOME' })).toMatchObject({
      track: 'welcome',
      filters: { track: 'Welcome' },
    });
    expect(figure(await ask({ segment: 'visitors' }), 'progression')).toMatchObject({ denominator: 40 });
    const fails = async (input: object) => (await world.failure('analyse_performance', input)).message;
    expect(await fails({ track: 'welcom' })).toContain('Welcome');
    expect(await fails({ segment: 'visitor' })).toContain('visitors');
    expect(await fails({ period: 'soon' })).toContain('last month');
    expect(await fails({ where: 'shoe_size > 3' })).toContain('shoe_size');
  });

  it.each(abouts)(
    'answers about %s in at most three sentences, and no more than can be read',
    async (about) => {
      const answer = await ask({ about });
      expect(answer.summary.length).toBeGreaterThan(0);
      expect(answer.summary.length).toBeLessThanOrEqual(3);
      expect(JSON.stringify(answer).length).toBeLessThan(16_000);
      const words = analysisWords(answer);
      expect(words).not.toMatch(/undefined|NaN|null|\[object/);
      expect(words).toContain('/performance?');
    },
  );

  it('tells of an item by its title, and taints the turn with one that nobody approved', async () => {
    const from = world.context();
    const answer = await ask({ about: 'content' }, from);
    expect(answer.groups?.map(({ name }) => name)).toContain('Title of for-all');
    expect(answer.groups?.map(({ name }) => name)).toContain('Title of not-approved');
    expect(from.tainted).toEqual(['content:not-approved@1']);
  });

  it('counts held sends by reason', async () => {
    expect(await ask({ about: 'holds' })).toMatchObject({
      held: [{ what: 'hold', reason: 'quiet hours', sends: 1, leads: 1 }],
    });
  });
});

describe('the words of it', () => {
  it('mark opens, tell nothing but what was asked for, and say denominators', async () => {
    const answer = await ask({ about: 'emails' });
    const words = analysisWords(answer, ['open']);
    expect(words).toContain('Open rate (unreliable) 0 % (0 of 60; 0 to 6 %)');
    expect(words).not.toContain('Click rate');
  });

  it('lay two groups side by side and say that they are not tested', async () => {
    const words = comparisonWords([await ask({ segment: 'visitors' }), await ask({})]);
    expect(words).toContain('Visitors against all leads, March 2026 (2026-03-01 to 2026-03-31):');
    expect(words).toMatch(
      /- Lead progression rate: Visitors 60 % \(24 of 40; .*; all leads 40 % \(24 of 60;/,
    );
    expect(words).toContain('not tested against each other');
  });
});
