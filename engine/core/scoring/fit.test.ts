import { expect, test } from 'vitest';
import { DAY, programOf, Story, T0 } from '../testing/story.ts';

const fit = {
  german: { title: 'In Germany', when: 'country = "DE"', points: 15 },
  quiet: { title: 'Quiet', when: 'page_visits = 0 IN last_10_days', points: -5 },
};
const scored = (scoring: Record<string, unknown>, version = 1) => programOf({ scoring }, version);

test('a lead has the points while the condition holds, and the ledger says from when to when', () => {
  const story = new Story(scored({ fit: { german: fit.german } }));
  expect(story.event('identify', {}, { traits: { country: 'DE' } }).ledger).toEqual([
    { rule: 'fit:german', points: 15, model: 'fit' },
  ]);
  expect(story.event('page_visit').ledger).toEqual([]);
  expect(story.lead).toMatchObject({ score: 15, scores: { fit: 15 } });
  expect(story.event('identify', {}, { traits: { country: 'FR' } }).ledger).toEqual([
    { rule: 'fit:german', points: -15, model: 'fit' },
  ]);
  expect(story.lead).toMatchObject({ score: 0, scores: {} });
  expect(story.lead.fits).toBeUndefined();
});

test('points come and go by time alone', () => {
  const story = new Story(scored({ fit: { quiet: fit.quiet } }));
  story.event('page_visit');
  expect(story.lead.score).toBe(0);
  story.runUntil(T0 + 9 * DAY);
  expect(story.lead.score).toBe(0);
  story.runUntil(T0 + 10 * DAY);
  expect(story.lead.scores).toEqual({ fit: -5 });
  story.event('page_visit', {}, { at: T0 + 11 * DAY });
  expect(story.lead.score).toBe(0);
});

test('a change of points, of model or a removal is settled by the ledger when the lead reaches the version', () => {
  const story = new Story(scored({ fit: { german: fit.german } }));
  story.event('identify', {}, { traits: { country: 'DE' } });
  story.activate(scored({ fit: { german: { ...fit.german, points: 20 } } }, 2));
  expect(story.last?.ledger).toEqual([{ rule: 'fit:german', points: 5, model: 'fit' }]);
  const product = { models: { product: { title: 'Product' } } };
  story.activate(scored({ ...product, fit: { german: { ...fit.german, points: 20, model: 'product' } } }, 3));
  expect(story.last?.ledger).toEqual([
    { rule: 'fit:german', points: -20, model: 'fit' },
    { rule: 'fit:german', points: 20, model: 'product' },
  ]);
  story.activate(scored(product, 4));
  expect(story.last?.ledger).toEqual([{ rule: 'fit:german', points: -20, model: 'product' }]);
  expect(story.lead.score).toBe(0);
});

test('what a change gives marks thresholds and sets nothing off', () => {
  const thresholds = {
    warm: { title: 'W', at: 10, actions: [{ do: 'notify', audience: 'sales', text: 'warm' }] },
  };
  const story = new Story(scored({ thresholds }));
  story.event('identify', {}, { traits: { country: 'DE' } });
  story.activate(scored({ thresholds, fit: { german: fit.german } }, 2));
  expect(story.last?.effects).toEqual([]);
  expect(story.lead).toMatchObject({ score: 15, thresholds: ['warm'] });
});

test('a model that is removed takes its points with it', () => {
  const models = { product: { title: 'Product' } };
  const rules = { use: { title: 'U', when: 'tool_use', points: 8, model: 'product' } };
  const story = new Story(scored({ models, rules }));
  story.event('tool_use');
  expect(story.lead.scores).toEqual({ product: 8 });
  story.activate(scored({}, 2));
  expect(story.last?.ledger).toEqual([{ rule: 'removed:product', points: -8, model: 'product' }]);
  expect(story.lead).toMatchObject({ score: 0, scores: {} });
});

test('nothing is given to a lead of whom nothing is known yet', () => {
  const story = new Story(scored({}));
  story.activate(scored({ fit: { any: { title: 'A', when: 'country != "US"', points: 3 } } }, 2));
  expect(story.lead.score).toBe(0);
});
