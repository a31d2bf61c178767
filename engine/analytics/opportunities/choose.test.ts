import { describe, expect, it } from 'vitest';
import { choose } from './choose.ts';
import { drawWorld, type Truth } from './testing/world.ts';

const many = (seeds: number, truth: Truth = {}) =>
  Array.from({ length: seeds }, (_, seed) => choose(drawWorld(seed + 1, truth)).chosen);

/** Of 1,000 such worlds (seeds 1001 to 2000) 20 had an alarm; here are fewer, to be quick. */
it('where nothing is true hardly anything is found: at most one world in twenty, over all kinds together', () => {
  const worlds = many(60, { leads: 450 });
  expect(worlds.filter((chosen) => chosen.length > 0).length).toBeLessThanOrEqual(60 * 0.05);
});

describe('where one thing is true', () => {
  const runs = 4;
  /** In how many of some worlds just that is found, and in how many anything else. */
  const found = (truth: Truth, kind: string, subject: string) => {
    const worlds = many(runs, { leads: 1_000, ...truth });
    const is = (one: { kind: string; subject: string }) => one.kind === kind && one.subject === subject;
    return {
      found: worlds.filter((chosen) => chosen.some(is)).length,
      other: worlds.filter((chosen) => chosen.some((one) => !is(one))).length,
    };
  };

  it('a step that loses leads is found', () => {
    const leaves: Truth['leaves'] = ({ item }) => (item === 'cost' ? 0.045 : 0.006);
    const { found: n, other } = found({ leaves }, 'losing-step', 'tracks/learn/steps/email-3');
    expect(n).toBe(runs);
    expect(other).toBeLessThanOrEqual(1);
  });

  it('an email that is clicked less is found', () => {
    const clicks: Truth['clicks'] = ({ item }) => (item === 'matrix' ? 0.02 : 0.1);
    const { found: n, other } = found({ clicks }, 'weak-email', 'tracks/choose/steps/email-2');
    expect(n).toBe(runs);
    expect(other).toBeLessThanOrEqual(1);
  });

  it('a better time of day is found', () => {
    const clicks: Truth['clicks'] = ({ hour }) => (hour >= 9 && hour < 12 ? 0.16 : 0.08);
    const { found: n, other } = found({ clicks }, 'send-time', 'time/morning');
    expect(n).toBe(runs);
    expect(other).toBeLessThanOrEqual(1);
  });

  it('a better weekday is found', () => {
    const clicks: Truth['clicks'] = ({ weekday }) => (weekday === 2 ? 0.16 : 0.08);
    const { found: n, other } = found({ clicks }, 'send-time', 'weekday/tue');
    expect(n).toBe(runs);
    expect(other).toBeLessThanOrEqual(1);
  });

  it('a threshold that hands on too early is found', () => {
    const converts = (score: number) => (score < 60 ? 0.05 : 0.3);
    const { found: n, other } = found({ converts }, 'threshold', 'scoring/thresholds/mql');
    expect(n).toBe(runs);
    expect(other).toBeLessThanOrEqual(1);
  });

  it('a threshold that keeps back who comes further anyway is found', () => {
    const { found: n, other } = found({ near: 0.3 }, 'threshold', 'scoring/thresholds/mql');
    expect(n).toBe(runs);
    expect(other).toBeLessThanOrEqual(1);
  });

  it('a cap that holds most emails is found', () => {
    const { found: n, other } = found({ held: 0.6 }, 'held-sends', 'policies/cap');
    expect(n).toBe(runs);
    expect(other).toBeLessThanOrEqual(1);
  });

  it('a goal that next to nobody reaches is found', () => {
    const { found: n, other } = found({ goal: 0.005, moves: 0.3 }, 'goal-unreached', 'tracks/learn');
    expect(n).toBe(runs);
    expect(other).toBeLessThanOrEqual(1);
  });

  it('leads who wait in no track are found', () => {
    const { found: n, other } = found({ waiting: 600 }, 'waiting-leads', 'tracks');
    expect(n).toBe(runs);
    expect(other).toBeLessThanOrEqual(1);
  });
});

it('with few data nothing is looked at, rather than guessed', () => {
  const data = drawWorld(1, { leads: 20 });
  expect(choose(data)).toEqual({ chosen: [], compared: 0 });
});
